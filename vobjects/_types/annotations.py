"""From annotations to field types: ``frozenset[int] | None`` is what a class says of a field."""

from __future__ import annotations

import datetime
import decimal
import enum
import inspect
import types
import typing
import uuid
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Protocol

from vobjects._types.base import FieldType
from vobjects._types.containers import Child, FrozenSet, MappingOf, Optional, Tuple
from vobjects._types.scalars import (
    IP_STR,
    IPV4_STR,
    IPV6_STR,
    UUID_STR,
    Bool,
    DateTime,
    Enum,
    Float,
    Int,
    Scalar,
    Str,
)
from vobjects.errors import DeclarationError

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


_DEEPEST: Final = 32
"""Types inside each other in one annotation: far more than a person reads."""


def field_type(
    annotation: Any, where: str, known: Callable[[type], bool] = lambda _: True
) -> FieldType:
    """The type of the values that an annotation allows.

    Args:
        annotation: what a class, a method or a history says of a value.
        where: who says it, for errors.
        known: whether objects of a class may stand in the value.

    Raises:
        DeclarationError: no field type says this.
    """
    must_be_readable(annotation, where)
    return _field_type(annotation, where, known)


def must_be_readable(annotation: Any, where: str) -> None:
    """Check that an annotation is not nested beyond what a person reads.

    Raises:
        DeclarationError: it is.
    """
    level = [annotation]
    for _ in range(_DEEPEST):
        parts = (part for one in level for part in typing.get_args(one))
        level = list({id(part): part for part in parts}.values())
    if level:
        raise DeclarationError(
            where=where,
            found=f"more than {_DEEPEST} types inside each other",
            expected="an annotation that a person can read",
            remedy="put the inner ones into a class of their own",
        )


def _field_type(annotation: Any, where: str, known: Callable[[type], bool]) -> FieldType:
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, enum.StrEnum):
        return Enum(annotation, tuple(member.value for member in annotation))
    if hasattr(annotation, "obj_name"):
        return _child(annotation, where, known)
    found = _generic(annotation, where, known)
    if found is not None:
        return found
    raise DeclarationError(
        where=where,
        found="no annotation" if annotation is inspect.Parameter.empty else repr(annotation),
        expected=(
            "int, float, bool, str, datetime, UUID, an IP address, a StrEnum, a versioned object, "
            "frozenset[...] of single values, tuple[..., ...], Mapping[str, ...], or one of them "
            "| None"
        ),
        remedy=_instead(annotation),
    )


_INSTEAD: dict[Any, str] = {
    bytes: "write str, with the bytes in base64: o.vo and JSON carry no bytes",
    list: "write tuple[int, ...], with the type of the items: a value of a field never changes",
    tuple: "write tuple[int, ...], with the type of the items and the dots",
    dict: "write Mapping[str, int], with keys of text: import Mapping from collections.abc",
    Mapping: "write Mapping[str, int], with keys of text",
    set: "write frozenset[int], with the type of the members",
    frozenset: "write frozenset[int] with single values, or tuple[..., ...] for all others",
    datetime.date: "write datetime, or str for a day: o.vo has no type of days",
    datetime.timedelta: "write float for seconds, or int",
    decimal.Decimal: "write str, or int of the smallest unit: a float would round it",
    uuid.UUID: "write vobjects.UUID, which is text as o.vo has it",
    complex: "write two float fields",
    enum.Enum: "make it an enum.StrEnum: an enum travels as the text of its value",
    object: "say which type it has; a Mapping[str, str] holds what varies",
    Any: "say which type it has; a Mapping[str, str] holds what varies",
}
"""What to write in place of what authors write first."""


def _instead(annotation: Any) -> str:
    """What to write instead of an annotation that no field type says."""
    origin = typing.get_origin(annotation) or annotation
    if origin in (types.UnionType, typing.Union):
        return "write one type, or one type | None: make a field for each type, of which one is set"
    if isinstance(annotation, str):
        return "begin the module with: from __future__ import annotations"
    if isinstance(origin, type) and issubclass(origin, enum.Enum):
        origin = enum.Enum
    known = isinstance(origin, type) or origin is Any
    return _INSTEAD.get(origin, _ANNOTATE) if known else _ANNOTATE


_ANNOTATE = "annotate the field with one of these"


def _child(annotation: Any, where: str, known: Callable[[type], bool]) -> Child:
    if not known(annotation):
        raise DeclarationError(
            where=where,
            found=f"{annotation.__module__}.{annotation.__qualname__}",
            expected="a class of the same registry",
            remedy="register that class first, in the same registry",
        )
    return Child(annotation.obj_name())


def _generic(annotation: Any, where: str, known: Callable[[type], bool]) -> FieldType | None:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return next((extra for extra in args[1:] if isinstance(extra, FieldType)), None)
    if origin in (types.UnionType, typing.Union):
        others = [a for a in args if a is not types.NoneType]
        one = len(others) == 1 < len(args)
        return Optional(_field_type(others[0], where, known)) if one else None
    if origin is frozenset:
        inner = _field_type(args[0], where, known)
        return FrozenSet(inner) if isinstance(inner, Scalar) else None
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return Tuple(_field_type(args[0], where, known))
    if origin is Mapping and args[0] is str:
        return MappingOf(_field_type(args[1], where, known))
    return None


class Typed(Protocol):
    """Makes the field type of an annotation; ``where`` names the class in errors."""

    def __call__(self, annotation: Any, where: str) -> FieldType:
        """The type of the values that the annotation allows."""
