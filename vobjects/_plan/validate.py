"""Whether changes agree: those of one version, and those of two lines."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Converted,
    Line,
    MadeNullable,
    MadeRequired,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects._declare.field import FieldSpec
from vobjects._declare.reserved import must_be_free
from vobjects._declare.schema import Schema
from vobjects._plan.lineage import Lineage, Made
from vobjects.errors import DeclarationError
from vobjects.version import Version

_TYPING = Retyped | Converted | MadeNullable | MadeRequired
_VALUES = ValueAdded | ValueRemoved | ValueRenamed


def all_must_be_free(lineage: Lineage) -> None:
    """Check the names of the fields of all versions of a class.

    Raises:
        DeclarationError: every object uses one of the names itself.
    """
    for version, schema in lineage.schemas.items():
        for name in schema.fields:
            must_be_free(name, f"{lineage.name} {version}")


def must_agree(changes: Sequence[Change], where: str) -> None:
    """No two changes of one version say two things of one field.

    Raises:
        DeclarationError: two of them do.
    """
    for one, other in itertools.combinations(changes, 2):
        if one.field == other.field and _clash(one, other):
            raise DeclarationError(
                where=where,
                found=f"{one.word} and {other.word}",
                expected="one change that says what became of the field in this version",
                remedy="join the two into one, such as retyped() or converted(), or give each a "
                "version of its own",
            )


def _clash(one: Change, other: Change) -> bool:
    if isinstance(one, _VALUES) and isinstance(other, _VALUES):
        return one.value == other.value
    if isinstance(one, Added | Removed) or isinstance(other, Added | Removed):
        return not (isinstance(one, Added) and isinstance(other, ChildBumped))
    return type(one) is type(other) or (isinstance(one, _TYPING) and isinstance(other, _TYPING))


def must_share(lineage: Lineage, line: Line, where: str) -> None:
    """The versions of a line are new, and what it says to have in common is not there yet.

    Raises:
        DeclarationError: a number is taken, or ``same_as`` names a version that is none of the
            other line.
    """
    taken = [entry.version for entry in line.entries if entry.version in lineage.schemas]
    if taken:
        raise DeclarationError(
            where=where,
            found=f"version {taken[0]}",
            expected=f"a number that {lineage.name} does not have yet",
            remedy="number the versions of the line on from the one that it left",
        )
    others = [v for v in lineage.versions if not lineage.precedes(v, line.after)]
    named = [version for entry in line.entries for version in entry.same_as]
    for place, version in enumerate(named):
        if version not in others or version in named[:place]:
            raise DeclarationError(
                where=where,
                found=f"same_as({str(version)!r}) that applies to nothing",
                expected=f"each of {', '.join(map(str, others)) or 'no version'} once at most",
                remedy="name a version that the other line has since it was left",
            )


def must_meet(fields: Mapping[str, FieldSpec], start: Schema, where: str) -> None:
    """A line without its changes has the fields of the version that it left.

    Raises:
        DeclarationError: a field differs.
    """
    for name in sorted(fields.keys() | start.fields.keys()):
        ours, theirs = (_told(found.get(name)) for found in (fields, start.fields))
        if ours != theirs:
            raise DeclarationError(
                where=where,
                found=f"field {name!r} as {ours} before its changes",
                expected=f"{theirs}, as {start.name} {start.version} has it",
                remedy="correct the annotation, or write the change in the line",
            )


def _told(spec: FieldSpec | None) -> str:
    if spec is None:
        return "no field"
    return ", ".join(f"{key} {value}" for key, value in spec.describe().items())


def must_be_apart(lineage: Lineage, line: Line, where: str) -> None:
    """What lines have in common does not rest on changes that one of them has alone.

    Raises:
        DeclarationError: an earlier change of one line touches a field of a shared one.
    """
    for entry in line.entries:
        for shared in entry.same_as:
            ours, theirs = lineage.apart(entry.version, shared)
            touched = set().union(*(map(_fields, lineage.way(shared)[-1].changes)))
            for made in (*ours, *theirs):
                if _fields(made.change) & touched and _before(made, entry.version, shared):
                    raise DeclarationError(
                        where=f"{where}, {entry.version}",
                        found=f"same_as({str(shared)!r}) after {made.change.word} of {made.entry}",
                        expected="changes of fields that are alike in both lines",
                        remedy="write the changes of the line themselves",
                    )


def must_bump_to_what_is_there(lineage: Lineage, known: Mapping[str, Lineage]) -> None:
    """Children are bumped to versions that their class has, and never to older ones.

    Raises:
        DeclarationError: a child never had the version, or had it before an earlier bump.
    """
    for version in lineage.versions:
        for change in lineage.way(version)[-1].changes:
            if isinstance(change, ChildBumped):
                _must_bump(lineage, version, change, known)


def _must_bump(
    lineage: Lineage, version: Version, change: ChildBumped, known: Mapping[str, Lineage]
) -> None:
    field = change.field
    for later in lineage.way(version)[-1].changes:
        field = later.field if isinstance(later, Renamed) and later.was == field else field
    (name,) = lineage.schemas[version].children()[field]
    child, to = known[name], Version.named(change.to)
    before = [entry.version for entry in lineage.way(version)[:-1]]
    last = lineage.child_version(change.field, before[-1]) if before else None
    newer = [v for v in child.versions if last is None or child.precedes(Version.named(last), v)]
    if to not in newer:
        raise DeclarationError(
            where=f"{lineage.name} {version}, {change.word}",
            found=f"{name} {to}",
            expected=f"one of {', '.join(map(str, newer))}",
            remedy=f"correct the version, or declare it in the history of {name}",
        )


def _before(made: Made, ours: object, theirs: object) -> bool:
    """Whether a change came before the shared ones; those of the same entry come after them."""
    return made.entry not in (ours, theirs)


def _fields(change: Change) -> frozenset[str]:
    was = [change.was] if isinstance(change, Renamed) else []
    return frozenset([change.field, *was, *getattr(change, "writes", ())])
