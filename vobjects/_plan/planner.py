"""What it takes to bring a class from one version to another: a list of operations, as data.

A plan is printed, compared and explained; ``generate/functions.py`` compiles it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from vobjects._declare.changes import (
    Added,
    Change,
    Conversion,
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
from vobjects._declare.field import UNSET
from vobjects._plan.lineage import Lineage
from vobjects._types.base import FieldType
from vobjects.loss import Loss
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Drop:
    """Leave a field out, which has the value ``restore`` on the way back, or none if that is UNSET.

    Another value is refused, or reported if its loss is allowed or it is in ``may_drop``. Absence
    is reported where it does not come back.
    """

    field: str
    restore: Any
    loss: Loss
    why: str
    may_drop: tuple[Any, ...] = ()


@dataclasses.dataclass(frozen=True)
class Fill:
    """Give an unset field its default."""

    field: str
    default: Any


Types = Mapping[str, FieldType]


@dataclasses.dataclass(frozen=True)
class _WithFunctions:
    """An operation that calls functions of a history."""

    field: str
    before: Types = dataclasses.field(compare=False, repr=False, kw_only=True)
    """The types of all fields before the operation."""
    after: Types = dataclasses.field(compare=False, repr=False, kw_only=True)
    """The types of all fields after it."""
    absence: Loss = dataclasses.field(default=Loss.REFUSED, kw_only=True)
    """What happens where a field is unset and ``inverse`` sets it."""


@dataclasses.dataclass(frozen=True)
class Convert(_WithFunctions):
    """Move a field into others, or make it anew where it ``stays``.

    ``inverse`` must bring back the same values.
    """

    apply: Conversion
    inverse: Conversion
    writes: tuple[str, ...]
    why: str
    stays: bool = False


@dataclasses.dataclass(frozen=True)
class Restore(_WithFunctions):
    """Make a field from other fields; ``inverse`` must bring back the same values."""

    apply: Conversion
    inverse: Conversion
    reads: tuple[str, ...]
    why: str


@dataclasses.dataclass(frozen=True)
class Retype(_WithFunctions):
    """Convert the value of one field; ``inverse`` must bring back the same value."""

    apply: Callable[[Any], Any]
    inverse: Callable[[Any], Any]
    why: str


@dataclasses.dataclass(frozen=True)
class Rename:
    """Call a field by its other name."""

    field: str
    to: str


@dataclasses.dataclass(frozen=True)
class MapValue:
    """Replace an enum value or None that is not known there, unset the field, or refuse it."""

    field: str
    value: str | None
    instead: Any
    why: str


@dataclasses.dataclass(frozen=True)
class RenameValue:
    """Call an enum value by its other text."""

    field: str
    value: str
    to: Any


Operation = Drop | Fill | Convert | Restore | Retype | Rename | MapValue | RenameValue
Operations = tuple[Operation, ...]


@dataclasses.dataclass(frozen=True)
class Step:
    """An operation and the version whose history asks for it."""

    entry: Version
    operation: Operation


@dataclasses.dataclass(frozen=True)
class Plan:
    """The operations that bring objects of one class from ``source`` to ``target``."""

    name: str
    source: Version
    target: Version
    steps: tuple[Step, ...]

    @property
    def operations(self) -> Operations:
        """The operations in their order."""
        return tuple(step.operation for step in self.steps)


def plan(lineage: Lineage, source: Version, target: Version) -> Plan:
    """The plan of one class between two of its versions: older, newer, or of another line.

    What only the source has is undone, then what only the target has is made.
    """
    undone, made = lineage.apart(source, target)
    steps = [Step(entry, op) for entry, change, _ in undone for op in both_ways(change)[0]]
    steps += [Step(entry, op) for entry, change, _ in made for op in both_ways(change)[1]]
    return Plan(lineage.name, source, target, tuple(steps))


def both_ways(change: Change) -> tuple[Operations, Operations]:
    """The operations that undo a change, and those that make it."""
    field = change.field
    match change:
        case Added() | Removed() | Retyped() | Converted():
            return _with_functions(change)
        case Renamed():
            return (Rename(field, change.was),), (Rename(change.was, field),)
        case ValueAdded(value=value, instead=instead, why=why):
            return (MapValue(field, value, instead, why),), ()
        case ValueRemoved(value=value, instead=instead, why=why):
            return (), (MapValue(field, value, instead, why),)
        case ValueRenamed(value=value, was=was):
            return (RenameValue(field, value, was),), (RenameValue(field, was, value),)
        case MadeNullable(instead=instead, why=why):
            return (MapValue(field, None, instead, why),), ()
        case MadeRequired(instead=instead, why=why):
            return (), (MapValue(field, None, instead, why),)
        case _:  # a child bumped, or other options: the data stay
            return (), ()


def _with_functions(
    change: Added | Removed | Retyped | Converted,
) -> tuple[Operations, Operations]:
    down, up = _Direction.down(change), _Direction.up(change)
    match change:
        case Added():
            return _leaves(change, down), _comes(change, up)
        case Removed():
            return _comes(change, down), _leaves(change, up)
        case Retyped():
            return (_retype(change, down),), (_retype(change, up),)
    return (_convert(change, down, stays=True),), (_convert(change, up, stays=True),)


class _Direction(NamedTuple):
    """One way through a change: its function and the function back."""

    apply: Any
    inverse: Any
    facts: dict[str, Any]
    """The types around the change, and what happens to absence."""

    @classmethod
    def down(cls, change: Added | Removed | Retyped | Converted) -> _Direction:
        """To the older side of the change."""
        facts = {"before": change.types.newer, "after": change.types.older}
        return cls(change.down, change.up, facts | {"absence": change.absence})

    @classmethod
    def up(cls, change: Added | Removed | Retyped | Converted) -> _Direction:
        """To the newer side of the change."""
        facts = {"before": change.types.older, "after": change.types.newer}
        return cls(change.up, change.down, facts | {"absence": change.absence})


def _retype(change: Retyped, to: _Direction) -> Retype:
    return Retype(change.field, to.apply, to.inverse, change.why, **to.facts)


def _convert(change: Added | Removed | Converted, to: _Direction, *, stays: bool) -> Convert:
    return Convert(change.field, to.apply, to.inverse, change.writes, change.why, stays, **to.facts)


def _leaves(change: Added | Removed, to: _Direction) -> Operations:
    """The operations on the way to a version that lacks the field."""
    if to.apply is not None:
        return (_convert(change, to, stays=False),)
    return (Drop(change.field, change.default, change.loss, change.why, change.may_drop),)


def _comes(change: Added | Removed, to: _Direction) -> Operations:
    """The operations on the way to a version that has the field."""
    if to.apply is not None:
        both = (to.apply, to.inverse)
        return (Restore(change.field, *both, change.writes, change.why, **to.facts),)
    return () if change.default is UNSET else (Fill(change.field, change.default),)
