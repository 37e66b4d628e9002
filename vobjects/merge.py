"""A stale writer's changes brought into the current object, by name and at every depth.

A node of an older release reads an object, changes it and sends it back: what it never knew stays
as it is (kubernetes#46073: an old controller erased fields that a newer one had set).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Set
from typing import Any, TypeVar

from vobjects.arguments import must_be_object
from vobjects.base import VersionedObject
from vobjects.errors import FieldValueError
from vobjects.fields import UNSET
from vobjects.plan import Convert, Drop, Operation, Rename, Restore, plan
from vobjects.shown import shown

V = TypeVar("V", bound=VersionedObject)


def merge(current: V, update: VersionedObject) -> V:
    """Bring the changes of ``update`` into ``current``; returns ``current``.

    An assigned field is taken whole, but for what its writer did not know of the objects in it.
    Of an object that was changed in place only the changed fields are taken. Items of a tuple are
    found again by their ``id``, else by what their writer left as it was. All changes are taken
    or none.

    Args:
        current: the object as the newest writer left it.
        update: a decoded object; what its writer's version lacked is not taken from it.

    Raises:
        FieldValueError: the two are not of one class and view.
        ReadOnlyFieldError: a read-only field was changed; ``current`` is as it was.
    """
    must_be_object(current)
    if type(current) is not type(update):
        raise FieldValueError(
            path="$", expected=f"{current.obj_name()} {current.VERSION}", found=shown(update)
        )
    _take_changes(copy.deepcopy(current), update)  # refused as a whole, before anything is taken
    _take_changes(current, update)
    return current


def _take_changes(current: VersionedObject, update: VersionedObject) -> None:
    values, unknown = update.obj_values(), _unknown_to_writer(update)
    for name in sorted(update.obj_what_changed()):
        before = current.obj_values().get(name, UNSET)
        if name in update._changed_fields:
            if name not in unknown:
                _set(current, name, _whole(before, values[name]))
        elif type(before) is type(values[name]):
            _changes_inside(before, values[name])
        else:
            _set(current, name, values[name])


def _changes_inside(before: Any, after: Any) -> None:
    """Take the changed fields of the objects in a value that was not assigned itself."""
    for old, new in _pairs(before, after, assigned=False):
        if isinstance(new, VersionedObject) and type(old) is type(new):
            _take_changes(old, new)
        elif not isinstance(new, VersionedObject):
            _changes_inside(old, new)


def _whole(before: Any, after: Any) -> Any:
    """``after``, with what its writer did not know taken from ``before``."""
    if isinstance(after, VersionedObject):
        return _whole_object(before, after) if type(before) is type(after) else after
    if isinstance(after, tuple):
        return tuple(_whole(old, new) for old, new in _pairs(before, after))
    if isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        return {key: _whole(old.get(key, UNSET), item) for key, item in after.items()}
    return after


def _whole_object(before: VersionedObject, after: VersionedObject) -> VersionedObject:
    unknown = _unknown_to_writer(after)
    for name, value in after.obj_values().items():
        if name not in unknown:
            old = before.obj_values().get(name, UNSET)
            new = _whole(old, value)
            if old is UNSET or old != new:
                _set(before, name, new)
    return before


def _set(obj: VersionedObject, name: str, value: Any) -> None:
    setattr(obj, name, value)
    obj._changed_fields.add(name)


def _pairs(before: Any, after: Any, assigned: bool = True) -> Iterator[tuple[Any, Any]]:
    """Each object or collection in ``after`` beside what it was before, UNSET if it is new."""
    if isinstance(after, VersionedObject):
        yield before, after
    elif isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        yield from ((old.get(key, UNSET), item) for key, item in after.items())
    elif isinstance(after, tuple):
        yield from _twins(before if isinstance(before, tuple) else (), after, assigned)


def _twins(
    before: tuple[Any, ...], after: tuple[Any, ...], assigned: bool
) -> Iterator[tuple[Any, Any]]:
    """Each item beside the one that it was: found by what stayed the same, else by its place."""
    left = dict(enumerate(before))
    found: dict[int, Any] = {}
    marks = [_mark(item) for item in after]
    for place, (item, mark) in enumerate(zip(after, marks, strict=True)):
        nearest = sorted(left, key=place.__ne__)
        twin = next((at for at in nearest if mark and _is_twin(left[at], item, mark)), None)
        if twin is not None:
            found[place] = left.pop(twin)
    for place, (item, mark) in enumerate(zip(after, marks, strict=True)):
        if place not in found and "id" not in mark and (mark or not assigned):
            found[place] = left.pop(place, UNSET)
        yield found.get(place, UNSET), item


def _mark(item: Any) -> dict[str, Any]:
    """What tells an object from its neighbours: its id, else what its writer left as it was."""
    if not isinstance(item, VersionedObject):
        return {"": item}
    values = item.obj_values()
    if "id" in values:
        return {"id": values["id"]}
    other = _unknown_to_writer(item) | item.obj_what_changed()
    return {name: value for name, value in values.items() if name not in other}


def _is_twin(old: Any, item: Any, mark: dict[str, Any]) -> bool:
    if not isinstance(item, VersionedObject) or type(old) is not type(item):
        return False
    own = old.obj_values()
    return all(own.get(name, UNSET) == value for name, value in mark.items())


def _unknown_to_writer(update: VersionedObject) -> set[str]:
    """The fields that were made up when the writer's version was converted to this one."""
    if update._written is None:
        return set()
    name, view = update.obj_name(), update.VIEW
    lineage = view.registry.lineage(name)
    written = lineage.at(update._written)
    known = set(written.fields)
    for op in plan(lineage, written.version, view.versions[name]).operations:
        _follow(op, known, update.obj_values().keys())
    return view.schema(name).fields.keys() - known


def _follow(op: Operation, known: set[str], there: Set[str]) -> None:
    """Keep ``known`` what the writer knew after an operation; ``there`` are the set fields."""
    match op:
        case Drop() | Convert(stays=False):
            known.discard(op.field)
        case Rename(to=to) if op.field in known:
            known.remove(op.field)
            known.add(to)
        case Restore(reads=reads) if there & known & set(reads):
            known.add(op.field)
