"""Enum values wherever they stand in a value."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vobjects.frozen import FrozenDict


def with_enum_values(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with ``change`` applied to every enum value in it."""
    if isinstance(value, enum.Enum):
        return change(value)
    if isinstance(value, tuple | frozenset):
        return type(value)(with_enum_values(item, change) for item in value)
    if isinstance(value, Mapping):
        return FrozenDict({key: with_enum_values(item, change) for key, item in value.items()})
    return value


def enum_values(value: Any) -> Iterator[Any]:
    """The enum values in a value."""
    found: list[Any] = []
    with_enum_values(value, found.append)
    yield from found
