"""What makes two objects the same one in a merge: the key that their class declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject


class _Value:
    def __repr__(self) -> str:
        return "VALUE"

    def __reduce__(self) -> str:
        return "VALUE"


VALUE: Final[Any] = _Value()
"""The key of a class whose objects are values: an object is replaced whole, and never merged."""
Key = tuple[str, ...] | _Value
Identity = tuple[str, tuple[Any, ...]]
"""The name of a class and the values of its key: equal for two copies of one object."""


def identity(obj: VersionedObject, unknown: frozenset[str]) -> Identity | None:
    """The identity of an object; None if it has none, or its writer did not know it.

    Args:
        obj: an object of a class with a key that is not VALUE.
        unknown: the fields that its writer did not know.
    """
    key, values = obj._key, obj._node[2]
    if not isinstance(key, tuple) or not unknown.isdisjoint(key):
        return None
    found = tuple(values.get(name) for name in key)
    return None if None in found else (obj.obj_name(), found)
