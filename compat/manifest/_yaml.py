"""The YAML of manifests."""

from __future__ import annotations

from typing import Any, Final

import yaml

from compat import _bounded_yaml
from compat.errors import ManifestError

LIMIT: Final = 16 * 2**20
"""Bytes of one file."""


class _Dumper(yaml.SafeDumper):
    """The safe dumper, which writes equal lists where they are and never by an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    """Return the YAML of plain data, in the order that its maps have."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=100)


def load(raw: bytes, file: str) -> Any:
    """Return the plain data in a file.

    Raises:
        ManifestError: the file is too large or too deep, no YAML, or has an alias, a tag of Python
            or a key twice.
    """
    try:
        return _bounded_yaml.load(raw, LIMIT)
    except _bounded_yaml.UnreadableError as error:
        raise ManifestError(
            file=file,
            path="$",
            found=str(error),
            expected="YAML as pinrail record writes it",
            remedy="record the release again, or take the file from the version control",
        ) from error
