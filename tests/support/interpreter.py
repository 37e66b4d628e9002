"""Plans run one operation at a time on plain values: a second opinion on the generated code."""

from __future__ import annotations

import copy
import enum
from collections.abc import Mapping
from typing import Any

from vobjects import UNSET, InexpressibleError, Loss, VersionedObject, View
from vobjects.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects.fields import REQUIRED
from vobjects.paths import ROOT
from vobjects.plan import (
    Convert,
    Drop,
    Fill,
    MapValue,
    Operation,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Retype,
    plan,
)


class Refused(Exception):
    """The target cannot hold a value."""


def interpret(obj: VersionedObject, target: View) -> tuple[Any, list[str]]:
    """The tree of the object as an older view has it, and the fields that were left behind."""
    lost: list[str] = []
    return _node(obj, target, lost), lost


def _node(obj: VersionedObject, target: View, lost: list[str]) -> Any:
    name = obj.obj_name()
    if name not in target:
        raise Refused(name)
    lineage = obj.VIEW.registry.lineage(name)
    source = obj.VIEW.versions[name]
    older = lineage.written(source, target.versions[name])
    values = _run(plan(lineage, source, older), obj, lost)
    fields = lineage.schemas[older].fields
    found = {n: _dumped(fields[n].type, v, target, lost) for n, v in values.items() if n in fields}
    return (name, older.number, found)


def _dumped(type_: Any, value: Any, target: View, lost: list[str]) -> Any:
    if value is None:
        return None
    match type_:
        case Optional():
            return _dumped(type_.inner, value, target, lost)
        case Child():
            return _node(value, target, lost)
        case Tuple():
            return [_dumped(type_.inner, item, target, lost) for item in value]
        case MappingOf():
            return {key: _dumped(type_.inner, item, target, lost) for key, item in value.items()}
        case FrozenSet():
            return frozenset(_dumped(type_.inner, item, target, lost) for item in value)
    return value


def _run(steps: Plan, obj: VersionedObject, lost: list[str]) -> dict[str, Any]:
    values = {name: copy.deepcopy(value) for name, value in obj.obj_values().items()}
    for op in steps.operations:
        _apply(op, values, obj.VIEW, lost)
    return values


def _apply(op: Operation, values: dict[str, Any], view: View, lost: list[str]) -> None:
    had = values.get(op.field, UNSET)
    match op:
        case Fill():
            values.setdefault(op.field, op.default)
        case Restore():
            _call(op, values, view)
        case _ if had is UNSET:
            return
        case Drop():
            del values[op.field]
            if op.restore is REQUIRED or had != op.restore:
                _leave(op.field, op.loss is Loss.ALLOWED, lost)
        case Rename():
            values[op.to] = values.pop(op.field)
        case Retype():
            values[op.field] = _checked(op, op.field, _try(op.apply, had), view)
        case Convert():
            _try(_call, op, values, view)
        case MapValue() | RenameValue():
            found = _mapped(had, op, lost)
            values.pop(op.field) if found is UNSET else values.update({op.field: found})


def _call(op: Convert | Restore, values: dict[str, Any], view: View) -> None:
    """Let a function change the values, and bring what it wrote into the form of its type."""
    op.apply(values, view)
    for name in list(values):
        values[name] = _checked(op, name, values[name], view) if name in op.after else UNSET
        if values[name] is UNSET:
            del values[name]


def _checked(op: Convert | Restore | Retype, name: str, value: Any, view: View) -> Any:
    return op.after[name].check(value, ROOT, view.judge)


def _try(function: Any, *args: Any) -> Any:
    try:
        return function(*args)
    except InexpressibleError as error:
        raise Refused(error.why) from error


def _leave(field: str, allowed: bool, lost: list[str]) -> None:
    if not allowed:
        raise Refused(field)
    lost.append(field)


def _mapped(value: Any, op: MapValue | RenameValue, lost: list[str]) -> Any:
    if isinstance(value, enum.StrEnum) or op.value is None:
        if value != op.value:
            return value
        if isinstance(op, RenameValue):
            return op.to
        _leave(op.field, op.instead is not Loss.REFUSED, lost)
        return op.instead
    if isinstance(value, Mapping):
        return {key: _mapped(item, op, lost) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_mapped(item, op, lost) for item in value)
    return frozenset(_mapped(item, op, lost) for item in value) if value is not None else None
