"""What is different between two manifests, as raw findings: nothing is judged here."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterator
from typing import Any

from compat.manifest._manifest import Manifest
from compat.manifest._shape import (
    HISTORY,
    INTERFACES,
    OBJECTS,
    TEXTS,
    Leaf,
    Many,
    Record,
    Shape,
    Table,
)


class Kind(enum.StrEnum):
    """What happened to a part of a release."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclasses.dataclass(frozen=True)
class Change:
    """One difference."""

    kind: Kind
    noun: str
    """What it is of: an object, field, child, value, interface, method, argument, or a key."""
    path: str
    """Where it is in both manifests, such as ``$.objects.Order.fields.note``."""
    was: Any
    """What the first manifest has; None if nothing."""
    now: Any
    """What the second manifest has; None if nothing."""

    def as_dict(self) -> dict[str, Any]:
        """The change as plain data."""
        return {**dataclasses.asdict(self), "kind": self.kind.value}


def changes(old: Manifest, new: Manifest) -> tuple[Change, ...]:
    """Return every difference between two manifests, in the order of their paths.

    A whole object, field, interface, method or argument that is added or removed is one change.
    Of one that both have, every key that differs is one, and so is every enum value.
    """
    found = [
        *_compare(old.interfaces, new.interfaces, INTERFACES, "$.interfaces", "interfaces"),
        *_compare(old.objects, new.objects, OBJECTS, "$.objects", "objects"),
    ]
    return tuple(sorted(found, key=lambda change: change.path))


def _compare(old: Any, new: Any, shape: Shape, path: str, noun: str) -> Iterator[Change]:
    if shape is TEXTS:
        yield from _compare_values(old, new, path)
        return
    if shape is HISTORY:
        return  # says how the content was made, which is compared itself
    if isinstance(shape, Leaf | Many):
        if _differ(old, new):
            yield Change(Kind.CHANGED, noun, path, old, new)
        return
    for name in sorted({*old, *new}):
        entry, inner = _part(shape, name)
        where = f"{path}.{name}"
        if name not in old:
            yield Change(Kind.ADDED, inner, where, None, new[name])
        elif name not in new:
            yield Change(Kind.REMOVED, inner, where, old[name], None)
        else:
            yield from _compare(old[name], new[name], entry, where, inner)


def _compare_values(old: list[str], new: list[str], path: str) -> Iterator[Change]:
    """Yield the values of an enum that only one side has."""
    for value in sorted({*old} ^ {*new}):
        where = f"{path}[{value!r}]"
        if value in new:
            yield Change(Kind.ADDED, "value", where, None, value)
        else:
            yield Change(Kind.REMOVED, "value", where, value, None)


def _part(shape: Record | Table, name: str) -> tuple[Shape, str]:
    """The shape of a part, and what it is called: the noun of a table, else its own key."""
    if isinstance(shape, Table):
        return shape.entry, shape.noun
    return {**shape.required, **shape.optional}[name], name


def _differ(old: Any, new: Any) -> bool:
    """Whether values differ, or their types: 1, 1.0 and true are three defaults."""
    return repr(old) != repr(new)


def as_text(value: Any) -> str:
    """Return a part of a manifest on one line; fields, methods and arguments are counted."""
    if isinstance(value, dict):
        return ", ".join(_entry(name, part) for name, part in value.items()) or "nothing"
    return value if isinstance(value, str) else json.dumps(value)


def _entry(name: str, part: Any) -> str:
    counted = isinstance(part, dict) and name in ("fields", "methods", "arguments")
    return f"{len(part)} {name}" if counted else f"{name} {as_text(part)}"
