"""The fields of a class at each of its versions, derived by undoing the history backwards."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any, Protocol

from vobjects.errors import DeclarationError, FieldValueError
from vobjects.fields import UNSET, FieldSpec
from vobjects.fieldtype import FieldType, no_child
from vobjects.history import (
    REQUIRED,
    Added,
    Change,
    ChildBumped,
    Entry,
    History,
    OptionsChanged,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
)
from vobjects.paths import ROOT
from vobjects.shown import shown
from vobjects.version import Version


class Typed(Protocol):
    """Makes the field type of an annotation; ``where`` names the class in errors."""

    def __call__(self, annotation: Any, where: str) -> FieldType:
        """The type of the values that the annotation allows."""


Annotated = Callable[[Any], FieldType]


@dataclasses.dataclass(frozen=True)
class Schema:
    """The fields of one class at one version, in the order of their names."""

    name: str
    version: Version
    fields: Mapping[str, FieldSpec]

    def children(self) -> dict[str, tuple[str, ...]]:
        """The classes that stand in each field that holds objects."""
        found = {name: spec.type.children() for name, spec in self.fields.items()}
        return {name: children for name, children in found.items() if children}


@dataclasses.dataclass(frozen=True)
class Lineage:
    """A class through all its versions."""

    name: str
    history: History
    schemas: Mapping[Version, Schema]

    @property
    def latest(self) -> Schema:
        """The fields of the declared class."""
        return self.schemas[self.history.latest]

    def at(self, version: str) -> Schema:
        """The fields at one version.

        Raises:
            DeclarationError: the class never had that version.
        """
        found = self.schemas.get(Version.parse(version))
        if found is None:
            known = ", ".join(str(v) for v in self.history.versions)
            raise DeclarationError(
                where=self.name,
                found=f"version {version}",
                expected=f"one of {known}",
                remedy="correct the version, or declare it in HISTORY",
            )
        return found

    def between(self, older: Version, newer: Version) -> tuple[Entry, ...]:
        """The entries after ``older`` up to and with ``newer``, oldest first."""
        return tuple(e for e in self.history.entries if older < e.version <= newer)

    def when(self, field: str) -> str:
        """When a field came or went, as a sentence for errors."""
        for entry in self.history.entries:
            for change in entry.changes:
                if isinstance(change, Added | Renamed) and change.field == field:
                    return f"it came with {entry.version}"
                if isinstance(change, Removed) and change.field == field:
                    return f"it went with {entry.version}"
        return f"no version of {self.name} has it"

    def child_version(self, field: str, version: Version) -> str | None:
        """The version of the children in ``field`` that ``version`` was made for, if declared."""
        bumps = [
            change.to
            for entry in self.history.entries
            for change in entry.changes
            if isinstance(change, ChildBumped)
            and change.field == field
            and entry.version <= version
        ]
        return bumps[-1] if bumps else None


def lineage(name: str, history: History, latest: Mapping[str, FieldSpec], typed: Typed) -> Lineage:
    """Derive every version of a class.

    Args:
        name: the class.
        history: its history.
        latest: the fields of its newest version.
        typed: makes the field type of an annotation in the history.

    Raises:
        DeclarationError: a change applies to nothing.
    """
    fields = dict(latest)
    schemas: dict[Version, Schema] = {}
    entries: list[Entry] = []
    for entry in reversed(history.entries):
        schemas[entry.version] = Schema(name, entry.version, dict(sorted(fields.items())))
        where = f"{name} {entry.version}"
        at = functools.partial(typed, where=where)
        changes: list[Change] = []
        for change in reversed(entry.changes):
            _must_apply(change, fields, where)
            changes.append(_canonical_change(change, fields, at, where))
            _undo(change, fields, at)
        entries.append(dataclasses.replace(entry, changes=tuple(reversed(changes))))
    whole = _with_defaults_of_the_removed(History(tuple(reversed(entries))))
    return Lineage(name, whole, dict(sorted(schemas.items())))


def _with_defaults_of_the_removed(history: History) -> History:
    """A removed field without a default of its own keeps the one that it came with.

    Else an object from before the field came could not go past the version that removed it: it
    gets the default on the way, and a value without a default is refused.
    """
    defaults: dict[str, Any] = {}
    entries = []
    for entry in history.entries:
        changes: list[Change] = []
        for change in entry.changes:
            if isinstance(change, Added):
                defaults[change.field] = change.default
            elif isinstance(change, Renamed):
                defaults[change.field] = defaults.pop(change.was, REQUIRED)
            elif isinstance(change, Retyped):
                defaults.pop(change.field, None)
            elif isinstance(change, Removed):
                default = defaults.pop(change.field, REQUIRED)
                if change.default is REQUIRED:
                    change = dataclasses.replace(change, default=default)
            changes.append(change)
        entries.append(dataclasses.replace(entry, changes=tuple(changes)))
    return History(tuple(entries))


def canonical_default(type_: FieldType, default: Any, where: str) -> Any:
    """A default in the immutable form of its type, so that all who get it may share it.

    Raises:
        DeclarationError: the type cannot hold it; an object is no default, for it is not a value.
    """
    try:
        return type_.check(default, ROOT, no_child)
    except FieldValueError as error:
        raise DeclarationError(
            where=where,
            found=f"the default {shown(default)}",
            expected=error.expected,
            remedy="correct the default, or write options_changed() where it was another",
        ) from None


def _canonical_change(
    change: Change, fields: Mapping[str, FieldSpec], typed: Annotated, where: str
) -> Change:
    if not isinstance(change, Added | Removed) or change.default is REQUIRED:
        return change
    type_ = fields[change.field].type if isinstance(change, Added) else typed(change.was)
    default = canonical_default(type_, change.default, f"{where}.{change.field}")
    return dataclasses.replace(change, default=default)


def _retyped(spec: FieldSpec, type_: FieldType) -> FieldSpec:
    default = spec.options.default
    if default is not UNSET:
        canonical_default(type_, default, f"{spec.name!r} before its type changed")
    return dataclasses.replace(spec, type=type_)


def _must_apply(change: Change, fields: Mapping[str, FieldSpec], where: str) -> None:
    gone = isinstance(change, Removed)
    if (change.field in fields) == gone:
        have = ", ".join(sorted(fields))
        raise DeclarationError(
            where=where,
            found=f"{type(change).__name__.lower()}({change.field!r}) that applies to nothing",
            expected=f"a field that is {'not there any more' if gone else f'one of {have}'}",
            remedy="correct the name, or annotate the field in the class",
        )


@singledispatch
def _undo(change: Change, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    """Make the fields what they were before the change."""
    raise AssertionError(change)


@_undo.register
def _(change: Added, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    del fields[change.field]


@_undo.register
def _(change: Removed, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    fields[change.field] = FieldSpec(change.field, typed(change.was))


@_undo.register
def _(change: Renamed, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    if change.was in fields:
        raise DeclarationError(
            where=f"renamed({change.field!r}, was={change.was!r})",
            found=f"a field {change.was!r} that is still there",
            expected="an older name that no other field has",
            remedy="remove the other field first, or correct the name",
        )
    spec = fields.pop(change.field)
    fields[change.was] = dataclasses.replace(spec, name=change.was)


@_undo.register
def _(change: Retyped, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    fields[change.field] = _retyped(fields[change.field], typed(change.was))


@_undo.register
def _(change: ValueAdded, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    spec = fields[change.field]
    for value in filter(None, (change.value, change.instead)):
        if value not in spec.type.values():
            raise DeclarationError(
                where=f"value_added({change.field!r}, {change.value!r})",
                found=f"{spec.type.text} without {value!r}",
                expected=f"one of {', '.join(spec.type.values())}",
                remedy="correct the value, or add it to the enum",
            )
    fields[change.field] = _retyped(spec, spec.type.without_value(change.value))


@_undo.register
def _(change: ChildBumped, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    if not fields[change.field].type.children():
        raise DeclarationError(
            where=f"child_bumped({change.field!r})",
            found=f"{fields[change.field].type.text}",
            expected="a field that holds objects",
            remedy="name the field of the children",
        )


@_undo.register
def _(change: OptionsChanged, fields: dict[str, FieldSpec], typed: Annotated) -> None:
    fields[change.field] = dataclasses.replace(fields[change.field], options=change.was)
