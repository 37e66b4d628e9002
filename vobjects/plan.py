"""What it takes to bring a class from one version to another: a list of operations, as data.

A plan is printed, compared and explained; ``codegen.py`` compiles it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from vobjects.fields import REQUIRED
from vobjects.history import (
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
from vobjects.loss import Loss
from vobjects.schema import Lineage
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Drop:
    """Leave a field out. A value other than ``restore`` is refused, or reported if allowed."""

    field: str
    restore: Any
    loss: Loss
    why: str


@dataclasses.dataclass(frozen=True)
class Fill:
    """Give an unset field its default."""

    field: str
    default: Any


@dataclasses.dataclass(frozen=True)
class Convert:
    """Move a field into others, or make it anew where it ``stays``.

    ``inverse`` must bring back the same values.
    """

    field: str
    apply: Conversion
    inverse: Conversion
    writes: tuple[str, ...]
    why: str
    stays: bool = False


@dataclasses.dataclass(frozen=True)
class Restore:
    """Make a field from other fields, as its history says."""

    field: str
    apply: Conversion
    reads: tuple[str, ...]
    why: str


@dataclasses.dataclass(frozen=True)
class Retype:
    """Convert the value of one field; ``inverse`` must bring back the same value."""

    field: str
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
        case Added():
            return _leaves(change, change.down, change.up), _comes(change, change.up)
        case Removed():
            return _comes(change, change.down), _leaves(change, change.up, change.down)
        case Renamed():
            return (Rename(field, change.was),), (Rename(change.was, field),)
        case Retyped(up=up, down=down, why=why):
            return (Retype(field, down, up, why),), (Retype(field, up, down, why),)
        case Converted(up=up, down=down, writes=writes, why=why):
            back = Convert(field, down, up, writes, why, stays=True)
            return (back,), (dataclasses.replace(back, apply=up, inverse=down),)
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


def _leaves(
    change: Added | Removed, move: Conversion | None, back: Conversion | None
) -> Operations:
    """The operations on the way to a version that lacks the field."""
    if move is not None and back is not None:
        return (Convert(change.field, move, back, change.writes, change.why),)
    return (Drop(change.field, change.default, change.loss, change.why),)


def _comes(change: Added | Removed, make: Conversion | None) -> Operations:
    """The operations on the way to a version that has the field."""
    found: Operations = ()
    if make is not None:
        found += (Restore(change.field, make, change.writes, change.why),)
    if change.default is not REQUIRED:
        found += (Fill(change.field, change.default),)
    return found
