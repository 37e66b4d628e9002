"""Whether a value is the one that it was: equal and of one type, at every depth."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from vobjects._declare.field import UNSET
from vobjects._declare.object import VersionedObject

_TEXT: Final = frozenset((str,))
_SINGLE: Final = frozenset((str, int, bool, float, datetime.datetime))
SameObject = Callable[[VersionedObject, VersionedObject], bool]


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one type at every depth: 1 is neither True nor 1.0.

    Objects are the same if they have the same fields set to the same values; which of them count
    as changed is not compared.
    """
    return _is_same(one, other, lambda first, second: True)


def is_untouched(value: Any, scratch: Any) -> bool:
    """Whether a copy of a value is as it was made: the same, and the changes of its objects too."""
    return _is_same(value, scratch, lambda first, second: _changes(first) == _changes(second))


class Difference(NamedTuple):
    """A value that did not come back."""

    path: str
    """Where it stands below the value that was compared, such as ``[0].size``."""
    value: Any
    """What it was; UNSET for a field that was not set, and is now."""
    back: Any
    """What it is; UNSET for a field that is not set any more."""

    @property
    def field(self) -> str:
        """The first field of the path."""
        return self.path.removeprefix(".").partition(".")[0].partition("[")[0]


def differences(value: Any, back: Any, path: str = "") -> Iterator[Difference]:
    """Where two values are not the same: fields of objects, items of tuples and mappings."""
    if is_same(value, back):
        return
    pairs = _pairs(value, back) if type(value) is type(back) else None
    if pairs is None:
        yield Difference(path, value, back)
        return
    for part, one, other in pairs:
        yield from differences(one, other, f"{path}{part}")


def _pairs(value: Any, back: Any) -> list[tuple[str, Any, Any]] | None:
    """What stands in two values at the same place; None if that cannot be told."""
    if isinstance(value, VersionedObject):
        mine, theirs = value.obj_values(), back.obj_values()
        names = dict.fromkeys((*mine, *theirs))
        return [(f".{n}", mine.get(n, UNSET), theirs.get(n, UNSET)) for n in names]
    if isinstance(value, tuple) and len(value) == len(back):
        return [(f"[{n}]", one, back[n]) for n, one in enumerate(value)]
    if isinstance(value, Mapping) and _has_same_keys(value, back):
        return [(f"[{key!r}]", one, back[key]) for key, one in value.items()]
    return None


def _changes(obj: VersionedObject) -> set[str]:
    return {*obj._node[3]}


def _is_same(one: Any, other: Any, same_object: SameObject) -> bool:
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if type(one) in _SINGLE:
        return bool(one == other)
    match one:
        case VersionedObject():
            mine, theirs = one.obj_values(), other.obj_values()
            return same_object(one, other) and _same_items(mine, theirs, same_object)
        case dict():
            return _same_items(one, other, same_object)
        case list() | tuple():
            pairs = zip(one, other, strict=False)
            return len(one) == len(other) and all(_is_same(*two, same_object) for two in pairs)
        case set() | frozenset():
            return _with_types(one) == _with_types(other)
    return bool(one == other)


def _same_items(one: dict[Any, Any], other: dict[Any, Any], same_object: SameObject) -> bool:
    if not _has_same_keys(one, other):
        return False
    for key, value in one.items():
        back = other[key]
        if value is not back and not _is_same(value, back, same_object):
            return False
    return True


def _has_same_keys(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    if one.keys() != other.keys():
        return False
    only_text = _TEXT.issuperset(map(type, one)) and _TEXT.issuperset(map(type, other))
    return only_text or _with_types(one) == _with_types(other)


def _with_types(values: Iterable[Any]) -> set[Any]:
    return set(map(_with_type, values))


def _with_type(value: Any) -> Any:
    """What equals that of another hashable value only if they are the same."""
    if isinstance(value, tuple | frozenset):
        return type(value), type(value)(map(_with_type, value))
    return type(value), value
