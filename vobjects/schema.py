"""The fields of a class at each of its versions, derived by undoing the history backwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any

from vobjects.errors import DeclarationError
from vobjects.fields import FieldSpec
from vobjects.fieldtype import FieldType
from vobjects.history import (
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
from vobjects.version import Version

Typed = Callable[[Any, str], FieldType]


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
        found = None
        for entry in self.history.entries:
            for change in entry.changes:
                if isinstance(change, ChildBumped) and change.field == field:
                    if entry.version <= version:
                        found = change.to
        return found


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
    for entry in reversed(history.entries):
        schemas[entry.version] = Schema(name, entry.version, dict(sorted(fields.items())))
        for change in reversed(entry.changes):
            where = f"{name} {entry.version}"
            _must_apply(change, fields, where)
            _undo(change, fields, lambda annotation, at=where: typed(annotation, at))
    return Lineage(name, history, dict(sorted(schemas.items())))


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
def _undo(change: Change, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    """Make the fields what they were before the change."""
    raise AssertionError(change)


@_undo.register
def _(change: Added, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    del fields[change.field]


@_undo.register
def _(change: Removed, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    fields[change.field] = FieldSpec(change.field, typed(change.was))


@_undo.register
def _(change: Renamed, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
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
def _(change: Retyped, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    spec = fields[change.field]
    fields[change.field] = dataclasses.replace(spec, type=typed(change.was))


@_undo.register
def _(change: ValueAdded, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    spec = fields[change.field]
    for value in filter(None, (change.value, change.instead)):
        if value not in spec.type.values():
            raise DeclarationError(
                where=f"value_added({change.field!r}, {change.value!r})",
                found=f"{spec.type.text} without {value!r}",
                expected=f"one of {', '.join(spec.type.values())}",
                remedy="correct the value, or add it to the enum",
            )
    fields[change.field] = dataclasses.replace(spec, type=spec.type.without_value(change.value))


@_undo.register
def _(change: ChildBumped, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]) -> None:
    if not fields[change.field].type.children():
        raise DeclarationError(
            where=f"child_bumped({change.field!r})",
            found=f"{fields[change.field].type.text}",
            expected="a field that holds objects",
            remedy="name the field of the children",
        )


@_undo.register
def _(
    change: OptionsChanged, fields: dict[str, FieldSpec], typed: Callable[[Any], FieldType]
) -> None:
    fields[change.field] = dataclasses.replace(fields[change.field], options=change.was)
