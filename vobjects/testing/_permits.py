"""What a history permits: which values may be refused, and which may be left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vobjects import UNSET, BackportRefusedError, DecodeError, VersionedObject, View
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
)
from vobjects._repr import shown
from vobjects.loss import Loss, LossEntry
from vobjects.testing._trees import holder_of, parts

_NOTHING = object()
_ABSENT = shown(UNSET)
"""What errors and reports show of a field that is not set."""
_UP = re.compile(r"(?P<name>\w+) (?P<source>\S+) that fits (?P<target>\S+): ")


def permits_refusal(
    obj: VersionedObject, view: View, error: BackportRefusedError | DecodeError
) -> bool:
    """Whether the history between an object and a view refuses the value of an error."""
    if isinstance(error, BackportRefusedError):
        name, source, target = error.object, error.source, error.target
    else:
        sender = _UP.match(error.expected)
        if sender is None:
            return False  # the message is refused as it is, and by no change
        name, source, target = sender["name"], sender["source"], sender["target"]
    if target == "nothing":
        return name not in view
    if error.found == _ABSENT:
        return any(
            _refuses_absence(change, set(re.findall(r"\.(\w+)", error.path)))
            for change, _ in _changes(obj.VIEW, name, source, target)
        )
    value = dict(parts(obj)).get(error.path, _NOTHING)
    if error.path == "$":
        return False  # no value of the object is refused
    field = holder_of(obj, error.path)[1]
    return any(
        _refuses(change, value, down=down)
        for change, down in _of_field(obj.VIEW, name, source, target, field)
    )


def permits_loss(view: View, entry: LossEntry) -> bool:
    """Whether the history allows the loss of an entry: of a value, or of absence."""
    field = entry.field
    for change, down in _changes(view, entry.object, entry.source, entry.target):
        if isinstance(change, Renamed) and field in (change.field, change.was):
            field = change.was if field == change.field else change.field
        elif field in _fields(change) and _loses(change, entry.found, down=down):
            return True
    return False


def _fields(change: Change) -> set[str | None]:
    return {change.field, getattr(change, "was", None), *getattr(change, "writes", ())}


def _refuses_absence(change: Change, names: set[str]) -> bool:
    """Whether functions of a change may not set one of these fields on the way back."""
    functions = isinstance(change, Converted | Retyped) or getattr(change, "up", None) is not None
    return functions and bool(_fields(change) & names)


def _changes(view: View, name: str, source: str, target: str) -> list[tuple[Change, bool]]:
    """The changes in the order of a conversion, and whether each is reverted."""
    lineage = view.registry.lineage(name)
    undone, made = lineage.apart(lineage.at(source).version, lineage.at(target).version)
    return [(entry.change, True) for entry in undone] + [(new.change, False) for new in made]


def _of_field(
    view: View, name: str, source: str, target: str, field: str
) -> Iterator[tuple[Change, bool]]:
    """The changes of one field through its renames; ``field`` is its name at the source."""
    for change, down in _changes(view, name, source, target):
        if isinstance(change, Renamed) and field in (change.field, change.was):
            field = change.was if field == change.field else change.field
        elif change.field == field:
            yield change, down


def _refuses(change: Change, value: Any, *, down: bool) -> bool:
    match change:
        case Added() | Removed():
            leaves = down == isinstance(change, Added)
            kept = (change.default, *change.may_drop)
            return change.up is not None or (
                leaves and change.loss is Loss.REFUSED and value not in kept
            )
        case ValueAdded() | MadeNullable() if down:
            return change.instead is Loss.REFUSED and _named(change) in _leaves(value)
        case ValueRemoved() | MadeRequired() if not down:
            return change.instead is Loss.REFUSED and _named(change) in _leaves(value)
    return isinstance(change, Retyped | Converted)


def _loses(change: Change, found: str, *, down: bool) -> bool:
    match change:
        case Added() | Removed() if change.up is None:
            if down != isinstance(change, Added):
                return False
            if found == _ABSENT:
                return change.default is not UNSET
            return change.loss is Loss.ALLOWED or found in map(shown, change.may_drop)
        case Added() | Removed() | Converted():
            return found == _ABSENT and change.absence is Loss.ALLOWED
        case ValueAdded() | MadeNullable():
            return down and change.instead is not Loss.REFUSED
        case ValueRemoved() | MadeRequired():
            return not down and change.instead is not Loss.REFUSED
    return False


def _named(change: ValueAdded | ValueRemoved | MadeNullable | MadeRequired) -> str | None:
    """The value that the other version does not have."""
    return change.value if isinstance(change, ValueAdded | ValueRemoved) else None


def _leaves(value: Any) -> list[Any]:
    inside = [item for _, item in parts(value)]
    return inside + (list(value) if isinstance(value, frozenset) else [])
