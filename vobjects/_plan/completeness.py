"""Whether a history sets each field that has to be set where an object travels.

A change that leaves such a field unset in every object would let none of them be sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from vobjects._declare.changes import (
    Added,
    Change,
    Entry,
    MadeNullable,
    MadeRequired,
    Removed,
    ValueAdded,
    ValueRemoved,
)
from vobjects._declare.field import UNSET, FieldSpec
from vobjects.errors import DeclarationError


def must_be_set_by_change(
    change: Change, newer: FieldSpec | None, older: FieldSpec | None, where: str
) -> None:
    """Check that a change leaves no field unset that may not be absent.

    Args:
        change: the change.
        newer: its field after it, if it is there.
        older: its field before it, if it is there.
        where: the class and version, for errors.

    Raises:
        DeclarationError: it does.
    """
    match change:
        case Added(default=value, up=None):
            side, found = newer, "default=UNSET"
        case MadeNullable(instead=value) | ValueAdded(instead=value):
            side, found = older, "instead=UNSET"
        case MadeRequired(instead=value) | ValueRemoved(instead=value):
            side, found = newer, "instead=UNSET"
        case _:
            return
    if value is UNSET and side is not None and not side.options.may_be_absent:
        raise _unset(change, where, found)


def removed_must_be_set(name: str, entries: Sequence[Entry]) -> None:
    """Check that the fields that a history removed are set for the older versions that have them.

    Raises:
        DeclarationError: one has no default and may not be absent.
    """
    for entry in entries:
        for change in entry.changes:
            match change:
                case Removed(default=default, down=None, options=options):
                    if default is UNSET and not options.may_be_absent:
                        where = f"{name} {entry.version}"
                        raise _unset(change, where, "no default=")


def _unset(change: Change, where: str, found: str) -> DeclarationError:
    absent = "options=UNSET" if isinstance(change, Removed) else f"{change.field}: ... = UNSET"
    word = "default" if isinstance(change, Added | Removed) else "instead"
    return DeclarationError(
        where=f"{where}, {change.word}",
        found=f"{found} for a field that has to be set where its object travels",
        expected="a value that the field is set to",
        remedy=f"write the value as {word}=, or {absent} if the field may be absent there",
    )
