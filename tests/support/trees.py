"""Objects as plain trees, to compare them value by value."""

from __future__ import annotations

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
        path: (id(value), sorted(value._changed_fields), value._written, value._context)
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


def missing(before: Any, after: Any, path: str = "$") -> list[str]:
    """The paths of the values set in ``before`` that are not the same in ``after``."""
    if isinstance(before, VersionedObject) and isinstance(after, VersionedObject):
        if before.obj_name() != after.obj_name():
            return [path]
        left = after.obj_values()
        return [
            gone
            for name, value in before.obj_values().items()
            for gone in missing(value, left.get(name, _NOTHING), f"{path}.{name}")
        ]
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        return [
            gone
            for place, value in enumerate(before)
            for gone in missing(value, after[place], f"{path}[{place}]")
        ]
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        return [
            gone
            for key, value in before.items()
            for gone in missing(value, after[key], f"{path}[{key!r}]")
        ]
    same = type(before) is type(after) and before == after
    return [] if same else [path]


_NOTHING = object()
