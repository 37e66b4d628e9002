"""Enum values wherever they stand in a value."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vobjects._types.frozen import FrozenDict

Place = tuple[Any, ...]
"""The indexes and keys that lead to an enum value, or to the set that it is in."""


def with_enum_values(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with ``change`` applied to every enum value in it."""
    return with_placed_enum_values(value, lambda found, place: change(found))


def with_placed_enum_values(
    value: Any, change: Callable[[Any, Place], Any], place: Place = ()
) -> Any:
    """The value with ``change`` applied to every enum value in it and to the place of each."""
    if isinstance(value, enum.Enum):
        return change(value, place)
    if isinstance(value, frozenset):
        return frozenset(with_placed_enum_values(item, change, place) for item in value)
    if isinstance(value, tuple):
        items = [with_placed_enum_values(item, change, (*place, n)) for n, item in enumerate(value)]
        return type(value)(items)
    if isinstance(value, Mapping):
        return FrozenDict(
            {
                key: with_placed_enum_values(item, change, (*place, key))
                for key, item in value.items()
            }
        )
    return value


def enum_values(value: Any) -> Iterator[Any]:
    """The enum values in a value."""
    found: list[Any] = []
    with_enum_values(value, found.append)
    yield from found
