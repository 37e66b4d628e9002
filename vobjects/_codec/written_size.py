"""How large a value is when it is written, found in the number of its different objects.

An object that is in several fields is written at each of them: a chain of objects that contain the
next one twice is written 2**n times.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, NamedTuple

from vobjects._codec.message import at_most
from vobjects._declare.pickling import Copies
from vobjects._paths import ROOT, Path, render
from vobjects.errors import FieldValueError
from vobjects.limits import Limits

_SINGLE: Final = frozenset((str, int, bool, float, type(None), datetime.datetime, frozenset))
"""Types of single values: nothing in them is written more than once."""
_FEW: Final = 2
"""How many times the size of its different parts a value may be written; more is for limits."""


Parts = Callable[[Any, Path], Iterator[tuple[Path, Any]]]
"""The fields of an object that are written, or the members of a collection, with their paths."""


class Containers(NamedTuple):
    """What contains values, for one kind of objects."""

    objects: type
    collections: tuple[type, ...]
    parts: Parts


class _Size(NamedTuple):
    items: int
    bytes: int
    """At least, whatever the form and the version."""


_NOTHING: Final = _Size(0, 1)


class _Sizes:
    """The sizes of the different parts of one value."""

    def __init__(self, limits: Limits, containers: Containers) -> None:
        self._limits, self._containers = limits, containers
        self._kinds = (containers.objects, *containers.collections)
        self._known: dict[int, _Size] = {}
        self._items = self._bytes = 0

    def of(self, value: Any, path: Path, depth: int) -> _Size:
        """The size of a value.

        Raises:
            FieldValueError: it is beyond the limits because parts of it are written many times.
        """
        if isinstance(value, str):
            return _Size(0, len(value))
        if not isinstance(value, self._kinds):
            return _NOTHING
        size = self._known.get(id(value))
        if size is None:
            size = self._known[id(value)] = self._made(value, path, depth)
        return size

    def _made(self, value: Any, path: Path, depth: int) -> _Size:
        if isinstance(value, self._containers.objects):
            if depth == 0:
                raise FieldValueError(
                    path=render(path), expected="objects within the depth limit", found="one deeper"
                )
            depth -= 1
        parts = list(self._containers.parts(value, path))
        sizes = [self.of(part, where, depth) for where, part in parts]
        items = len(sizes) + sum(size.items for size in sizes)
        bytes_ = len(sizes) + sum(size.bytes for size in sizes)
        self._items += len(sizes)
        self._bytes += len(sizes) + sum(len(part) for _, part in parts if isinstance(part, str))
        self._check(items, bytes_, path)
        return _Size(items, bytes_)

    def _check(self, items: int, bytes_: int, path: Path) -> None:
        limits = self._limits
        many = items > max(limits.items, _FEW * self._items)
        if many or bytes_ > max(limits.bytes, _FEW * self._bytes):
            raise FieldValueError(
                path=render(path),
                expected=at_most(limits),
                found=f"{items} items with {bytes_} bytes at least, as an object is written at "
                "each place that it is at",
            )


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Copies):
        return (((path, f".{n}"), part) for n, part in value._node[2].items())
    if isinstance(value, dict):
        return (((path, f"[{key!r}]"), part) for key, part in value.items())
    return (((path, index), part) for index, part in enumerate(value))


def _is_shared(value: Any) -> bool:
    """Whether an object or a collection in a value is at two places of it."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Copies):
            parts: Collection[Any] = part._node[2].values()
        elif isinstance(part, tuple | dict):
            parts = part.values() if isinstance(part, dict) else part
        else:
            continue
        if id(part) in seen:
            return True
        if parts:
            seen.add(id(part))
        if not _SINGLE.issuperset(map(type, parts)):
            waiting += [inner for inner in parts if type(inner) not in _SINGLE]
    return False


_OURS: Final = Containers(Copies, (tuple, dict), _parts)


def must_fit_when_written(
    value: Any, limits: Limits, path: Path = ROOT, containers: Containers = _OURS
) -> None:
    """Check that no limit is passed because objects are at many places of a value.

    Raises:
        FieldValueError: it is; or more objects contain each other than any receiver reads.
    """
    if containers is not _OURS or _is_shared(value):
        _Sizes(limits, containers).of(value, path, limits.depth)
