"""What it takes to bring a class from one version to another: a list of operations, as data.

A plan is printed, compared and explained; ``codegen.py`` compiles it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any

from vobjects.history import (
    REQUIRED,
    Added,
    Change,
    ChildBumped,
    Conversion,
    OptionsChanged,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
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

    def describe(self) -> str:
        """The operation in a sentence."""
        rest = "reported as left behind" if self.loss is Loss.ALLOWED else "refused"
        if self.restore is REQUIRED:
            return f"dropped; any value is {rest}"
        return f"dropped when it is {self.restore!r}; any other value is {rest}"


@dataclasses.dataclass(frozen=True)
class Fill:
    """Give an unset field its default."""

    field: str
    default: Any

    def describe(self) -> str:
        """The operation in a sentence."""
        return f"set to {self.default!r}"


@dataclasses.dataclass(frozen=True)
class Convert:
    """Move a field into other fields; ``inverse`` must bring back the same value."""

    field: str
    apply: Conversion
    inverse: Conversion
    writes: tuple[str, ...]
    why: str

    def describe(self) -> str:
        """The operation in a sentence."""
        if not self.writes:
            return f"dropped by {self.apply.__name__}() where nothing is lost, else refused"
        return f"carried in {', '.join(self.writes)} by {self.apply.__name__}(), and back"


@dataclasses.dataclass(frozen=True)
class Restore:
    """Make a field from other fields, as its history says."""

    field: str
    apply: Conversion
    reads: tuple[str, ...]
    why: str

    def describe(self) -> str:
        """The operation in a sentence."""
        source = ", ".join(self.reads) or "nothing"
        return f"made from {source} by {self.apply.__name__}()"


@dataclasses.dataclass(frozen=True)
class Retype:
    """Convert the value of one field; ``inverse`` must bring back the same value."""

    field: str
    apply: Callable[[Any], Any]
    inverse: Callable[[Any], Any]
    why: str

    def describe(self) -> str:
        """The operation in a sentence."""
        return f"converted by {self.apply.__name__}(); the value must come back by its inverse"


@dataclasses.dataclass(frozen=True)
class Rename:
    """Call a field by its other name."""

    field: str
    to: str

    def describe(self) -> str:
        """The operation in a sentence."""
        return f"called {self.to!r} there"


@dataclasses.dataclass(frozen=True)
class MapValue:
    """Replace an enum value that is not known yet, or refuse it."""

    field: str
    value: str
    instead: str | None
    why: str

    def describe(self) -> str:
        """The operation in a sentence."""
        if self.instead is None:
            return f"value {self.value!r} is refused"
        return f"value {self.value!r} becomes {self.instead!r}, reported as left behind"


Operation = Drop | Fill | Convert | Restore | Retype | Rename | MapValue


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
    def operations(self) -> tuple[Operation, ...]:
        """The operations in their order."""
        return tuple(step.operation for step in self.steps)


def plan(lineage: Lineage, source: Version, target: Version) -> Plan:
    """The plan of one class between two of its versions, either way."""
    if target < source:
        entries = reversed(lineage.between(target, source))
        steps = [
            Step(e.version, op) for e in entries for c in reversed(e.changes) for op in _down(c)
        ]
    else:
        entries = iter(lineage.between(source, target))
        steps = [Step(e.version, op) for e in entries for c in e.changes for op in _up(c)]
    return Plan(lineage.name, source, target, tuple(steps))


@singledispatch
def _down(change: Change) -> Iterator[Operation]:
    """The operations that undo a change."""
    raise AssertionError(change)


@singledispatch
def _up(change: Change) -> Iterator[Operation]:
    """The operations that repeat a change."""
    raise AssertionError(change)


@_down.register
def _(change: Added) -> Iterator[Operation]:
    if change.up is not None and change.down is not None:
        yield Convert(change.field, change.down, change.up, change.writes, change.why)
    else:
        yield Drop(change.field, change.default, change.loss, change.why)


@_up.register
def _(change: Added) -> Iterator[Operation]:
    if change.up is not None:
        yield Restore(change.field, change.up, change.writes, change.why)
    if change.default is not REQUIRED:
        yield Fill(change.field, change.default)


@_down.register
def _(change: Removed) -> Iterator[Operation]:
    if change.default is not REQUIRED:
        yield Fill(change.field, change.default)


@_up.register
def _(change: Removed) -> Iterator[Operation]:
    yield Drop(change.field, change.default, change.loss, change.why)


@_down.register
def _(change: Renamed) -> Iterator[Operation]:
    yield Rename(change.field, change.was)


@_up.register
def _(change: Renamed) -> Iterator[Operation]:
    yield Rename(change.was, change.field)


@_down.register
def _(change: Retyped) -> Iterator[Operation]:
    yield Retype(change.field, change.down, change.up, change.why)


@_up.register
def _(change: Retyped) -> Iterator[Operation]:
    yield Retype(change.field, change.up, change.down, change.why)


@_down.register
def _(change: ValueAdded) -> Iterator[Operation]:
    yield MapValue(change.field, change.value, change.instead, change.why)


@_up.register
def _(change: ValueAdded) -> Iterator[Operation]:
    return iter(())


@_down.register(ChildBumped)
@_down.register(OptionsChanged)
@_up.register(ChildBumped)
@_up.register(OptionsChanged)
def _(change: ChildBumped | OptionsChanged) -> Iterator[Operation]:
    return iter(())
