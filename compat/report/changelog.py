"""What changed from release to release, in words."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable
from typing import Any, Final

from compat.manifest import Change, Kind, Manifest, as_text, changes
from compat.report._markdown import plain

__all__ = ["ReleaseChanges", "changelog", "markdown"]

_PATH: Final = re.compile(r"\$\.(interfaces|objects)\.(\w+)(.*)", re.DOTALL)
_TABLES: Final = {
    "fields": "field",
    "methods": "method",
    "arguments": "argument",
    "children": "child",
}


@dataclasses.dataclass(frozen=True)
class PartChanges:
    """What changed in one object or interface."""

    name: str
    was: str | None
    """Its version in the older release; None if it was not there."""
    now: str | None
    sentences: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name and what became of the version."""
        if self.was is None:
            return f"{self.name} {self.now} is new"
        if self.now is None:
            return f"{self.name} {self.was} was removed"
        same = self.was == self.now
        return f"{self.name} {self.now}" if same else f"{self.name} {self.was} to {self.now}"


@dataclasses.dataclass(frozen=True)
class ReleaseChanges:
    """What changed in a release since the one before."""

    release: str
    since: str
    parts: tuple[PartChanges, ...]

    def as_dict(self) -> dict[str, Any]:
        """The changes as plain data."""
        return dataclasses.asdict(self)


def changelog(manifests: Iterable[Manifest]) -> tuple[ReleaseChanges, ...]:
    """Return what changed in each of several releases but the first, the oldest first."""
    return tuple(
        ReleaseChanges(newer.release, older.release, tuple(_parts(older, newer)))
        for older, newer in itertools.pairwise(manifests)
    )


def markdown(releases: Iterable[ReleaseChanges]) -> str:
    """Return a changelog as a page, the newest release first."""
    lines = []
    for release in reversed([*releases]):
        lines += [f"## {plain(release.release)}", "", f"Since {plain(release.since)}.", ""]
        for part in release.parts:
            sentences = (f"- {plain(sentence)}" for sentence in part.sentences)
            lines += [f"### {plain(part.title)}", "", *sentences]
            lines += [""] if part.sentences else []
        lines += [] if release.parts else ["Objects and interfaces are the same.", ""]
    return "\n".join(lines).rstrip("\n")


def _parts(older: Manifest, newer: Manifest) -> Iterable[PartChanges]:
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes(older, newer):
        match = _PATH.fullmatch(change.path)
        assert match is not None  # every change is in one of the two parts
        part, name, rest = match.groups()
        sentences = found.setdefault((part, name), [])
        if rest and rest != ".version":
            sentences.append(_sentence(change, rest))
    for (part, name), sentences in found.items():
        was, now = (getattr(each, part).get(name, {}).get("version") for each in (older, newer))
        yield PartChanges(name, was, now, tuple(sentences))


def _sentence(change: Change, rest: str) -> str:
    what = _subject(rest)
    match change.kind:
        case Kind.ADDED:
            given = "" if change.noun == "value" else f": {as_text(change.now)}"
            return f"{what} was added{given}"
        case Kind.REMOVED:
            given = "" if change.noun == "value" else f": {as_text(change.was)}"
            return f"{what} was removed{given}"
        case _:
            return f"{what} was {as_text(change.was)} and is {as_text(change.now)}"


def _subject(rest: str) -> str:
    """Return a path such as ``.methods.place.arguments.size`` in words."""
    keys, bracket, value = rest.removeprefix(".").partition("[")
    names = keys.split(".")
    words = []
    while names:
        name = names.pop(0)
        words.append(f"{_TABLES[name]} {names.pop(0)}" if name in _TABLES and names else name)
    if bracket:
        words[-1] = f"value {value.removesuffix(']')}"
    return ", ".join(words)
