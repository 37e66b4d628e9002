"""A manifest: what a release speaks, as data, with a hash of its content."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

FORMAT: Final = 2
"""The number of the form of the files."""


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What one release of a project, or one build of it, speaks."""

    project: str
    release: str
    interfaces: Mapping[str, Any]
    """By name: topic, namespace, version, methods with arguments and result, and history."""
    objects: Mapping[str, Any]
    """By name: version, key, fields with type, values, children, default and options, history."""
    service_history: Sequence[Mapping[str, str]] = ()
    """What each version of the services speaks, oldest first."""
    mapping: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """By name of a release, the versions that a pin to it means."""
    stored: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """By column, the name of the class that it holds."""

    @functools.cached_property
    def content(self) -> str:
        """The hash of all but the names of the project and the release.

        Builds of one content have one hash, whatever their release is called.
        """
        text = json.dumps(self._parts(), sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def as_dict(self) -> dict[str, Any]:
        """The manifest as the file has it."""
        return {
            "format": FORMAT,
            "project": self.project,
            "release": self.release,
            "content": self.content,
            **self._parts(),
        }

    def _parts(self) -> dict[str, Any]:
        """What is in the file; what a project does not say is left out."""
        said = {
            "service_history": list(map(dict, self.service_history)),
            "mapping": {name: dict(entry) for name, entry in self.mapping.items()},
            "stored": dict(self.stored),
        }
        return {
            "interfaces": dict(self.interfaces),
            "objects": dict(self.objects),
            **{key: value for key, value in said.items() if value},
        }
