"""From annotations to field types: ``frozenset[int] | None`` is what a class says of a field."""

from __future__ import annotations

import datetime
import enum
import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any

from vobjects.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects.errors import DeclarationError
from vobjects.fieldtype import FieldType
from vobjects.scalars import (
    IP_STR,
    IPV4_STR,
    IPV6_STR,
    UUID_STR,
    Bool,
    DateTime,
    Enum,
    Float,
    Int,
    Str,
)

UUID = Annotated[str, UUID_STR]
"""A UUID as text in its canonical form."""
IPAddress = Annotated[str, IP_STR]
"""An IPv4 or IPv6 address as text in its canonical form."""
IPv4Address = Annotated[str, IPV4_STR]
"""An IPv4 address as text."""
IPv6Address = Annotated[str, IPV6_STR]
"""An IPv6 address as text in its canonical form."""

_SCALARS: dict[Any, FieldType] = {
    bool: Bool(),
    int: Int(),
    float: Float(),
    str: Str(),
    datetime.datetime: DateTime(),
}


def field_type(annotation: Any, where: str) -> FieldType:
    """The type of the values that an annotation allows.

    Raises:
        DeclarationError: no field type says this.
    """
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, enum.StrEnum):
        return Enum(annotation, tuple(member.value for member in annotation))
    if hasattr(annotation, "obj_name"):
        return Child(annotation.obj_name())
    found = _generic(annotation, where)
    if found is not None:
        return found
    raise DeclarationError(
        where=where,
        found=repr(annotation),
        expected=(
            "int, float, bool, str, datetime, UUID, an IP address, a StrEnum, a versioned object, "
            "frozenset[...], tuple[..., ...], Mapping[str, ...], or one of them | None"
        ),
        remedy="annotate the field with one of these",
    )


def _generic(annotation: Any, where: str) -> FieldType | None:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return next((extra for extra in args[1:] if isinstance(extra, FieldType)), None)
    if origin in (types.UnionType, typing.Union):
        others = [a for a in args if a is not types.NoneType]
        return Optional(field_type(others[0], where)) if len(others) == 1 < len(args) else None
    if origin is frozenset:
        return FrozenSet(field_type(args[0], where))
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return Tuple(field_type(args[0], where))
    if origin is Mapping and args[0] is str:
        return MappingOf(field_type(args[1], where))
    return None
