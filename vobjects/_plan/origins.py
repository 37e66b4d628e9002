"""Which fields of the object that is converted the values of an operation come from.

Errors and reports name them: whoever reads a message has no other object before him.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    MapValue,
    Operation,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Retype,
)


class Origin(NamedTuple):
    """Where the value of a field on the way was in the object that is converted."""

    fields: tuple[str, ...]
    """The fields of the object; several where a function makes one of them, none for a default."""
    made: bool = False
    """Whether a function or a default may have made the value."""


Origins = Mapping[str, Origin]


_NONE: Final = Origin((), made=True)
"""The origin of a default, and of a field that nothing sets."""


def origin_of(name: str, origins: Origins) -> Origin:
    """The origin of a field."""
    return origins.get(name, _NONE)


class Trace:
    """The origins of all fields before each operation of a plan, and after the last one.

    Args:
        plan: the operations.
        fields: the fields of the source.
    """

    def __init__(self, plan: Plan, fields: Iterable[str]) -> None:
        self._before: dict[int, Origins] = {}
        self._texts = _texts(plan)
        origins = {name: Origin((name,)) for name in fields}
        for op in plan.operations:
            self._before[id(op)] = dict(origins)
            _follow(op, origins)
        self.after: Origins = origins

    def before(self, op: Operation, name: str) -> Origin:
        """The origin of a field as an operation gets it."""
        return origin_of(name, self._before[id(op)])

    def source(self, op: Restore) -> Origin:
        """The origin of what an operation makes a field of."""
        origins = [self.before(op, name) for name in op.reads]
        return Origin(tuple(field for one in origins for field in one.fields), made=True)

    def text(self, op: MapValue) -> str | None:
        """What the source calls the enum value of an operation."""
        return self._texts[id(op)].get(op.value, op.value)


def _follow(op: Operation, origins: dict[str, Origin]) -> None:
    """Bring the origins past one operation."""
    match op:
        case Rename():
            origins[op.to] = origins.pop(op.field, _NONE)
        case Fill():
            origins[op.field] = _NONE
        case Drop():
            origins.pop(op.field, None)
        case Retype():
            origins[op.field] = origin_of(op.field, origins)._replace(made=True)
        case Convert():
            _make(op.field, op.writes, origins)
            if not op.stays:
                del origins[op.field]
        case Restore():
            origins[op.field] = _NONE
            _make(op.field, op.reads, origins)


def _make(field: str, others: tuple[str, ...], origins: dict[str, Origin]) -> None:
    """A function writes some fields, each of which may now hold what was in any of them."""
    names = (field, *others)
    before = {name: origin_of(name, origins).fields for name in names}
    for name in names:
        fields = (*before[name], *(one for other in names for one in before[other]))
        origins[name] = Origin(tuple(dict.fromkeys(fields)), made=True)


def _texts(plan: Plan) -> dict[int, dict[str | None, str]]:
    """By operation, what the enum values that were renamed before it are called at the source."""
    called: dict[str, dict[str | None, str]] = {}
    texts: dict[int, dict[str | None, str]] = {}
    for op in plan.operations:
        texts[id(op)] = dict(called.get(op.field, {}))
        if isinstance(op, Rename):
            called[op.to] = called.pop(op.field, {})
        elif isinstance(op, RenameValue):
            of_field = called.setdefault(op.field, {})
            of_field[op.to] = of_field.pop(op.value, op.value)
    return texts
