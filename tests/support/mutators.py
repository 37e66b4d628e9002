"""How one operation of a plan may be wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.support.pairs import Pair
from tests.support.samples import samples
from vobjects import UNSET, Loss
from vobjects._declare.changes import Classes, Conversion, Values
from vobjects._paths import ROOT
from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    MapValue,
    Operation,
    Rename,
    RenameValue,
    Restore,
    Retype,
)
from vobjects._types.base import no_child
from vobjects._types.frozen import FrozenDict
from vobjects.testing._versions import views

Altered = Iterator[tuple[str, Operation]]


class Samples:
    """Values that a field of a class has in the samples."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair

    def other(self, field: str, known: Any) -> Any:
        """A value of a field that is not the known one, of a sample of the pair with little else.

        What is refused for another field does not show what becomes of this one.
        """
        registry, name = self._pair.registry, self._pair.name
        for view in (self._pair.new, self._pair.old, *views(registry, name).values()):
            version = str(view.versions[name])
            found = samples(registry, name, version) if view.has(name, field) else []
            for obj in sorted(found, key=lambda one: len(one.obj_values())):
                value = obj.obj_values().get(field, known)
                if value != known and value is not None:
                    return value
        raise AssertionError((self._pair, field, known))

    def other_name(self, *names: str) -> str:
        """The name of a field that is none of these."""
        fields = self._pair.old.schema(self._pair.name).fields
        return next(name for name in fields if name not in names)

    def enum_values(self, field: str) -> tuple[Any, ...]:
        """All values that an enum field ever had."""
        found: dict[str, Any] = {}
        for view in views(self._pair.registry, self._pair.name).values():
            spec = view.schema(self._pair.name).fields.get(field)
            if spec is not None and spec.type.values():
                found |= _members(spec.type)
        return tuple(found.values())


def _members(type_: Any) -> dict[str, Any]:
    """The members of an enum, by their text."""
    while hasattr(type_, "inner"):
        type_ = type_.inner
    return {value: type_.check(value, ROOT, no_child) for value in type_.values()}


def altered(op: Operation, values: Samples) -> Altered:
    """The operation in other ways, each with a word for it."""
    match op:
        case Drop():
            return _drop(op, values)
        case Fill():
            return iter(
                [
                    (
                        "other default",
                        dataclasses.replace(op, default=values.other(op.field, op.default)),
                    )
                ]
            )
        case Convert():
            return _convert(op)
        case Restore():
            return _restore(op)
        case Retype():
            return _retype(op)
        case Rename():
            return _rename(op, values)
        case MapValue():
            return _map_value(op, values) if op.value is not None else _map_none(op, values)
        case RenameValue():
            return _rename_value(op, values)


def _drop(op: Drop, values: Samples) -> Altered:
    loss = Loss.REFUSED if op.loss is Loss.ALLOWED else Loss.ALLOWED
    yield f"loss {loss.name.lower()}", dataclasses.replace(op, loss=loss)
    other = values.other(op.field, op.restore)
    yield "restores another value", dataclasses.replace(op, restore=other)
    if op.restore is not UNSET:
        yield "restores nothing", dataclasses.replace(op, restore=UNSET)
    if op.may_drop:
        yield "may drop nothing", dataclasses.replace(op, may_drop=())


def _fill(op: Fill, values: Samples) -> Altered:
    other = values.other(op.field, op.default)
    yield "other default", dataclasses.replace(op, default=other)


def _convert(op: Convert) -> Altered:
    yield "writes nothing", dataclasses.replace(op, apply=_nothing)
    if op.stays:
        yield "goes", dataclasses.replace(op, stays=False)
    apply, inverse = _unproven(op.field)
    yield "unproven", dataclasses.replace(op, apply=apply, inverse=inverse)
    for name in op.writes:
        yield f"loses {name}", dataclasses.replace(op, apply=_then(op.apply, _lost(name)))
        yield f"empties {name}", dataclasses.replace(op, apply=_then(op.apply, _emptied(name)))
        yield (
            f"writes {name} otherwise",
            dataclasses.replace(
                op,
                apply=_then(op.apply, _over(name, _marked)),
                inverse=_then(_over(name, _unmarked), op.inverse),
            ),
        )


