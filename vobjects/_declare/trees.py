"""Walk objects that contain each other without recursion: cycles end, and any depth is walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vobjects._declare.pickling import Copies


def objects_in(value: Any) -> Iterator[Any]:
    """The objects in the value of a field, at any depth of its collections."""
    if isinstance(value, Copies):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from objects_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from objects_in(item)


def objects_below(values: Iterable[Any]) -> Iterator[Any]:
    """The objects in values and all that they contain, each once."""
    seen: set[int] = set()
    waiting = [obj for value in values for obj in objects_in(value)]
    while waiting:
        obj = waiting.pop()
        if id(obj) not in seen:
            seen.add(id(obj))
            yield obj
            waiting += obj.obj_children()


def equal(one: Any, other: Any) -> bool:
    """Whether two versioned objects have equal values at every depth; equal cycles are."""
    seen: set[tuple[int, int]] = set()
    waiting = [(one, other)]
    while waiting:
        a, b = waiting.pop()
        if a is b or (id(a), id(b)) in seen:
            continue
        if isinstance(a, Copies) and isinstance(b, Copies):
            seen.add((id(a), id(b)))
            pairs = _pairs_of_objects(a, b)
        else:
            pairs = _pairs_of_values(a, b)
        if pairs is None:
            return False
        waiting += pairs
    return True


Pairs = list[tuple[Any, Any]]


def _pairs_of_objects(a: Any, b: Any) -> Pairs | None:
    """The fields of two objects that may contain objects; None if others differ."""
    if not a._is_like(b):
        return None
    ours, theirs = a.obj_values(), b.obj_values()
    if ours.keys() != theirs.keys():
        return None
    holders = a._holders & ours.keys()
    if any(ours[name] != theirs[name] for name in ours.keys() - holders):
        return None
    return [(ours[name], theirs[name]) for name in holders]


def _pairs_of_values(a: Any, b: Any) -> Pairs | None:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return list(zip(a, b, strict=True)) if len(a) == len(b) else None
    if isinstance(a, dict) and isinstance(b, dict):
        return [(a[key], b[key]) for key in a] if a.keys() == b.keys() else None
    return [] if a == b else None
