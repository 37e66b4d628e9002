"""The objects of a project as a manifest has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from oslo_versionedobjects import fields

from compat._bounded_yaml import is_plain
from compat.foreign._types import TypeTree, enum_values, tree_of

_LONGEST: Final = 200
"""Characters of a default that is told by its text."""


def describe_objects(classes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the version and the fields of each class, by its name."""
    return {name: _object(cls, classes) for name, cls in classes.items()}


def _object(cls: Any, classes: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"version": str(cls.VERSION)}
    if not can_be_made(cls):
        facts["unmade"] = True
    facts["fields"] = {name: _field(cls, name, classes) for name in sorted(cls.fields)}
    return facts


def can_be_made(cls: Any) -> bool:
    """Whether a reader can make an object of a class, which takes no arguments then."""
    try:
        cls()
    except Exception:  # the class may raise anything
        return False
    return True


def _field(cls: Any, name: str, classes: Mapping[str, Any]) -> dict[str, Any]:
    field = cls.fields[name]
    tree = tree_of(field)
    facts: dict[str, Any] = {"type": str(tree)}
    values = enum_values(field)
    if values:
        facts["values"] = values
    if field.default is not fields.UnspecifiedDefault:
        facts["default"] = _plain(cls, name, field.default)
    if field.read_only:
        facts["read_only"] = True
    if loads(cls, name):
        facts["loads"] = True
    children = _children(tree, classes)
    if children:
        facts["children"] = {child: str(classes[child].VERSION) for child in children}
    return facts


def _children(tree: TypeTree, classes: Mapping[str, Any]) -> list[str]:
    """The classes of the objects that a field may hold, as far as they are of the project."""
    return [each.child for each in tree if each.child in classes]


def _plain(cls: Any, name: str, default: Any) -> Any:
    """A default as a primitive has it, or its text if it is none that a manifest can hold."""
    if default is None:
        return None
    try:
        field = cls.fields[name]
        default = field.to_primitive(cls(), name, field.coerce(None, name, default))
    except Exception:  # of a type of the project, which may need an object of its own
        default = repr(default)
    return default if is_plain(default) else repr(default)[:_LONGEST]


def loads(cls: Any, name: str) -> bool:
    """Whether reading a field that is unset gives a value, by what the class itself does."""
    try:
        getattr(cls(), name)
    except Exception:  # the class may raise anything, and does not load it then
        return False
    return True
