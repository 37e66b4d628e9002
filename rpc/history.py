"""The history of an interface, in the words of objects: what came, went and changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from vobjects import Loss
from vobjects.history import Classes
from vobjects.version import Version

Converted = Callable[[Any, Classes], Any]


KEPT: Final[Any] = object()
"""The default of an argument that did not change with its type."""


@dataclasses.dataclass(frozen=True)
class MethodAdded:
    """A method that came."""

    method: str


@dataclasses.dataclass(frozen=True)
class ArgumentAdded:
    """An optional argument that came; peers without it get it dropped if it is the default."""

    method: str
    argument: str
    loss: Loss
    why: str


@dataclasses.dataclass(frozen=True)
class ArgumentRetyped:
    """An argument of another type from here on; ``was`` is the older annotation."""

    method: str
    argument: str
    was: Any
    up: Converted
    down: Converted
    was_default: Any
    why: str


@dataclasses.dataclass(frozen=True)
class PreviousMajorServed:
    """A new major whose servers go on serving the last one."""

    method: str = ""


Change = MethodAdded | ArgumentAdded | ArgumentRetyped | PreviousMajorServed


@dataclasses.dataclass(frozen=True)
class Entry:
    """One version of an interface."""

    version: Version
    description: str
    changes: tuple[Change, ...]


def initial(number: str, description: str = "First version.") -> Entry:
    """The oldest version."""
    return Entry(Version.parse(number), description, ())


def version(number: str, description: str, *changes: Change) -> Entry:
    """A later version and what changed in it."""
    return Entry(Version.parse(number), description, changes)


def method_added(method: str) -> MethodAdded:
    """A method that came in this version."""
    return MethodAdded(method)


def argument_added(
    method: str, argument: str, *, loss: Loss = Loss.REFUSED, why: str = ""
) -> ArgumentAdded:
    """An argument that came in this version; the signature must give it a default.

    ``loss`` says what happens to a value other than the default for a peer that lacks it.
    """
    return ArgumentAdded(method, argument, loss, why)


def argument_retyped(
    method: str,
    argument: str,
    *,
    was: Any,
    up: Converted,
    down: Converted,
    was_default: Any = KEPT,
    why: str = "",
) -> ArgumentRetyped:
    """An argument whose type changed in this version.

    Args:
        method: its method.
        argument: its name.
        was: its annotation before.
        up: makes the new value of an old one; called with the value and the own classes by name.
        down: makes the old value of a new one; what has none raises ``InexpressibleError``.
        was_default: its default before, where the default of today is not of the older type.
        why: one line for the one who reads the history.
    """
    return ArgumentRetyped(method, argument, was, up, down, was_default, why)


def previous_major_served() -> PreviousMajorServed:
    """Servers of this major answer messages of the last one too."""
    return PreviousMajorServed()


def history(*entries: Entry) -> tuple[Entry, ...]:
    """A history from its entries, oldest first."""
    return entries
