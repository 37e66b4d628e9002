"""What the fields were before a change, for every kind of change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Converted,
    MadeNullable,
    MadeRequired,
    OptionsChanged,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects._declare.field import FieldSpec
from vobjects._declare.field_defaults import canonical_options
from vobjects._types.base import FieldType
from vobjects._types.containers import Optional
from vobjects.errors import DeclarationError

Annotated = Callable[[Any], FieldType]
"""Makes the field type of an annotation."""


def undo(change: Change, fields: dict[str, FieldSpec], typed: Annotated, where: str) -> None:
    """Make the fields what they were before the change.

    Raises:
        DeclarationError: the change applies to nothing.
    """
    _must_apply(change, fields, where)
    match change:
        case Added():
            del fields[change.field]
        case Removed():
            fields[change.field] = _once(change, typed(change.was), where)
        case Renamed():
            _rename(change, fields, where)
        case OptionsChanged():
            fields[change.field] = _other_options(change, fields[change.field], where)
        case ChildBumped():
            _must_hold_objects(change, fields[change.field].type, where)
        case _:
            spec = fields[change.field]
            fields[change.field] = _retyped(spec, _older_type(change, spec.type, typed, where))


def _once(change: Removed, type_: FieldType, where: str) -> FieldSpec:
    """The field that a later version removed."""
    options = canonical_options(type_, change.options, f"{where}, {change.word}")
    return FieldSpec(change.field, type_, options)


def _other_options(change: OptionsChanged, spec: FieldSpec, where: str) -> FieldSpec:
    if change.was == spec.options:
        found = f"was={change.was}, as it is"
        expected = "another default, read_only or may_be_absent"
        raise _wrong(change, where, found, expected, "take the change off, or correct was=")
    return dataclasses.replace(spec, options=change.was)


_Values = ValueAdded | ValueRemoved | ValueRenamed
_Typing = Retyped | Converted | MadeNullable | MadeRequired | _Values


def _older_type(change: _Typing, newer: FieldType, typed: Annotated, where: str) -> FieldType:
    match change:
        case Retyped() | Converted():
            return typed(change.was)
        case MadeNullable():
            if not isinstance(newer, Optional):
                raise _wrong(change, where, newer.text, "a field that may be None", "annotate")
            return newer.inner
        case MadeRequired():
            if isinstance(newer, Optional):
                raise _wrong(change, where, newer.text, "a field that is never None", "annotate")
            return Optional(newer)
        case ValueAdded():
            return _with_values(change, newer, (), (change.value,), where)
        case ValueRemoved():
            return _with_values(change, newer, (change.value,), (), where)
        case _:
            return _with_values(change, newer, (change.was,), (change.value,), where)


def _with_values(
    change: _Values,
    newer: FieldType,
    more: tuple[str, ...],
    fewer: tuple[str, ...],
    where: str,
) -> FieldType:
    """An enum with other values; it must lack those that come and have those that go."""
    values = newer.values()
    known = f"one of {', '.join(values)}" if values else "a field with an enum"
    for value in fewer:
        if value not in values:
            found = f"{newer.text} without {value!r}"
            raise _wrong(change, where, found, known, "correct the value, or add it to the enum")
    for value in more:
        if value in values or not values:
            found = f"{newer.text} with {value!r} still" if values else newer.text
            expected = "a value that the enum does not have any more" if values else known
            raise _wrong(change, where, found, expected, "take the value out of the enum")
    return newer.with_values((*(v for v in values if v not in fewer), *more))


def _rename(change: Renamed, fields: dict[str, FieldSpec], where: str) -> None:
    if change.was in fields:
        raise DeclarationError(
            where=f"{where}, renamed({change.field!r}, was={change.was!r})",
            found=f"a field {change.was!r} that is still there",
            expected="an older name that no other field has, for changes are undone one by one, "
            "the last one first",
            remedy="correct the name, or write the change that frees it after this one; two "
            "fields exchange their names by three: renamed('third', was='a'), "
            "renamed('a', was='b'), renamed('b', was='third')",
        )
    spec = fields.pop(change.field)
    fields[change.was] = dataclasses.replace(spec, name=change.was)


def _retyped(spec: FieldSpec, type_: FieldType) -> FieldSpec:
    options = canonical_options(type_, spec.options, f"{spec.name!r} before its type changed")
    return dataclasses.replace(spec, type=type_, options=options)


def _must_apply(change: Change, fields: Mapping[str, FieldSpec], where: str) -> None:
    gone = isinstance(change, Removed)
    if (change.field in fields) == gone:
        have = ", ".join(sorted(fields))
        raise DeclarationError(
            where=where,
            found=f"{change.word} that applies to nothing",
            expected=f"a field that is {'not there any more' if gone else f'one of {have}'}",
            remedy="take the annotation off the class, or the removal out of the history"
            if gone
            else "correct the name, or annotate the field in the class",
        )
    for written in getattr(change, "writes", ()):
        others = sorted(fields.keys() - {change.field})
        if written not in others:
            raise _wrong(
                change,
                where,
                f"writes={written!r}, which is no other field there",
                f"one of {', '.join(others) or 'no field'}",
                "name a field that both versions have",
            )


def _must_hold_objects(change: ChildBumped, type_: FieldType, where: str) -> None:
    if not type_.children():
        remedy = "name the field of the children"
        raise _wrong(change, where, type_.text, "a field that holds objects", remedy)


def _wrong(change: Change, where: str, found: str, expected: str, remedy: str) -> DeclarationError:
    return DeclarationError(
        where=f"{where}, {change.word}", found=found, expected=expected, remedy=remedy
    )