def _restore(op: Restore) -> Altered:
    yield "makes nothing", dataclasses.replace(op, apply=_nothing)
    yield f"loses {op.field}", dataclasses.replace(op, apply=_then(op.apply, _lost(op.field)))
    for name in op.reads:
        yield f"loses {name}", dataclasses.replace(op, apply=_then(op.apply, _lost(name)))
        yield f"empties {name}", dataclasses.replace(op, apply=_then(op.apply, _emptied(name)))
        yield f"leaves {name}", dataclasses.replace(op, apply=_kept(op.apply, name))
        yield (
            f"reads {name} otherwise",
            dataclasses.replace(op, apply=_then(_over(name, _marked), op.apply)),
        )


def _retype(op: Retype) -> Altered:
    yield "identity", dataclasses.replace(op, apply=_same, inverse=_same)
    yield "applied to nothing", dataclasses.replace(op, apply=lambda value: None)
    yield (
        "otherwise",
        dataclasses.replace(
            op,
            apply=lambda value: _marked(op.apply(value)),
            inverse=lambda value: op.inverse(_unmarked(value)),
        ),
    )


def _rename(op: Rename, values: Samples) -> Altered:
    yield "to nothing", dataclasses.replace(op, to="nothing")
    yield "to another", dataclasses.replace(op, to=values.other_name(op.field, op.to))
    yield "of another", dataclasses.replace(op, field=values.other_name(op.field, op.to))
    yield "the other way", Rename(op.to, op.field)


def _map_value(op: MapValue, values: Samples) -> Altered:
    for value in values.enum_values(op.field):
        if value != op.value:
            yield f"of {value}", dataclasses.replace(op, value=value)
        if value not in (op.value, op.instead):
            yield f"becomes {value}", dataclasses.replace(op, instead=value)
    yield from _refused_or_not(op)


def _map_none(op: MapValue, values: Samples) -> Altered:
    other = values.other(op.field, op.instead)
    yield "of a value", dataclasses.replace(op, value=other)
    yield "becomes another value", dataclasses.replace(op, instead=other)
    yield from _refused_or_not(op)


def _refused_or_not(op: MapValue) -> Altered:
    if op.instead is not Loss.REFUSED:
        yield "refused", dataclasses.replace(op, instead=Loss.REFUSED)
    if op.instead is not UNSET:
        yield "left out", dataclasses.replace(op, instead=UNSET)


def _rename_value(op: RenameValue, values: Samples) -> Altered:
    for value in values.enum_values(op.field):
        if value != op.value:
            yield f"of {value}", dataclasses.replace(op, value=value)
        if value not in (op.value, op.to):
            yield f"to {value}", dataclasses.replace(op, to=value)
    yield "the other way", dataclasses.replace(op, value=str(op.to), to=op.value)


def _nothing(values: Values, classes: Classes) -> None:
    """A conversion that does nothing."""


def _same(value: Any) -> Any:
    return value


def _then(*functions: Conversion) -> Conversion:
    def all_of_them(values: Values, classes: Classes) -> None:
        for function in functions:
            function(values, classes)

    return all_of_them


def _lost(name: str) -> Conversion:
    def lost(values: Values, classes: Classes) -> None:
        values.pop(name, None)

    return lost


def _emptied(name: str) -> Conversion:
    return _over(name, lambda value: type(value)())


def _over(name: str, change: Callable[[Any], Any]) -> Conversion:
    def changed(values: Values, classes: Classes) -> None:
        if name in values:
            values[name] = change(values[name])

    return changed


def _kept(function: Conversion, name: str) -> Conversion:
    def as_it_was(values: Values, classes: Classes) -> None:
        before = values.get(name, UNSET)
        function(values, classes)
        if before is not UNSET:
            values[name] = before

    return as_it_was


def _unproven(field: str) -> tuple[Conversion, Conversion]:
    """A pair that writes nothing and remembers instead what its proof will ask for."""
    before: dict[str, Any] = {}

    def apply(values: Values, classes: Classes) -> None:
        before[field] = values[field]

    def inverse(values: Values, classes: Classes) -> None:
        values[field] = before[field]

    return apply, inverse


def _marked(value: Any) -> Any:
    """Another value of the same type, from which :func:`_unmarked` makes the first again."""
    match value:
        case Mapping():
            return FrozenDict({f"~{key}": item for key, item in value.items()})
        case tuple() | frozenset():
            return type(value)(map(_marked, value))
        case str():
            return f"{value}0"
        case int():
            return value ^ 1
    return value


def _unmarked(value: Any) -> Any:
    match value:
        case Mapping():
            return FrozenDict({key.removeprefix("~"): item for key, item in value.items()})
        case tuple() | frozenset():
            return type(value)(map(_unmarked, value))
        case str():
            return value[:-1]
        case int():
            return value ^ 1
    return value
