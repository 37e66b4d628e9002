"""Objects of a class at a version for laws: full, empty, drawn, and single parts of them."""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.pairs import law
from vobjects import DecodeError, FieldValueError, Registry, VersionedObject, View
from vobjects._declare.changes import Added, Removed
from vobjects._declare.field import REQUIRED, UNSET
from vobjects._paths import ROOT
from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects.testing import filled, incomplete_objects, minimal, objects
from vobjects.testing._versions import views

_DRAWN, _WHOLE, _PARTS = 24, 9, 6


@functools.cache
def samples(registry: Registry, name: str, version: str) -> list[VersionedObject]:
    """Objects of a class at a version: full, empty and drawn, and parts that change alone.

    They are the same every time.
    """
    view = views(registry, name)[version]
    found = [filled(view, name), minimal(view, name), view[name]()]
    drawn = st.one_of(
        objects(view, name), objects(view, name, sparse=True), incomplete_objects(view, name)
    )

    @law(_DRAWN)
    @given(drawn)
    def collect(obj: VersionedObject) -> None:
        found.append(obj)

    collect()
    oldest = next(iter(views(registry, name).values()))
    found.insert(3, view.adopt(oldest[name]()))  # what histories make of nothing
    rest = _plain(view, name, oldest)
    alone = (_parts(view, name, found), _enum_values(view, name), _nones(view, name))
    parts = [view[name](**{**rest, **values}) for values in itertools.chain(*alone)]
    return found[:_WHOLE] + parts


def _plain(view: View, name: str, oldest: View) -> dict[str, Any]:
    """What every object of a class must have to travel, as no version refuses it."""
    try:
        return dict(view.adopt(minimal(oldest, name)).obj_values())
    except DecodeError:  # a value of the oldest version that newer ones do not have
        return dict(minimal(view, name).obj_values())


def _parts(view: View, name: str, found: list[VersionedObject]) -> Iterator[dict[str, Any]]:
    """The fields of one change of the history and the identity: nothing else is refused."""
    entries = view.registry.lineage(name).history.entries
    identity = {"id", "uuid"} - {change.field for entry in entries for change in entry.changes}
    for entry in entries:
        for change in entry.changes:
            names = {change.field, *getattr(change, "writes", ()), getattr(change, "was", None)}
            names |= identity
            parts = [{n: v for n, v in obj.obj_values().items() if n in names} for obj in found]
            some = {repr(part): part for part in parts if part}
            few = list(some.values())[:_PARTS]
            yield from few
            if isinstance(change, Added | Removed) and change.up is not None:
                yield from ({**value, **part} for value in _enum_values(view, name) for part in few)
                yield from _with_least(view, name, change)
            default = getattr(change, "default", REQUIRED)
            if change.field in view[name].SPECS and default not in (REQUIRED, UNSET):
                with contextlib.suppress(FieldValueError):  # it may have another type by now
                    view.schema(name).fields[change.field].type.check(default, ROOT, view.judge)
                    yield {change.field: default}


def _with_least(view: View, name: str, change: Added | Removed) -> Iterator[dict[str, Any]]:
    """A field that holds one object, which has what it must have and nothing else.

    The mappings that its function writes are empty.
    """
    spec = view[name].SPECS.get(change.field)
    kind = spec.type.inner if spec and isinstance(spec.type, Optional) else spec and spec.type
    if isinstance(kind, Child):
        yield {change.field: minimal(view, kind.name), **{written: {} for written in change.writes}}


def _enum_values(view: View, name: str) -> Iterator[dict[str, Any]]:
    """Each value of each enum field alone."""
    for field, spec in view.schema(name).fields.items():
        for value in spec.type.values():
            yield {field: _held(spec.type, value)}


def _nones(view: View, name: str) -> Iterator[dict[str, Any]]:
    """Each field that may be None, as None alone."""
    for field, spec in view.schema(name).fields.items():
        if spec.nullable:
            yield {field: None}


def _held(type_: FieldType, value: str) -> Any:
    match type_:
        case Optional():
            return _held(type_.inner, value)
        case Tuple():
            return (_held(type_.inner, value),)
        case FrozenSet():
            return frozenset([_held(type_.inner, value)])
        case MappingOf():
            return {"key": _held(type_.inner, value)}
    return value
