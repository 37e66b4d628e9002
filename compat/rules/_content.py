"""Content that one version has in several places: recorded, and in the code."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from compat.manifest import Change, Kind, Manifest, as_text, changes
from compat.rules._comparison import Comparison, Part
from vobjects.version import Version

_OF_RELEASES = ("version", "child")
"""What a release says of a class, and not its version."""


@dataclasses.dataclass
class Forgotten:
    """A change of content under versions that are recorded."""

    name: str
    change: Change
    old: Any
    """The recorded object or interface."""
    versions: list[str]
    releases: list[str]

    @property
    def text(self) -> str:
        """What it is of, such as ``Item 1.0, 1.1``."""
        return f"{self.name} {', '.join(self.versions)}"


def content_changes(old: Any, new: Any, part: Part, name: str) -> Iterator[Change]:
    """Yield what is different between two contents of one version."""
    for change in changes(_only(old, part, name), _only(new, part, name)):
        if change.noun not in _OF_RELEASES:
            yield change


def _only(content: Any, part: Part, name: str) -> Manifest:
    parts = {"objects": {}, "interfaces": {}, part: {name: content}}
    return Manifest("", "", parts["interfaces"], parts["objects"])


def forgotten(comparison: Comparison, part: Part) -> list[Forgotten]:
    """Return each difference between recorded content and what the code has at its version.

    Of a version that several recorded releases have, the newest is compared. What is different at
    several versions in the same way is one.
    """
    found: dict[tuple[str, str], Forgotten] = {}
    code = _versions(comparison.code, part)
    for (name, version), (old, releases) in _versions(comparison.recorded, part).items():
        new = code.get((name, version))
        if new is None:
            continue
        for change in content_changes(old, new[0], part, name):
            key = change.path, repr((change.kind, change.was, change.now))
            one = found.setdefault(key, Forgotten(name, change, old, [], []))
            one.versions.append(version)
            one.releases += releases
    return sorted(found.values(), key=lambda one: one.change.path)


def _versions(
    manifests: Mapping[str, Manifest], part: Part
) -> dict[tuple[str, str], tuple[Any, list[str]]]:
    """By name and version, the content in the newest release that has it, and all that have."""
    found: dict[tuple[str, str], tuple[Any, list[str]]] = {}
    for release, manifest in manifests.items():
        for name, content in getattr(manifest, part).items():
            key = name, content["version"]
            found[key] = content, [*found.get(key, (None, []))[1], release]
    return found


def version_to_write(comparison: Comparison, part: Part, name: str) -> tuple[str, bool]:
    """Return the version that a change belongs to, and whether the code has it already."""
    recorded = newest(comparison.recorded, part, name)
    code = newest(comparison.code, part, name)
    if code > recorded:
        return str(code), True
    return f"{recorded.major}.{recorded.minor + 1}", False


def newest(manifests: Mapping[str, Manifest], part: Part, name: str) -> Version:
    """Return the newest version that a release has of an object or interface that some have."""
    contents = [getattr(manifest, part) for manifest in manifests.values()]
    return max(Version.named(each[name]["version"]) for each in contents if name in each)


def sentence(change: Change) -> str:
    """Return a change in words."""
    what = change.path.split(".", 3)[-1]
    match change.kind:
        case Kind.ADDED:
            return f"{what} was added: {as_text(change.now)}"
        case Kind.REMOVED:
            return f"{what} was removed: {as_text(change.was)}"
        case _:
            return f"{what} was {as_text(change.was)} and is {as_text(change.now)}"
