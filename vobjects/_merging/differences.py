"""How a current value and that of a writer differ, place by place."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from vobjects._declare.field import UNSET
from vobjects._declare.object import VersionedObject
from vobjects._declare.trees import objects_in
from vobjects._merging.known_fields import UnknownFields, UnsureFields
from vobjects._merging.members import path_of, places
from vobjects._paths import Path


class Lost(NamedTuple):
    """A field of a current object that would be lost, or a whole object."""

    path: Path
    obj: VersionedObject
    field: str
    """Empty for a whole object."""
    value: Any
    unsure: bool = False
    """Whether the writer may have known the field."""


class Differences:
    """Compares values of one field: ``old`` is the current one, ``new`` that of a writer."""

    def __init__(self, unknown: UnknownFields, unsure: UnsureFields) -> None:
        self._unknown, self._unsure = unknown, unsure

    def alike(self, old: Any, new: Any) -> bool:
        """Whether two values are the same in all that the writer knew."""
        return same_shape(old, new) and all(
            self._objects_alike(one, other) for one, other in _pairs(old, new)
        )

    def _objects_alike(self, old: Any, new: Any) -> bool:
        if type(old) is not type(new):
            return False
        one, other = old.obj_values(), new.obj_values()
        return all(
            self.alike(one.get(name, UNSET), other.get(name, UNSET))
            for name in (one.keys() | other.keys()) - self._unknown.of(new)
        )

    def only_marked(self, old: Any, new: Any) -> bool:
        """Whether two values differ in nothing but fields that the writer marked as changed."""
        return same_shape(old, new) and all(
            self._objects_only_marked(one, other) for one, other in _pairs(old, new)
        )

    def _objects_only_marked(self, old: Any, new: Any) -> bool:
        if type(old) is not type(new):
            return False
        one, other = old.obj_values(), new.obj_values()
        marked = new._changed_fields - self._unknown.of(new)
        return all(
            self.only_marked(one.get(name, UNSET), other.get(name, UNSET))
            for name in (one.keys() | other.keys()) - marked
        )

    def lost(self, old: Any, new: Any, path: Path, strict: bool) -> Iterator[Lost]:
        """What is lost if ``new`` is taken in place of ``old``, and its writer did not replace.

        Objects are compared with those at the same place.

        Args:
            old: the current value.
            new: the value of the writer.
            path: where both are.
            strict: whether an object that has none at its place in ``new`` is lost, and a field
                that is unset there; else an object is compared with any other one of its class.
        """
        theirs = dict(places(new))
        others = {type(obj): obj for obj in objects_in(new)}
        for place, obj in places(old):
            if obj is None:
                continue
            there, at = theirs.get(place), path_of(path, place)
            if type(there) is not type(obj):
                there = None if strict else others.get(type(obj))
            if there is not None:
                yield from self._lost_fields(obj, there, at, strict)
            elif strict:
                yield Lost(at, obj, "", obj)

    def _lost_fields(
        self, old: VersionedObject, new: VersionedObject, path: Path, strict: bool
    ) -> Iterator[Lost]:
        unknown, unsure = self._unknown.of(new), self._unsure.of(new)
        there = new.obj_values()
        for name, value in old.obj_values().items():
            at, other = (path, f".{name}"), there.get(name, UNSET)
            if name in unknown or name in unsure:
                if value != other:
                    yield Lost(at, old, name, value, name in unsure)
            elif strict and other is UNSET:
                yield Lost(at, old, name, value)
            else:
                yield from self.lost(value, other, at, strict)


def same_shape(old: Any, new: Any) -> bool:
    """Whether two values are equal but for the objects in them."""
    if isinstance(old, VersionedObject):
        return isinstance(new, VersionedObject)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(map(same_shape, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same_shape(old[key], new[key]) for key in old)
    return bool(old == new)


def _pairs(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """The objects in two values of one shape."""
    there = dict(places(new))
    return ((obj, there[place]) for place, obj in places(old) if obj is not None)


def frozen(value: Any) -> Hashable:
    """A value that is hashable, and equal for equal objects."""
    if isinstance(value, VersionedObject):
        fields = sorted(value.obj_values().items())
        return (value.obj_name(), tuple((name, frozen(item)) for name, item in fields))
    if isinstance(value, tuple):
        return tuple(map(frozen, value))
    if isinstance(value, dict):
        return tuple((key, frozen(item)) for key, item in sorted(value.items()))
    return value  # type: ignore[no-any-return]  # numbers, text and frozen sets of them
