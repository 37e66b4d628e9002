"""The names that conversions of a class look for in a primitive."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
from collections.abc import Collection, Iterator
from typing import Any, Final

from compat.foreign._source import parse_function
from vobjects._names import nearest

_HOOKS: Final = ("obj_make_compatible", "obj_make_compatible_from_manifest")
_METHODS: Final = ("get", "pop", "setdefault")


@dataclasses.dataclass(frozen=True)
class DeadKey:
    """A name that a conversion looks for, and that no version of the class has."""

    name: str
    """Of the class."""
    key: str
    meant: str
    """The field that it looks most like; empty if there is none."""
    place: str
    """The file and the line."""


def dead_keys(cls: Any, known: Collection[str]) -> Iterator[DeadKey]:
    """Yield the names that the conversions of a class look for and that are no field.

    Args:
        cls: the class. Conversions that it inherits are those of other classes as well, and are
            not read.
        known: its fields, now and in all releases.
    """
    for hook in _HOOKS:
        function = vars(cls).get(hook)
        if inspect.isfunction(function):
            lines = dict(sorted(_keys(function), reverse=True))  # the first of each
            for key, line in sorted(lines.items()):
                if key not in known:
                    file = os.path.relpath(inspect.getfile(function))
                    meant = nearest(key, cls.fields)
                    yield DeadKey(cls.obj_name(), key, meant, f"{file}:{line}")


def _keys(function: Any) -> Iterator[tuple[str, int]]:
    """The texts that a function looks for in its first argument, and their lines."""
    tree = parse_function(function)
    if tree is None:
        return
    first = function.__code__.co_firstlineno
    name = next(iter([*inspect.signature(function).parameters][1:]), "")
    for node in ast.walk(tree):
        key = _key(node, name)
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, first + key.lineno - 1


def _key(node: ast.AST, primitive: str) -> ast.AST | None:
    match node:
        case ast.Subscript(value=ast.Name(id=name), slice=key, ctx=ast.Load() | ast.Del()) if (
            name == primitive
        ):
            return key  # what is only written is the name of a version before all that are known
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[key, *_]) if (
            name == primitive and method in _METHODS
        ):
            return key
        case ast.Compare(
            left=key, ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=name)]
        ) if name == primitive:
            return key
    return None
