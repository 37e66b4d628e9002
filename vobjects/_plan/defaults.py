"""The values that stand in a history, in the form in which objects hold them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from vobjects._declare.changes import (
    Added,
    Change,
    Converted,
    Entry,
    MadeNullable,
    MadeRequired,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects._declare.field import REQUIRED, UNSET, FieldSpec
from vobjects._declare.field_defaults import canonical_default
from vobjects._repr import shown
from vobjects._types.base import FieldType
from vobjects._types.containers import FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.enums import with_enum_values
from vobjects.errors import DeclarationError
from vobjects.loss import Loss

_COLLECTIONS = (FrozenSet, Tuple, MappingOf)


def canonical_change(
    change: Change, newer: FieldSpec | None, older: FieldSpec | None, where: str
) -> Change:
    """A change with its values as objects hold them; the field is given after and before it.

    Raises:
        DeclarationError: the field cannot hold such a value there.
    """
    match change:
        case Added() if newer is not None:
            return _canonical_values(change, newer.type, where)
        case Removed() if older is not None:
            return _canonical_values(change, older.type, where)
        case ValueRenamed() if newer is not None and older is not None:
            value, was = _of_one(newer.type), _of_one(older.type)
            return dataclasses.replace(
                change,
                value=canonical_default(value, change.value, where),
                was=canonical_default(was, change.was, where),
            )
        case ValueAdded() | MadeNullable() if older is not None:
            return _canonical_instead(change, older.type, where)
        case ValueRemoved() | MadeRequired() if newer is not None:
            return _canonical_instead(change, newer.type, where)
    return change


def _canonical_values(change: Added | Removed, type_: FieldType, where: str) -> Change:
    default = change.default
    if default is not REQUIRED and default is not UNSET:
        default = canonical_default(type_, default, where)
    may_drop = tuple(canonical_default(type_, value, where) for value in change.may_drop)
    for value in may_drop:
        if value == default or may_drop.count(value) > 1:
            raise DeclarationError(
                where=f"{where}, {change.word}",
                found=f"may_drop with {shown(value)}, which is the default or there twice",
                expected="other values than the default, which is dropped without loss",
                remedy="take it off",
            )
    return dataclasses.replace(change, default=default, may_drop=may_drop)


def _canonical_instead(
    change: ValueAdded | ValueRemoved | MadeNullable | MadeRequired, type_: FieldType, where: str
) -> Change:
    if change.instead is Loss.REFUSED:
        return change
    inner = type_ if isinstance(change, MadeNullable | MadeRequired) else _of_one(type_)
    if change.instead is not UNSET:
        instead = canonical_default(inner, change.instead, where)
        return dataclasses.replace(change, instead=instead)
    if inner is not type_:
        raise DeclarationError(
            where=f"{where}, {change.word}",
            found=f"instead=UNSET in {type_.text}",
            expected="a value, for an item of a collection cannot be unset",
            remedy="write the value that stands for it, or leave instead= out to refuse it",
        )
    return change


def _of_one(type_: FieldType) -> FieldType:
    """The type of one value in a collection, or the type itself."""
    while isinstance(type_, _COLLECTIONS) or (
        isinstance(type_, Optional) and isinstance(type_.inner, _COLLECTIONS)
    ):
        type_ = type_.inner
    return type_


def with_defaults_of_the_removed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """A removed field without a default of its own keeps the one that it came with.

    Else an object from before the field came could not go past the version that removed it: it
    gets the default on the way, and a value without a default is refused. One that came with none
    is left unset.
    """
    defaults: dict[str, Any] = {}
    found = []
    for entry in entries:
        changes = tuple(_with_default(change, defaults) for change in entry.changes)
        found.append(dataclasses.replace(entry, changes=changes))
    return tuple(found)


def _with_default(change: Change, defaults: dict[str, Any]) -> Change:
    match change:
        case Added():
            defaults[change.field] = UNSET if change.default is REQUIRED else change.default
        case Renamed():
            defaults[change.field] = defaults.pop(change.was, UNSET)
        case Retyped() | Converted():
            defaults.pop(change.field, None)
        case ValueRenamed(value=value, was=was) if change.field in defaults:
            defaults[change.field] = renamed_value(defaults[change.field], was, value)
        case Removed():
            default = defaults.pop(change.field, UNSET)
            if change.default is REQUIRED and change.down is None:
                return dataclasses.replace(change, default=default)
    return change


def renamed_value(value: Any, before: str, after: Any) -> Any:
    """The value with an enum value in it replaced."""
    return with_enum_values(value, lambda found: after if found == before else found)
