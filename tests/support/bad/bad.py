"""A history that cannot work, and the facts of the error that says so."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, NamedTuple

from vobjects import (
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    version,
)
from vobjects._declare.changes import Change, Entry


class Color(enum.StrEnum):
    """Two of them."""

    RED = "red"
    BLUE = "blue"


class Bad(NamedTuple):
    """What is declared, and the facts of the error: each must be in the fact of the same name."""

    declare: Callable[[], Any]
    where: str
    found: str
    expected: str
    remedy: str


def nothing(values: Any, classes: Any) -> None:
    """A conversion."""


def none(value: Any) -> Any:
    return value


BOTH: dict[str, Any] = {"up": nothing, "down": nothing}


def make(name: str, fields: dict[str, Any], *bases: type, **body: Any) -> Any:
    names = {"__annotations__": fields, "__module__": __name__}
    return type(name, bases or (VersionedObject,), names | body)


def car(fields: dict[str, Any], *changes: Change, **body: Any) -> Callable[[], Any]:
    """A class with one version after its first."""

    def declare() -> None:
        entries = (initial("1.0"), version("1.1", "A change.", *changes))
        Registry("cars").register(make("Car", fields, HISTORY=history(*entries), **body))

    return declare


def of_entries(*entries: Entry) -> Callable[[], Any]:
    return lambda: history(*entries)


def two(where: str, *changes: Change, **annotations: Any) -> Bad:
    """Two changes of one field in one version."""
    found = " and ".join(change.word for change in changes)
    return Bad(car(annotations, *changes), where, found, "one change", "join the two")


def three(fields: dict[str, Any], first: Change, second: Change) -> Callable[[], Any]:
    """A class with a change in 1.1 and one in 1.2."""

    def declare() -> None:
        entries = (initial("1.0"), version("1.1", "x", first), version("1.2", "x", second))
        Registry("cars").register(make("Car", fields, HISTORY=history(*entries)))

    return declare


def wheels() -> tuple[Registry, Any]:
    """A class with two versions, 1.0 and 1.2, and the annotated fields of a wheel."""
    registry = Registry("cars")
    entries = (initial("1.0"), version("1.2", "Size.", added("size", default=0)))
    wheel = make("Wheel", {"size": int, "name": str}, HISTORY=history(*entries))
    return registry, registry.register(wheel)
