"""Whether the values that a history puts into fields outlive its other changes.

A default that a later version replaces could not go back: the older one would meet another value.
One that a later version refuses leaves no way between the versions for any object.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Final

from vobjects._declare.changes import (
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
from vobjects._declare.field import REQUIRED, UNSET
from vobjects._paths import ROOT
from vobjects._plan.conversion import BrokenError, converted_value
from vobjects._plan.defaults import renamed_value
from vobjects._plan.lineage import Lineage, Made
from vobjects._plan.planner import Retype, both_ways
from vobjects._repr import shown
from vobjects._types.enums import enum_values
from vobjects.errors import DeclarationError, InexpressibleError
from vobjects.loss import Loss
from vobjects.version import Version

_WITH_INSTEAD: Final = (ValueAdded, ValueRemoved, MadeNullable, MadeRequired)
_MADE: Final = object()
"""A value that a function makes: the field is set, and nobody knows to what."""
_REPLACED: Final = object()
"""What becomes of a value that a version refuses, or takes another one for."""


def must_survive(lineage: Lineage) -> None:
    """Check that each version accepts the defaults and the values of ``instead=`` that reach it.

    Raises:
        DeclarationError: a version on the way replaces or refuses one.
    """
    for tip in _tips(lineage):
        made = lineage.made(tip)
        for place, first in enumerate(made):
            _replacement_must_survive(lineage, first, made[place + 1 :])
        _follow(lineage, [(one, False) for one in made])
        _follow(lineage, [(one, True) for one in reversed(made)])
    for own, other in itertools.permutations(_tips(lineage), 2):
        apart = lineage.apart(own, other)
        down, up = [(one, True) for one in apart.undone], [(one, False) for one in apart.made]
        _follow(lineage, [*down, *up], over=True)


def _tips(lineage: Lineage) -> list[Version]:
    """The newest version of the history and of each line."""
    return [lineage.history.latest, *(line.latest for line in lineage.lines)]


def _replacement_must_survive(lineage: Lineage, first: Made, later: Sequence[Made]) -> None:
    """Check that all newer versions accept what ``instead=`` of a change puts into a field.

    Where a function makes a value of it the function decides, and so does the next ``instead=``.

    Raises:
        DeclarationError: a newer version refuses it, so that no reply with it could be read.
    """
    change = first.change
    if not isinstance(change, _WITH_INSTEAD) or change.instead in (Loss.REFUSED, UNSET):
        return
    field, value = change.field, change.instead
    for made in later:
        before, after = _names(made.change, down=False)
        if before != field:
            continue
        if _is_decided(made.change, value):
            return
        field, found = after, _passed(made.change, value, Removed, down=False)
        if found is _REPLACED:
            raise DeclarationError(
                where=f"{lineage.name} {made.entry}, {made.change.word}",
                found=f"{shown(value)} of instead= of {change.word} in {first.entry}",
                expected="a value that all newer versions accept",
                remedy=f"write another instead= in {first.entry}, or one in {made.entry} as well",
            )
        value = found


def _is_decided(change: Change, value: Any) -> bool:
    """Whether a change says itself what becomes of any value, or of this one, on the way up."""
    if isinstance(change, Removed | Converted | Retyped):
        return True
    if not isinstance(change, _WITH_INSTEAD) or change.instead is Loss.REFUSED:
        return False
    return _replaces(change, value, down=False)


def _follow(lineage: Lineage, way: Sequence[tuple[Made, bool]], *, over: bool = False) -> None:
    """Follow what a history puts into fields along changes that are made, or undone going down.

    On the way ``over`` to another line a field may go with a loss that is declared.

    Raises:
        DeclarationError: a version on the way replaces or refuses one.
    """
    standing: dict[str, tuple[Made, Any]] = {}
    for made, down in way:
        change = made.change
        comes, goes = (Removed, Added) if down else (Added, Removed)
        before, after = _names(change, down=down)
        first, value = standing.pop(before, (made, REQUIRED))
        if isinstance(change, comes):
            first, value = made, _MADE if change.up is not None else change.default
        if value is REQUIRED:
            continue
        found = _passed(change, value, goes, down=down)
        if found is _REPLACED and not (over and _is_reported(change, value)):
            raise DeclarationError(
                where=f"{lineage.name} {made.entry}, {change.word}",
                found=f"{_told(value)} of {first.change.word} in {first.entry}",
                expected="a default that all versions on its way can hold",
                remedy=f"write another default in {first.entry}, such as what instead= says, or "
                f"the same one in {made.entry} if the field goes there",
            )
        if isinstance(change, goes):
            continue
        standing[after] = first, found


def _is_reported(change: Change, value: Any) -> bool:
    """Whether a field goes with a value, or unset, and that is reported and not refused."""
    return isinstance(change, Added | Removed) and (
        value is UNSET or change.loss is Loss.ALLOWED or value in change.may_drop
    )


def _names(change: Change, *, down: bool) -> tuple[str, str]:
    """What the field is called before and after the change, in the direction of the way."""
    if not isinstance(change, Renamed):
        return change.field, change.field
    return (change.field, change.was) if down else (change.was, change.field)


def _passed(change: Change, value: Any, goes: type[Added | Removed], *, down: bool) -> Any:
    """What a value is after a change, or that the change leaves no way for it."""
    match change:
        case Added() | Removed() if isinstance(change, goes):
            restored = value is not _MADE and value == change.default
            fits = restored or (value is _MADE and change.default is not UNSET)
            return value if fits or change.up is not None else _REPLACED
        case _ if value is UNSET:
            return value
        case ValueRenamed():
            before, after = (change.value, change.was) if down else (change.was, change.value)
            return renamed_value(value, before, after)
        case Converted():
            return _MADE
        case Retyped() if value is not _MADE:
            return _retyped(change, value, down=down)
    return _REPLACED if _replaces(change, value, down=down) else value


def _retyped(change: Retyped, value: Any, *, down: bool) -> Any:
    (op,) = both_ways(change)[0 if down else 1]
    assert isinstance(op, Retype)
    try:
        return converted_value(op, value, ROOT, None)
    except (BrokenError, InexpressibleError):
        return _REPLACED


def _replaces(change: Change, value: Any, *, down: bool) -> bool:
    match change:
        case ValueAdded() if down:
            return change.value in enum_values(value)
        case ValueRemoved() if not down:
            return change.value in enum_values(value)
        case MadeNullable():
            return down and value is None
        case MadeRequired():
            return not down and value is None
    return False


def _told(value: Any) -> str:
    if value is UNSET:
        return "the absence"
    return "what the function" if value is _MADE else f"the default {shown(value)}"
