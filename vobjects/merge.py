"""A stale writer's changes brought into the current object, by name and at every depth.

A node of an older release reads an object, changes it and sends it back: what it never knew stays
as it is (kubernetes#46073: an old controller erased fields that a newer one had set).
"""

from __future__ import annotations

from typing import Any, TypeVar

from vobjects.base import VersionedObject
from vobjects.errors import FieldValueError

V = TypeVar("V", bound=VersionedObject)


def merge(current: V, update: VersionedObject) -> V:
    """Bring the changes of ``update`` into ``current``; returns ``current``.

    Args:
        current: the object as the newest writer left it.
        update: a decoded object; what its writer's version lacked is not taken from it.

    Raises:
        FieldValueError: the two are not of one class and view.
    """
    if type(current) is not type(update):
        raise FieldValueError(
            path="$", expected=f"{current.obj_name()} {current.VERSION}", found=repr(update)
        )
    known = _known(update)
    for name in sorted(update.obj_what_changed()):
        if name in known:
            assigned = name in update._changed_fields
            _take(current, name, update.obj_values()[name], assigned)
    return current


def _known(update: VersionedObject) -> frozenset[str]:
    """The fields that the writer knew, and those that were converted from what it wrote."""
    if update._written is None or update._written == update.VERSION:
        return frozenset(update.SPECS)
    lineage = update.VIEW.registry.lineage(update.obj_name())
    then = lineage.at(update._written).fields
    return frozenset(then) | (update._changed_fields - then.keys())


def _take(current: VersionedObject, name: str, value: Any, assigned: bool) -> None:
    before = current.obj_values().get(name)
    merged = _merged(before, value)
    if merged is before and not assigned:
        return
    setattr(current, name, merged)
    current._changed_fields.add(name)


def _merged(before: Any, after: Any) -> Any:
    """``after``, with what its writer did not know taken from ``before``."""
    if isinstance(after, VersionedObject) and type(before) is type(after):
        return _merged_child(before, after)
    if isinstance(after, tuple) and isinstance(before, tuple):
        return tuple(_merged(_twin(before, item, place), item) for place, item in enumerate(after))
    if isinstance(after, dict) and isinstance(before, dict):
        return {key: _merged(before.get(key), item) for key, item in after.items()}
    return after


def _merged_child(before: VersionedObject, after: VersionedObject) -> VersionedObject:
    known = _known(after)
    for name, value in after.obj_values().items():
        if name in known:
            kept = _merged(before.obj_values().get(name), value)
            if before.obj_values().get(name) != kept:
                setattr(before, name, kept)
    return before


def _twin(before: tuple[Any, ...], item: Any, place: int) -> Any:
    """The item that ``item`` was before: of the same id if it has one, else at the same place."""
    if isinstance(item, VersionedObject) and "id" in item.obj_values():
        key = item.obj_values()["id"]
        return next((b for b in before if b.obj_values().get("id") == key), None)
    return before[place] if place < len(before) else None
