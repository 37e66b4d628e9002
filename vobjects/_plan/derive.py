"""The fields of every version, derived by undoing a history backwards from the declared class."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

from vobjects._declare.changes import (
    Added,
    Change,
    Converted,
    Entry,
    FieldTypes,
    History,
    Line,
    OptionsChanged,
    Removed,
    Retyped,
)
from vobjects._declare.field import FieldSpec
from vobjects._declare.field_defaults import canonical_options
from vobjects._declare.schema import Schema
from vobjects._plan.carried_defaults import must_survive
from vobjects._plan.completeness import must_be_set_by_change, removed_must_be_set
from vobjects._plan.defaults import canonical_change, with_defaults_of_the_removed
from vobjects._plan.lineage import Lineage
from vobjects._plan.revert import undo
from vobjects._plan.validate import must_agree, must_be_apart, must_meet, must_share
from vobjects._types.annotations import Typed
from vobjects._types.base import FieldType
from vobjects.errors import DeclarationError
from vobjects.version import Version

Shared = Mapping[Version, tuple[Change, ...]]
"""By version, the changes that it has in common with another line."""


def derived(name: str, history: History, latest: Mapping[str, FieldSpec], typed: Typed) -> Lineage:
    """Every version of a class.

    Args:
        name: the class.
        history: its history.
        latest: the fields of its newest version.
        typed: makes the field type of an annotation in the history.

    Raises:
        DeclarationError: the history cannot work.
    """
    for entry in history.entries:
        if entry.same_as:
            raise DeclarationError(
                where=f"{name} {entry.version}",
                found=f"same_as({str(entry.same_as[0])!r}) in a history",
                expected="same_as() in a line(), for the changes that both lines have",
                remedy="write the changes themselves, or move the version into a line",
            )
    entries, schemas, _fields = _undone(name, history.entries, {}, latest, typed)
    whole = with_defaults_of_the_removed(entries)
    found = Lineage(name, History(whole), schemas)
    must_survive(found)
    removed_must_be_set(name, whole)
    return found


def with_line(
    lineage: Lineage, line: Line, latest: Mapping[str, FieldSpec], typed: Typed
) -> Lineage:
    """The class with the versions of one line more; ``latest`` are the fields of its newest one.

    Raises:
        DeclarationError: the line cannot work, or does not begin with the fields of the version
            that it left.
    """
    where = f"{lineage.name}, line after {line.after}"
    start = lineage.at(str(line.after))
    must_share(lineage, line, where)
    shared = {
        entry.version: tuple(c for v in entry.same_as for c in lineage.way(v)[-1].changes)
        for entry in line.entries
    }
    entries, schemas, fields = _undone(lineage.name, line.entries, shared, latest, typed)
    must_meet(fields, start, where)
    entries = _with_inherited_defaults(lineage.way(line.after), entries, shared)
    lines = (*lineage.lines, Line(entries, line.of, line.after))
    found = dataclasses.replace(lineage, schemas={**lineage.schemas, **schemas}, lines=lines)
    must_be_apart(found, lines[-1], where)
    must_survive(found)
    removed_must_be_set(lineage.name, entries)
    return found


def _with_inherited_defaults(
    before: Sequence[Entry], entries: Sequence[Entry], shared: Shared
) -> tuple[Entry, ...]:
    """The entries of a line with the defaults of what it removes, wherever that came from."""
    joined = [
        dataclasses.replace(entry, changes=(*shared[entry.version], *entry.changes))
        for entry in entries
    ]
    found = with_defaults_of_the_removed((*before, *joined))[len(before) :]
    return tuple(
        dataclasses.replace(entry, changes=entry.changes[len(shared[entry.version]) :])
        for entry in found
    )


def _undone(
    name: str,
    entries: Sequence[Entry],
    shared: Shared,
    latest: Mapping[str, FieldSpec],
    typed: Typed,
) -> tuple[tuple[Entry, ...], dict[Version, Schema], dict[str, FieldSpec]]:
    """The entries with values as objects hold them, the schemas, and the fields before all."""
    fields = dict(latest)
    schemas: list[Schema] = []
    found: list[Entry] = []
    for entry in reversed(entries):
        schemas.append(Schema(name, entry.version, dict(sorted(fields.items()))))
        where = f"{name} {entry.version}"
        changes = (*shared.get(entry.version, ()), *entry.changes)
        must_agree(changes, where)
        own = [_undo_one(change, fields, typed, where) for change in reversed(entry.changes)]
        for change in reversed(shared.get(entry.version, ())):
            _undo_one(change, fields, typed, where)
        _canonical_defaults(fields, changes, where)
        found.append(dataclasses.replace(entry, changes=tuple(reversed(own))))
    by_version = {schema.version: schema for schema in reversed(schemas)}
    return tuple(reversed(found)), by_version, fields


def _canonical_defaults(
    fields: dict[str, FieldSpec], changes: Sequence[Change], where: str
) -> None:
    """Bring the older defaults that changes name into the form of the older types."""
    for change in changes:
        if isinstance(change, OptionsChanged) and change.field in fields:
            spec = fields[change.field]
            options = canonical_options(spec.type, spec.options, f"{where}, {change.word}")
            fields[change.field] = dataclasses.replace(spec, options=options)


def _undo_one(change: Change, fields: dict[str, FieldSpec], typed: Typed, where: str) -> Change:
    """Undo a change; returns it with its values in their canonical form."""
    newer = fields.get(change.field)
    types = _types(fields)
    undo(change, fields, functools.partial(typed, where=where), where)
    if isinstance(change, Added | Removed | Retyped | Converted):
        change = dataclasses.replace(change, types=FieldTypes(_types(fields), types))
    older = fields.get(change.field)
    found = canonical_change(change, newer, older, f"{where}.{change.field}")
    must_be_set_by_change(found, newer, older, where)
    return found


def _types(fields: Mapping[str, FieldSpec]) -> dict[str, FieldType]:
    return {name: spec.type for name, spec in fields.items()}
