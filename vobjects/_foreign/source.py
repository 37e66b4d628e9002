"""Expressions of the generated functions: how values of each kind are written and read."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import Any, Final

from vobjects._foreign.kinds import Address, Child, Kind, Many, OneOf, Same, Time

_MAKERS: Final[dict[type, str]] = {list: "a_list", set: "a_set", dict: "a_dict"}


class Writing:
    """Expressions that give the written form of ``x``; ``compact`` decides between the forms."""

    def __init__(self, compact: bool, sets: str) -> None:
        self._compact, self._sets = compact, sets

    @singledispatchmethod
    def of(self, kind: Kind, x: str) -> str:
        """The written form of a value, if only as it is; None is written as None."""
        return x

    @of.register
    def _(self, kind: Time, x: str) -> str:
        return f"time_text({x})"

    @of.register
    def _(self, kind: Address, x: str) -> str:
        return f"(None if {x} is None else str({x}))"

    @of.register
    def _(self, kind: Child, x: str) -> str:
        return f"(None if {x} is None else dumpers[type({x})]({x}, call))"

    @of.register
    def _(self, kind: Many, x: str) -> str:
        member = self.of(kind.member, f"{x}_")
        if member == f"{x}_":
            return self._whole(kind, x)
        if kind.container is dict:
            written = f"{{k: {member} for k, {x}_ in {x}.items()}}"
        else:
            written = f"[{member} for {x}_ in {x}]"
        if kind.container is set:
            written = f"{'ordered' if self._compact else self._sets}({written})"
        return f"(None if {x} is None else {written})"

    def _whole(self, kind: Many, x: str) -> str:
        """The container as it is: the writer of bytes sorts sets and keys."""
        if self._compact:
            return x
        made: dict[type, str] = {list: "list", set: self._sets, dict: "dict"}
        return f"(None if {x} is None else {made[kind.container]}({x}))"


class Reading:
    """Expressions that give the value of ``x``, or leave it to the field by ``slow()``."""

    def __init__(self, names: dict[str, Any], children: bool) -> None:
        """``names`` takes the constants; without ``children`` objects are left to the field."""
        self._names, self._children = names, children

    def simple(self, field: Any, kind: Kind, x: str) -> str | None:
        """Whether o.vo would read ``x`` as itself; None if that cannot be said in an expression."""
        if isinstance(kind, Same):
            ready = kind.ready.format(x=x)
        elif isinstance(kind, OneOf):
            ready = f"type({x}) is str and {x} in {self._constant(kind.values)}"
        else:
            return None
        return f"({x} is None or {ready})" if field.nullable else ready

    def of(self, field: Any, kind: Kind, x: str, name: str) -> str:
        """The value of ``x``; ``name`` is an expression of the name that o.vo would give it."""
        ready = self.simple(field, kind, x)
        if ready is not None:
            return f"({x} if {ready} else slow())"
        value = self._value(kind, x, name)
        return f"(None if {x} is None else {value})" if field.nullable else value

    @singledispatchmethod
    def _value(self, kind: Kind, x: str, name: str) -> str:
        """The value of ``x``, which is not None."""
        return "slow()"

    @_value.register
    def _(self, kind: Time, x: str, name: str) -> str:
        return f"time_of({x})" if kind.aware else f"naive_time_of({x})"

    @_value.register
    def _(self, kind: Child, x: str, name: str) -> str:
        if not self._children:
            return "slow()"
        return f"child({x}, {kind.name!r}, {kind.subclasses}, context, depth)"

    @_value.register
    def _(self, kind: Many, x: str, name: str) -> str:
        element = self._constant(kind.element)
        given = f"type({x}) is dict" if kind.container is dict else f"type({x}) in LISTS"
        made = f"{_MAKERS[kind.container]}(obj, {name}, {element}, {self._members(kind, x, name)})"
        return f"({made} if {given} else slow())"

    def _members(self, kind: Many, x: str, name: str) -> str:
        y, i = f"{x}_", f"{x}i"
        types = kind.member.types if isinstance(kind.member, Same) else frozenset()
        if types:
            return self._by_types(kind, types, x)
        nested = isinstance(kind.member, Many)
        place = f'f"{{{name}}}[{{{i}}}]"' if nested else "''"
        member = self.of(kind.element, kind.member, y, place)
        if kind.container is dict:
            return f"{{{i} if type({i}) is str else slow(): {member} for {i}, {y} in {x}.items()}}"
        source = f"{i}, {y} in enumerate({x})" if nested else f"{y} in {x}"
        return f"[{member} for {source}]"

    def _by_types(self, kind: Many, types: frozenset[type], x: str) -> str:
        """All members tested at once."""
        allowed = self._constant(types | {type(None)} if kind.element.nullable else types)
        if kind.container is dict:
            texts = self._constant(frozenset({str}))
            good = f"{{*map(type, {x}.values())}} <= {allowed} and {{*map(type, {x})}} <= {texts}"
        else:
            good = f"{{*map(type, {x})}} <= {allowed}"
        return f"{x} if {good} else slow()"

    def _constant(self, value: Any) -> str:
        for name, known in self._names.items():
            if known is value or (type(value) is type(known) is frozenset and known == value):
                return name
        name = f"C{len(self._names)}"
        self._names[name] = value
        return name
