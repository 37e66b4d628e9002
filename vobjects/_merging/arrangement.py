"""The merged order of objects: the writer's, with those it never saw beside their neighbors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from vobjects._declare.object import VersionedObject
from vobjects._merging.members import Member, Members, Place, by_keys
from vobjects._types.frozen import FrozenDict


class NoPlaceError(Exception):
    """It cannot be told where an object belongs in what the writer sent."""

    def __init__(self, member: Member, why: str) -> None:
        self.member, self.why = member, why
        super().__init__(why)


@dataclasses.dataclass
class Arrangement:
    """How the value that a writer sent becomes the merged one."""

    ours: Members
    """What is there now."""
    theirs: Members
    """What the writer sent."""
    instead: dict[int, VersionedObject] = dataclasses.field(default_factory=dict)
    """By the id() of an object of the writer, the one that is put in its place."""
    dropped: set[Place] = dataclasses.field(default_factory=set)
    """The places of the writer's value that are left out."""
    unchanged: set[Place] = dataclasses.field(default_factory=set)
    """The places of entries that are as the writer read them, and hold an object now."""
    nones: list[Member] = dataclasses.field(default_factory=list)
    """The None of the tuples in the current value that take the place of the writer's."""
    _after: dict[int, list[Any]] = dataclasses.field(default_factory=dict)
    """By the id() of an object of the writer, what follows it in its tuple."""
    _first: dict[Place, list[Any]] = dataclasses.field(default_factory=dict)
    """By the place of a tuple, what is at its beginning."""
    _entries: dict[Place, dict[str | int, Any]] = dataclasses.field(default_factory=dict)
    """By the place of a mapping, the entries that are added to it."""

    def add(self, added: Iterable[Member]) -> None:
        """Find a place for the objects that the writer never saw.

        An object follows the nearest one before it that the writer has as well. Where there is
        none, it is the first in the container of a neighbor, else in the one at the same keys.

        Raises:
            NoPlaceError: there is no such container, or another object is at its key.
        """
        new = {member.place for member in added}
        groups: dict[Place, list[Member]] = {}
        for member in self.ours.all:
            groups.setdefault(member.place[:-1], []).append(member)
        for member in self.nones:
            if member.place[:-1] not in new:  # else it is in an entry that is added as a whole
                groups.setdefault(member.place[:-1], []).append(member)
                new.add(member.place)
        for container, group in groups.items():
            if any(member.place in new for member in group):
                self._add_group(container, sorted(group, key=_index), new)

    def _add_group(self, container: Place, group: list[Member], new: set[Place]) -> None:
        """Add the new ones among the objects of one container."""
        home, anchor = self._home(container, group), None
        for member in group:
            if member.place not in new:
                kept = self._kept(member)
                anchor = id(kept.item) if kept and kept.place[:-1] == home else anchor
            elif home is None:
                self._add_container(member)
            elif isinstance(self.theirs.at(home), dict):
                self._add_entry(home, member)
            elif anchor is None:
                self._first.setdefault(home, []).append(member.item)
            else:
                self._after.setdefault(anchor, []).append(member.item)

    def _kept(self, member: Member) -> Member | None:
        """The object of the writer that is the same one and is not left out."""
        there = self.theirs.by_id.get(member.id)
        return None if there is None or there.place in self.dropped else there

    def _home(self, container: Place, group: list[Member]) -> Place | None:
        """The container of the writer that holds what one of the current value holds."""
        for member in group:
            if (kept := self._kept(member)) is not None:
                return kept.place[:-1]
        there = self.theirs.at(container)
        same = by_keys(container) and container not in self.dropped
        return container if same and isinstance(there, tuple | dict) else None

    def _add_container(self, member: Member) -> None:
        """Add an object in a container of its own, under a key that the writer does not have."""
        container, key = member.place[:-1], member.place[-1]
        parent = container[:-1]
        if not container or not by_keys(container) or not self._is_free(parent, container[-1]):
            raise NoPlaceError(member, "the collection that it was added to is not there any more")
        like = self.ours.at(container)
        empty: Any = {} if isinstance(like, dict) else []
        made = self._entries.setdefault(parent, {}).setdefault(container[-1], empty)
        if isinstance(made, dict):
            made[key] = self._content(member)
        else:
            made.append(member.item)

    def _add_entry(self, home: Place, member: Member) -> None:
        key = member.place[-1]
        if not self._is_free(home, key) or key in self._entries.get(home, {}):
            raise NoPlaceError(member, f"another object is at the key {key!r}")
        self._entries.setdefault(home, {})[key] = self._content(member)

    def _content(self, member: Member) -> Any:
        """What is added: an object, or what an entry without objects holds."""
        return self.ours.at(member.place) if member.item is None else member.item

    def _is_free(self, mapping: Place, key: str | int) -> bool:
        """Whether a mapping of the writer is there and has nothing at a key."""
        there = self.theirs.at(mapping)
        place = (*mapping, key)
        taken = isinstance(there, dict) and key in there and place not in self.dropped
        return isinstance(there, dict) and (not taken or place in self.unchanged)

    def merged(self) -> Any:
        """The merged value."""
        return self._merged(self.theirs.value, ())

    def _merged(self, value: Any, place: Place) -> Any:
        if isinstance(value, VersionedObject):
            return self.instead[id(value)]
        if isinstance(value, tuple):
            items = list(self._first.get(place, ()))
            for index, item in enumerate(value):
                if (*place, index) not in self.dropped:
                    items.append(self._merged(item, (*place, index)))
                items += self._after.get(id(item), ())
            return tuple(items)
        if isinstance(value, dict):
            kept = {k: v for k, v in value.items() if (*place, k) not in self.dropped}
            merged = {key: self._merged(item, (*place, key)) for key, item in kept.items()}
            left = {k: v for k, v in merged.items() if not self._is_gone((*place, k), v)}
            return FrozenDict(left | _frozen(self._entries.get(place, {})))
        return value

    def _is_gone(self, place: Place, merged: Any) -> bool:
        """Whether a collection lost all that the writer had in it, and its key, to another."""
        emptied = isinstance(merged, tuple | dict) and not merged and self.theirs.at(place)
        return bool(emptied) and self.ours.at(place) is None


def _index(member: Member) -> int:
    """The index of a member of a tuple; all members of a mapping are alike."""
    *_, part = member.place
    return part if isinstance(part, int) else 0


def _frozen(entries: dict[str | int, Any]) -> dict[str | int, Any]:
    """Entries with the containers that were made for them in their canonical form."""
    return {
        key: tuple(made)
        if isinstance(made, list)
        else FrozenDict(made)
        if isinstance(made, dict)
        else made
        for key, made in entries.items()
    }
