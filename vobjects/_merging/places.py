"""What has no key in the value of a field: None and collections in tuples, and what is below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, NamedTuple

from vobjects._declare.object import VersionedObject
from vobjects._declare.trees import objects_in
from vobjects._merging.members import Place, by_keys

Label = Callable[[VersionedObject], Hashable]
"""What is equal for two objects that are the same one."""

_NO_OBJECT: Final = -1
"""The number of an object that is not there."""


class Keyless(NamedTuple):
    """A None or a collection that only the objects around it tell apart from others."""

    place: Place
    value: Any
    """None, a tuple or a mapping."""
    home: tuple[Hashable, ...]
    """What holds it: keys of mappings and, for a tuple in a tuple, the first object inside."""
    after: Hashable
    """The object before it, for a None in a tuple; its key in a mapping."""

    @property
    def sign(self) -> Hashable:
        """Equal for two entries of one kind between the same objects."""
        return (self.home, self.after, type(self.value))


class KeylessEntries:
    """The entries without a key in values of one field, between the objects that all have.

    Args:
        label: labels an object.
        values: the values that are compared.
    """

    def __init__(self, label: Label, *values: Any) -> None:
        self._label = label
        first, *others = (list(map(label, objects_in(value))) for value in values)
        common = set(first).intersection(*others)
        labels = dict.fromkeys(one for one in first if one in common)
        self._numbers = {one: number for number, one in enumerate(labels)}

    def of(self, value: Any) -> list[Keyless]:
        """The entries of a value, in their order."""
        return list(self._entries(value, (), ()))

    def difference(self, one: Any, other: Any) -> Keyless | None:
        """An entry that one of two values has and the other one lacks; None if there is none."""
        entries = self.of(one), self.of(other)
        ours, theirs = (Counter(entry.sign for entry in found) for found in entries)
        lacking = (ours - theirs, theirs - ours)
        for found, signs in zip(entries, lacking, strict=True):
            for entry in found:
                if entry.sign in signs:
                    return entry
        return None

    def _entries(self, value: Any, place: Place, home: tuple[Hashable, ...]) -> Iterator[Keyless]:
        if isinstance(value, tuple):
            yield from self._in_tuple(value, place, home)
        elif isinstance(value, dict):
            for key, item in value.items():
                if not by_keys(place) and not any(True for _ in objects_in(item)):
                    yield Keyless((*place, key), item, home, key)
                yield from self._entries(item, (*place, key), (*home, key))

    def _in_tuple(self, value: Any, place: Place, home: tuple[Hashable, ...]) -> Iterator[Keyless]:
        after = _NO_OBJECT
        for index, item in enumerate(value):
            inner = (*place, index)
            if isinstance(item, VersionedObject):
                after = self._numbers.get(self._label(item), after)
            elif item is None:
                yield Keyless(inner, item, home, after)
            else:
                yield Keyless(inner, item, home, "")
                yield from self._entries(item, inner, (*home, self._first(item)))

    def _first(self, value: Any) -> int:
        """The least number of an object in a collection."""
        numbers = (self._numbers.get(self._label(obj)) for obj in objects_in(value))
        return min((n for n in numbers if n is not None), default=_NO_OBJECT)


def has_keyless(value: Any) -> bool:
    """Whether a value has an entry without a key."""
    if isinstance(value, tuple):
        return any(not isinstance(item, VersionedObject) for item in value)
    return isinstance(value, dict) and any(map(has_keyless, value.values()))
