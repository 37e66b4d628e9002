"""What the field types of oslo.versionedobjects do with values, as data.

A kind is given to a field only if its functions are o.vo's own, through all of ``super()``; any
other field is :class:`Own`, and its own functions are called.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from oslo_versionedobjects import fields


@dataclasses.dataclass(frozen=True)
class Same:
    """A value that is written as it is.

    ``ready`` is an expression of ``{x}``: whether o.vo would read ``x`` as itself. Where the type
    of the value alone decides, ``types`` holds the types. Values that are not ready go through
    the field.
    """

    ready: str
    types: frozenset[type] = frozenset()


@dataclasses.dataclass(frozen=True)
class OneOf:
    """A text out of a closed set, written as it is."""

    values: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Time:
    """An instant of whole seconds as ISO 8601 text."""

    aware: bool


@dataclasses.dataclass(frozen=True)
class Address:
    """An address or a network, written as text and read by its field."""


@dataclasses.dataclass(frozen=True)
class Many:
    """A list, set or mapping; ``element`` is the o.vo field of its members."""

    container: type
    member: Kind
    element: Any


@dataclasses.dataclass(frozen=True)
class Child:
    """An object of a class, or of a subclass of it."""

    name: str
    subclasses: bool


@dataclasses.dataclass(frozen=True)
class Own:
    """A field with functions of its own; ``why`` names them."""

    why: str


Kind = Same | OneOf | Time | Address | Many | Child | Own

_STEPS: Final = ("coerce", "from_primitive", "to_primitive")

_SIMPLE: Final[dict[type, Kind]] = {
    fields.String: Same("type({x}) is str", frozenset({str})),
    fields.SensitiveString: Same("type({x}) is str", frozenset({str})),
    fields.Integer: Same("type({x}) is int", frozenset({int})),
    fields.NonNegativeInteger: Same("type({x}) is int and {x} >= 0"),
    fields.Float: Same("type({x}) is float", frozenset({float})),
    fields.NonNegativeFloat: Same("type({x}) is float and {x} >= 0"),
    fields.Boolean: Same("type({x}) is bool", frozenset({bool})),
    fields.FlexibleBoolean: Same("type({x}) is bool", frozenset({bool})),
    fields.UUID: Same("type({x}) is str and UUID({x})"),
    fields.VersionPredicate: Same("False"),
    fields.MACAddress: Same("False"),
    fields.PCIAddress: Same("False"),
    fields.IPAddress: Address(),
    fields.IPV4Address: Address(),
    fields.IPV6Address: Address(),
    fields.IPV4AndV6Address: Address(),
    fields.IPNetwork: Address(),
    fields.IPV4Network: Address(),
    fields.IPV6Network: Address(),
}

_CONTAINERS: Final = {fields.List: list, fields.Set: set, fields.Dict: dict}


def kind_of(field: fields.Field[Any]) -> Kind:
    """What a field does with its values."""
    for step in (*_STEPS, "_null", "nullable"):
        if not _does_as(field, fields.Field, step):
            return Own(f"{_owner(field, step)}.{step}")
    return _of_type(field._type)


def _of_type(type_: Any) -> Kind:
    own = _own_step(type_)
    if own is not None:
        return own
    known = _known(type_)
    if known in _CONTAINERS:
        return _container(_CONTAINERS[known], type_._element_type)
    if known is fields.Object:
        return Child(type_._obj_name, type_._subclasses)
    if known is fields.Enum:
        return _one_of(type_)
    if known is fields.DateTime:
        return Time(type_.tzinfo_aware)
    return _SIMPLE.get(known, Own(f"{type(type_).__name__} takes any value"))


def _container(container: type, element: Any) -> Kind:
    member = kind_of(element)
    return member if isinstance(member, Own) else Many(container, member, element)


def _one_of(type_: Any) -> Kind:
    values = type_._valid_values
    if type(values) not in (list, tuple, set, frozenset) or {*map(type, values)} != {str}:
        return Own("values that are no collection of texts")
    return OneOf(frozenset(values))


def _known(type_: Any) -> type:
    """The type of o.vo whose functions a type has."""
    kinds = (cls for cls in type(type_).__mro__ if cls.__module__ == fields.__name__)
    return next(kinds)


def _own_step(type_: Any) -> Own | None:
    known = _known(type_)
    steps = (*_STEPS, "_get_all_obj_names") if known is fields.Object else _STEPS
    for step in steps:
        if not _does_as(type_, known, step):
            return Own(f"{_owner(type_, step)}.{step}")
    return None


def _does_as(found: Any, known: type, name: str) -> bool:
    return name not in vars(found) and chain(type(found), name) == chain(known, name)


def chain(cls: type, name: str) -> list[Any]:
    """What a name means in a class and in all of its bases, in the order of ``super()``."""
    return [vars(owner)[name] for owner in cls.__mro__ if name in vars(owner)]


def _owner(found: Any, name: str) -> str:
    return next(cls.__name__ for cls in type(found).__mro__ if name in vars(cls))
