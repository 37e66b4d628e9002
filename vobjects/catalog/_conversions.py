"""Conversions that the histories of several classes have in common."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any

from vobjects._declare.changes import Added, Classes, Retyped, Values
from vobjects._declare.history import added, retyped
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss


def added_empty(field: str, kind: str, why: str, **empty: Any) -> Added:
    """A field with an object that older ones get empty; one that is not empty is refused.

    One that is not set comes back empty, which is reported.

    Args:
        field: its name.
        kind: the class of the object.
        why: one line for the one who meets the refusal.
        empty: the values of an empty object, where the class has no defaults for them.
    """

    def made(classes: Classes) -> Any:
        found = classes[kind](**empty)
        found.obj_set_defaults()
        found.obj_reset_changes()
        return found

    def up(values: Values, classes: Classes) -> None:
        values[field] = made(classes)

    def down(values: Values, classes: Classes) -> None:
        if values[field] != made(classes):
            raise InexpressibleError(why)
        del values[field]

    up.__name__, down.__name__ = f"{field}_empty", f"{field}_when_empty"
    return added(field, up=up, down=down, why=why, absence=Loss.ALLOWED)


def was_text(field: str, kind: type[enum.StrEnum], values: Iterable[str], why: str) -> Retyped:
    """An enum that was any text; ``values`` are those that it began with."""
    return retyped(field, was=str, up=_one_of(kind, frozenset(values)), down=str, why=why)


def _one_of(kind: type[enum.StrEnum], values: frozenset[str]) -> Callable[[str], enum.StrEnum]:
    def member(text: str) -> enum.StrEnum:
        if text not in values:
            raise InexpressibleError(f"{kind.__name__} began with {', '.join(sorted(values))}")
        return kind(text)

    return member
