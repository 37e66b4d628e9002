"""What a check found, in the formats of people, CI services and programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from compat.check import CheckResult
from compat.report.findings import _github, _json, _junit, _markdown, _sarif, _text
from compat.report.findings._json import schema

__all__ = ["FORMATS", "schema"]

FORMATS: Final[Mapping[str, Callable[[str, CheckResult], str]]] = MappingProxyType(
    {
        "text": _text.render,
        "json": _json.render,
        "github": _github.render,
        "junit": _junit.render,
        "markdown": _markdown.render,
        "sarif": _sarif.render,
    }
)
"""By name, the function that formats the result of a check; it takes the project's name too."""
