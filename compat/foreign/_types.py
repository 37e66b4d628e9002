"""The type of a field of oslo.versionedobjects as text, and the text as a tree."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, Final

from oslo_versionedobjects import fields

_OPTIONAL: Final = " | None"
_TOKEN: Final = re.compile(r"(\w+)(\[(.*)\])?", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class TypeTree:
    """A type: its name, what is inside, and whether None is a value of it."""

    name: str
    element: TypeTree | None = None
    child: str = ""
    """The name of the class, of the type ``Object``."""
    nullable: bool = False

    def __iter__(self) -> Iterator[TypeTree]:
        yield self
        if self.element is not None:
            yield from self.element

    def __str__(self) -> str:
        inside = self.child or (str(self.element) if self.element else "")
        text = f"{self.name}[{inside}]" if inside else self.name
        return text + _OPTIONAL * self.nullable


def tree_of(field: Any) -> TypeTree:
    """Return the type of a field."""
    type_ = field._type
    if isinstance(type_, fields.Object):
        return TypeTree("Object", child=type_._obj_name, nullable=field.nullable)
    element = getattr(type_, "_element_type", None)
    inner = tree_of(element) if isinstance(element, fields.Field) else None
    return TypeTree(type(type_).__name__, inner, nullable=field.nullable)


def parse(text: str) -> TypeTree:
    """Return the type that a text of a manifest says; one that is unreadable has it as its name."""
    nullable = text.endswith(_OPTIONAL)
    bare = text.removesuffix(_OPTIONAL)
    match = _TOKEN.fullmatch(bare)
    if match is None or match[3] is None:
        return TypeTree(bare, nullable=nullable)
    if match[1] == "Object":
        return TypeTree("Object", child=match[3], nullable=nullable)
    return TypeTree(match[1], parse(match[3]), nullable=nullable)


def innermost(field: Any) -> Any:
    """Return the type of the innermost elements of a field."""
    element = getattr(field._type, "_element_type", None)
    return innermost(element) if isinstance(element, fields.Field) else field._type


def enum_values(field: Any) -> list[str]:
    """Return the values of the enum that a field holds at any depth; empty if it holds none."""
    values = getattr(innermost(field), "valid_values", None)
    if not isinstance(innermost(field), fields.Enum) or not values:
        return []
    return [str(value) for value in values]
