"""Plans run one operation at a time on plain values: a second opinion on the generated code."""

from __future__ import annotations

import copy
import enum
from collections.abc import Mapping
from typing import Any

from vobjects import UNSET, InexpressibleError, Loss, VersionedObject, View
from vobjects._paths import ROOT
from vobjects._plan.planner import (
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
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple


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
    names = {name: name for name in values}  # of fields on the way, by which the object has them
    made = set[str]()  # of defaults alone
    for op in steps.operations:
        if isinstance(op, Drop) and op.field in made & values.keys():
            del values[op.field]  # nobody wrote it
            continue
        made, here = _made_up(op, made), list[str]()
        _apply(op, values, obj.VIEW, here)
        lost += [names.get(name, name) for name in here]
        if isinstance(op, Rename):
            names[op.to] = names.pop(op.field, op.field)
    return values


def _made_up(op: Operation, made: set[str]) -> set[str]:
    """The fields that hold what was made of defaults alone, after an operation."""
    match op:
        case Fill():
            return made | {op.field}
        case Rename() if op.field in made:
            return made - {op.field} | {op.to}
        case Convert(writes=others) | Restore(reads=others):
            sources = {op.field, *others} if isinstance(op, Convert) else {*others}
            return made | {op.field, *others} if sources <= made else made - {op.field, *others}
    return made


def _apply(op: Operation, values: dict[str, Any], view: View, lost: list[str]) -> None:
    had = values.get(op.field, UNSET)
    match op:
        case Fill():
            values.setdefault(op.field, op.default)
        case Restore():
            _prove(op, values, view, lost)
        case Convert() if not op.stays:
            _prove(op, values, view, lost)
        case Drop():
            values.pop(op.field, None)
            if had is not op.restore and had != op.restore:
                allowed = had is UNSET or had in op.may_drop or op.loss is Loss.ALLOWED
                _leave(op.field, allowed, lost)
        case _ if had is UNSET:
            return
        case Rename():
            values[op.to] = values.pop(op.field)
        case Retype():
            values[op.field] = _checked(op, op.field, _try(op.apply, had), view)
        case Convert():
            _prove(op, values, view, lost)
        case MapValue() | RenameValue():
            found = _mapped(had, op, lost)
            values.pop(op.field) if found is UNSET else values.update({op.field: found})


def _prove(op: Convert | Restore, values: dict[str, Any], view: View, lost: list[str]) -> None:
    """Convert the values; what was unset must be so after the way back, or that is a loss."""
    before = copy.deepcopy(values)
    if op.field in before or op.field not in op.before:
        _call(op.apply, op, (op.before, op.after), values, view)
    back = copy.deepcopy(values)
    if op.field in back or op.field not in op.after:
        _call(op.inverse, op, (op.after, op.before), back, view)
    for name in back.keys() - before.keys():
        _leave(name, op.absence is Loss.ALLOWED, lost)
        del back[name]
    if back != before:
        raise Refused(op.field)


def _call(
    function: Any, op: Convert | Restore, types: Any, values: dict[str, Any], view: View
) -> None:
    """Let a function change the values, and bring what it wrote into the form of its type.

    One that reads what is not set makes no field, or refuses to move one.
    """
    source, target = types
    tried = copy.deepcopy(values)
    try:
        _try(function, tried, view)
    except KeyError as error:
        if op.field in source:
            raise Refused(str(error)) from error
        return
    values.clear()
    for name in tried.keys() & target.keys():
        values[name] = target[name].check(tried[name], ROOT, view.judge)


def _checked(op: Retype, name: str, value: Any, view: View) -> Any:
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
