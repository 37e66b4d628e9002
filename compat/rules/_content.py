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
    new: Any
    """The same as the code has it."""
    versions: list[str]
    releases: list[str]
    at_newest: bool
    """Whether it is of the newest recorded version too."""


def content_changes(old: Any, new: Any, part: Part, name: str) -> Iterator[Change]:
    """Yield what is different between two contents of one version."""
    if old == new:
        return
    for change in changes(_only(old, part, name), _only(new, part, name)):
        if change.noun not in _OF_RELEASES:
            yield change


def _only(content: Any, part: Part, name: str) -> Manifest:
    parts = {"objects": {}, "interfaces": {}, part: {name: content}}
    return Manifest("", "", parts["interfaces"], parts["objects"])


def forgotten(comparison: Comparison, part: Part) -> list[Forgotten]:
    """Return each difference between recorded content and what the code has at its version.

    Of a version that several recorded releases have, the newest is compared. What is different at
    several versions at one place is one, as it is at the newest of them. A place keeps the name
    that it has at the newest recorded version, whatever it was called before.
    """
    found: dict[tuple[str, str], Forgotten] = {}
    code = _versions(comparison.code, part)
    recorded = _versions(comparison.recorded, part)
    latest: dict[str, str] = {}
    for name, version in recorded:
        latest[name] = max(version, latest.get(name, version), key=Version.named)
    for (name, version), (old, releases) in sorted(
        recorded.items(), key=lambda item: Version.named(item[0][1]), reverse=True
    ):
        new = code.get((name, version))
        if new is None:
            continue
        top = latest[name]
        for change in content_changes(old, new[0], part, name):
            place = _renamed_since(change.path, version, recorded[name, top][0])
            one = found.setdefault(
                (place, change.noun),
                Forgotten(name, change, old, new[0], [], [], at_newest=version == top),
            )
            one.versions.insert(0, version)
            one.releases += releases
    order = [*comparison.recorded]
    for one in found.values():
        one.releases.sort(key=order.index)
    return sorted(found.values(), key=lambda one: one.change.path)


def _renamed_since(path: str, version: str, newest: Any) -> str:
    """Return a path of a version with the names that fields and methods have at the newest."""
    plain, bracket, value = path.partition("[")
    parts = plain.split(".")
    for entry in newest.get("history", ()):
        if Version.named(entry["version"]) <= Version.named(version):
            continue
        for change in entry["changes"]:
            word, was = change["change"], change.get("was")
            if word == "renamed" and parts[3:5] == ["fields", was]:
                parts[4] = change["field"]
            elif word == "method_renamed" and parts[3:5] == ["methods", was]:
                parts[4] = change["method"]
            elif word == "argument_renamed" and parts[4:7] == [change["method"], "arguments", was]:
                parts[6] = change["argument"]
    return ".".join(parts) + bracket + value


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
