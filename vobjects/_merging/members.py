"""The objects in the value of a field: where each is, and which of them are the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from vobjects._declare.keys import Identity
from vobjects._declare.object import VersionedObject
from vobjects._paths import Path

Place = tuple[str | int, ...]
"""The keys of mappings and the indexes of tuples that lead to an object in a value."""


class Member(NamedTuple):
    """An object in a value, or an entry of a mapping that holds no object."""

    place: Place
    item: Any
    """The object, or None for an entry without one."""
    id: Identity | None
    """Equal for two copies of the same object, and for entries without one at the same keys.

    None if that cannot be told.
    """


class Members:
    """The objects in one value, in their order, and by their identity.

    Args:
        value: the value of a field that may hold objects.
        id_of: the identity of an object.
    """

    def __init__(self, value: Any, id_of: Callable[[VersionedObject], Identity | None]) -> None:
        self.value = value
        self.all = [
            Member(place, item, self._entry(place) if item is None else id_of(item))
            for place, item in places(value)
        ]
        self.by_id: dict[Identity | None, Member] = {}
        self.unclear: Member | None = None
        """An object without an identity, or with that of another one."""
        for member in self.all:
            if member.id is None or member.id in self.by_id:
                self.unclear = member
            else:
                self.by_id[member.id] = member

    def _entry(self, place: Place) -> Identity:
        """The identity of an entry without an object: None and an empty tuple are two."""
        return ("", (*place, type(self.at(place)).__name__))

    @property
    def one(self) -> Member | None:
        """The object of a field that holds one at most."""
        return self.all[0] if self.all else None

    @property
    def objects(self) -> list[VersionedObject]:
        """The objects, in their order."""
        return [member.item for member in self.all if member.item is not None]

    def at(self, place: Place) -> Any:
        """The value at a place; None if there is none."""
        value = self.value
        for part in place:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def places(value: Any, place: Place = ()) -> Iterator[tuple[Place, VersionedObject | None]]:
    """Every object in a value with its place, and every entry of a mapping without an object.

    Entries of mappings in tuples are left out: their tuple may be at another place elsewhere.
    """
    if isinstance(value, VersionedObject):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from places(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            inside = list(places(item, (*place, key)))
            yield from inside or ([((*place, key), None)] if by_keys(place) else [])


def by_keys(place: Place) -> bool:
    """Whether only keys of mappings lead there: an index may mean another place by now."""
    return all(isinstance(part, str) for part in place)


def path_of(path: Path, place: Place) -> Path:
    """The path of a place in the value of the field at ``path``."""
    for part in place:
        path = (path, part if isinstance(part, int) else f"[{part!r}]")
    return path
