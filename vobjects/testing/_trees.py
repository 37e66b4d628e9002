"""Objects as plain trees, to compare them value by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vobjects import VersionedObject


def tree(value: Any) -> Any:
    """The value with every object in it as ``(name, version, fields)``."""
    if isinstance(value, VersionedObject):
        fields = {name: tree(item) for name, item in value.obj_values().items()}
        return (value.obj_name(), value.VERSION, fields)
    if isinstance(value, tuple):
        return [tree(item) for item in value]
    if isinstance(value, dict):
        return {key: tree(item) for key, item in value.items()}
    return value


def state(obj: VersionedObject) -> Any:
    """All that an object holds, its changes and the identity of each value included."""
    return {
        path: (id(value), sorted(value._changed_fields), value._passed, value._context)
        if isinstance(value, VersionedObject)
        else (id(value), repr(value))
        for path, value in parts(obj)
    }


def parts(value: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    """Every value in an object with its path, the object itself first."""
    yield path, value
    if isinstance(value, VersionedObject):
        for name, item in sorted(value.obj_values().items()):
            yield from parts(item, f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from parts(item, f"{path}[{place}]")
    elif isinstance(value, dict):
        for key, item in sorted(value.items()):
            yield from parts(item, f"{path}[{key!r}]")


def holder_of(obj: VersionedObject, path: str) -> tuple[Any, str]:
    """The innermost object on a path, and the field of it with which the path goes on."""
    objects = {place: part for place, part in parts(obj) if isinstance(part, VersionedObject)}
    holder = max((place for place in objects if path.startswith(f"{place}.")), key=len)
    return objects[holder], re.split(r"[.\[]", path[len(holder) + 1 :], maxsplit=1)[0]


def is_complete(obj: VersionedObject) -> bool:
    """Whether an object may be sent: no field is unset that may not be absent, at any depth."""
    objects = [part for _, part in parts(obj) if isinstance(part, VersionedObject)]
    return all(part._required <= part.obj_values().keys() for part in objects)


def missing(before: Any, after: Any, path: str = "$") -> list[str]:
    """The paths of the values that are not the same: lost, changed, or set where nothing was."""
    if type(before) is not type(after):
        return [path]
    pairs = _pairs(before, after)
    if pairs is None:
        return [] if before == after else [path]
    return [gone for part, one, other in pairs for gone in missing(one, other, f"{path}{part}")]


def _pairs(before: Any, after: Any) -> list[tuple[str, Any, Any]] | None:
    """What is in two values of one type at the same place; None if that cannot be told."""
    if isinstance(before, VersionedObject):
        had, have = before.obj_values(), after.obj_values()
        names = sorted(had.keys() | have.keys())
        return [(f".{n}", had.get(n, _NOTHING), have.get(n, _NOTHING)) for n in names]
    if isinstance(before, tuple) and len(before) == len(after):
        return [(f"[{n}]", one, after[n]) for n, one in enumerate(before)]
    if isinstance(before, dict) and before.keys() == after.keys():
        return [(f"[{key!r}]", one, after[key]) for key, one in before.items()]
    return None


_NOTHING: Any = type("Nothing", (), {})()
"""Stands for a field that is not set."""
