"""Whether the values that a history puts into fields outlive its other changes.

A default that a later version replaces could not go back: the older one would meet another value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from vobjects.errors import DeclarationError
from vobjects.history import (
    REQUIRED,
    Added,
    Change,
    Converted,
    MadeNullable,
    MadeRequired,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects.schema import Lineage, Made
from vobjects.shown import shown


def must_survive(lineage: Lineage) -> None:
    """Every default of a field that came, or that went, is one in all versions that it passes.

    Raises:
        DeclarationError: a version on the way replaces or refuses it.
    """
    for tip in (lineage.history.latest, *(line.latest for line in lineage.lines)):
        made = lineage.made(tip)
        _follow(lineage, made, Added, Removed, down=False)
        _follow(lineage, made[::-1], Removed, Added, down=True)


def _follow(
    lineage: Lineage,
    way: Sequence[Made],
    comes: type[Added | Removed],
    goes: type[Added | Removed],
    *,
    down: bool,
) -> None:
    standing: dict[str, tuple[Made, Any]] = {}
    for made in way:
        change = made.change
        before, after = _names(change, down=down)
        first, value = standing.pop(before, (made, REQUIRED))
        if isinstance(change, comes):
            first, value = made, change.default
        if value is REQUIRED or isinstance(change, goes | Retyped | Converted):
            continue
        if _replaces(change, value, down=down):
            raise DeclarationError(
                where=f"{lineage.name} {made.entry}, {change.word}",
                found=f"the default {shown(value)} of {first.change.word} in {first.entry}",
                expected="a default that all versions on its way can hold",
                remedy=f"write another default in {first.entry}, such as what instead= says",
            )
        standing[after] = first, _renamed(change, value, down=down)


def _names(change: Change, *, down: bool) -> tuple[str, str]:
    """What the field is called before and after the change, in the direction of the way."""
    if not isinstance(change, Renamed):
        return change.field, change.field
    return (change.field, change.was) if down else (change.was, change.field)


def _replaces(change: Change, value: Any, *, down: bool) -> bool:
    match change:
        case ValueAdded() if down:
            return change.value in _leaves(value)
        case ValueRemoved() if not down:
            return change.value in _leaves(value)
        case MadeNullable():
            return down and value is None
        case MadeRequired():
            return not down and value is None
    return False


def _renamed(change: Change, value: Any, *, down: bool) -> Any:
    if not isinstance(change, ValueRenamed):
        return value
    before, after = (change.value, change.was) if down else (change.was, change.value)
    return after if value == before else value


def _leaves(value: Any) -> Collection[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, tuple | frozenset) else (value,)
