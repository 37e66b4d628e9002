"""The fields of a class at each of its versions, and how its versions hang together.

The versions of a class are a tree: a history, and lines that left it. What lies between two of them
is what only one of them has: its changes are undone, and those of the other are made.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Mapping
from typing import NamedTuple

from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Converted,
    Entry,
    History,
    Line,
    Removed,
    Renamed,
    Retyped,
)
from vobjects._declare.schema import Schema
from vobjects.errors import DeclarationError
from vobjects.version import Version


class Made(NamedTuple):
    """A change on the way to a version."""

    entry: Version
    """The version that it was made in."""
    change: Change
    origin: tuple[Version, int]
    """The version whose history says it first, and its place there: lines may have it in common."""


class Bump(NamedTuple):
    """A ``child_bumped`` of a history."""

    entry: Version
    """The version of the parent that says it."""
    field: str
    to: Version


class Apart(NamedTuple):
    """What lies between two versions."""

    undone: tuple[Made, ...]
    """The changes that only the first has, newest first."""
    made: tuple[Made, ...]
    """The changes that only the second has, oldest first."""


@dataclasses.dataclass(frozen=True)
class Lineage:
    """A class through all its versions: its history, and the lines that left it."""

    name: str
    history: History
    schemas: Mapping[Version, Schema]
    lines: tuple[Line, ...] = ()

    @property
    def latest(self) -> Schema:
        """The fields of the declared class."""
        return self.schemas[self.history.latest]

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions: those of the history oldest first, then those of each line."""
        return tuple(self._ways)

    def at(self, version: str) -> Schema:
        """The fields at one version.

        Raises:
            DeclarationError: the class never had that version.
        """
        found = self.schemas.get(Version.named(version))
        if found is None:
            known = ", ".join(str(v) for v in self.versions)
            raise DeclarationError(
                where=self.name,
                found=f"version {version}",
                expected=f"one of {known}",
                remedy="correct the version, or declare it in HISTORY",
            )
        return found

    @functools.cached_property
    def _ways(self) -> dict[Version, tuple[Entry, ...]]:
        ways: dict[Version, tuple[Entry, ...]] = {}
        for start, entries in [
            (None, self.history.entries),
            *((line.after, line.entries) for line in self.lines),
        ]:
            way = () if start is None else ways[start]
            for entry in entries:
                way = ways[entry.version] = (*way, entry)
        return ways

    @functools.cached_property
    def _passed(self) -> dict[Version, frozenset[Version]]:
        """The versions on the way to each."""
        return {v: frozenset(e.version for e in way) for v, way in self._ways.items()}

    def way(self, version: Version) -> tuple[Entry, ...]:
        """The entries that lead to a version, oldest first; its own is the last."""
        return self._ways[version]

    def contents(self, number: str) -> tuple[Version, ...]:
        """The versions that are ``number`` on the wire, newest first."""
        return tuple(v for v in reversed(self.versions) if v.number == number)

    def precedes(self, one: Version, other: Version) -> bool:
        """Whether ``one`` lies on the way to ``other``, or is it; never between two lines."""
        return one in self._passed[other]

    def meet(self, one: Version, other: Version) -> Version:
        """The newest version that precedes both: the older one, or the one where lines parted."""
        return next(
            entry.version
            for entry in reversed(self._ways[one])
            if self.precedes(entry.version, other)
        )

    @functools.cached_property
    def _steps(self) -> dict[Version, frozenset[object]]:
        """The changes and the versions on the way to each; what two have in common is equal."""
        return {v: self._passed[v] | {made.origin for made in self.made(v)} for v in self._ways}

    def between(self, one: Version, middle: Version, other: Version) -> bool:
        """Whether nothing is made and undone on the way from one to another over a third."""
        first, last = self._steps[one], self._steps[other]
        return first & last <= self._steps[middle] <= first | last

    def written(self, source: Version, target: Version) -> Version:
        """The version in which one at ``source`` writes for one at ``target``.

        A reader makes newer what it gets; for all else the writer converts.
        """
        return source if self.precedes(source, target) else target

    def apart(self, source: Version, target: Version) -> Apart:
        """What lies between two versions; changes that both have in common do not."""
        one, other = self.made(source), self.made(target)
        ours, theirs = ({made.origin for made in way} for way in (one, other))
        return Apart(
            tuple(made for made in reversed(one) if made.origin not in theirs),
            tuple(made for made in other if made.origin not in ours),
        )

    def made(self, version: Version) -> tuple[Made, ...]:
        """All changes on the way to a version, oldest first."""
        return tuple(
            Made(entry.version, change, (origin.version, place))
            for entry in self._ways[version]
            for origin in (*(self._ways[shared][-1] for shared in entry.same_as), entry)
            for place, change in enumerate(origin.changes)
        )

    def once_held(self, version: Version) -> dict[str, tuple[str, ...]]:
        """The classes that fields held before they were converted: by the older version.

        Who has the version needs them too, to convert what older ones send and read.
        """
        found: dict[str, tuple[str, ...]] = {}
        for older, newer in itertools.pairwise(self._ways[version]):
            fields = {c.field for c in newer.changes if isinstance(c, Converted)}
            fields |= {c.was for c in newer.changes if isinstance(c, Renamed) and c.field in fields}
            if fields:
                children = self.schemas[older.version].children()
                found |= {name: children[name] for name in fields & children.keys()}
        return found

    def when(self, field: str, version: Version) -> str:
        """Why a version does not have a field, as a sentence for errors."""
        went, came = "", ""
        for entry in self._ways[version]:
            for change in entry.changes:
                if isinstance(change, Removed) and change.field == field:
                    went = f"it went with {entry.version}"
                elif isinstance(change, Renamed) and change.was == field:
                    went = f"it is called {change.field!r} since {entry.version}"
        bringing = [other for other in self.versions if field in self._brought(other)]
        others = [other for other in bringing if not self.precedes(other, version)]
        for other in ([o for o in others if self.precedes(version, o)] or others)[:1]:
            came = f"it came {'again ' if went else ''}with {other}"
        found = " and ".join(filter(None, (went, came)))
        return found or f"no version of {self.name} has it"

    def _brought(self, version: Version) -> set[str]:
        """The fields that came in a version, or are called so since then."""
        made = (made.change for made in self.made(version) if made.entry == version)
        return {change.field for change in made if isinstance(change, Added | Renamed)}

    def bump(self, field: str, version: Version) -> Bump | None:
        """The ``child_bumped`` that holds for ``field`` at ``version``, if there is one."""
        bumps: dict[str, Bump] = {}
        for entry, change, _ in self.made(version):
            match change:
                case ChildBumped():
                    bumps[change.field] = Bump(entry, change.field, Version.named(change.to))
                case Renamed() if change.was in bumps:
                    bumps[change.field] = bumps.pop(change.was)
                case Removed() | Converted() | Retyped():
                    bumps.pop(change.field, None)
        return bumps.get(field)

    def child_version(self, field: str, version: Version) -> str | None:
        """The version of the children in ``field`` that ``version`` was made for, if declared."""
        bump = self.bump(field, version)
        return None if bump is None else str(bump.to)
