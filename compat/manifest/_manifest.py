"""A manifest: what a release speaks, as data, with a hash of its content."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

FORMAT: Final = 1
"""The number of the form of the files."""


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What one release of a project, or one build of it, speaks."""

    project: str
    release: str
    interfaces: Mapping[str, Any]
    """By name: topic, namespace, version, and methods with arguments and result."""
    objects: Mapping[str, Any]
    """By name: version, and fields with type, values, children, default and options."""

    @functools.cached_property
    def content(self) -> str:
        """The hash of the objects and the interfaces.

        Builds of one content have one hash, whatever their release is called.
        """
        whole = {"interfaces": self.interfaces, "objects": self.objects}
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def as_dict(self) -> dict[str, Any]:
        """The manifest as the file has it."""
        return {
            "format": FORMAT,
            "project": self.project,
            "release": self.release,
            "content": self.content,
            "interfaces": dict(self.interfaces),
            "objects": dict(self.objects),
        }
