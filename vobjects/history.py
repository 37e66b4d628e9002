"""The history of a class, in its own words: what came, went and changed at each version.

A history is data. ``schema.py`` derives the fields of every version from it and ``plan.py`` the
conversions between them.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping
from typing import Any, Final

from vobjects.errors import DeclarationError, InexpressibleError
from vobjects.fields import FieldOptions
from vobjects.loss import Loss
from vobjects.version import Version

Values = dict[str, Any]
Classes = Mapping[str, Any]
Conversion = Callable[[Values, Classes], None]
"""Changes the values of an object in place; ``classes`` makes child objects by class name."""


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final[Any] = _Required()


@dataclasses.dataclass(frozen=True)
class Added:
    """A field that came. Older objects get ``default``, or what ``up`` computes."""

    field: str
    default: Any
    loss: Loss
    why: str
    up: Conversion | None
    down: Conversion | None
    writes: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Removed:
    """A field that went; ``was`` is its annotation while it lived."""

    field: str
    was: Any
    default: Any
    loss: Loss
    why: str


@dataclasses.dataclass(frozen=True)
class Renamed:
    """A field that changed its name and nothing else."""

    field: str
    was: str


@dataclasses.dataclass(frozen=True)
class Retyped:
    """A field of another type from here on; ``was`` is the older annotation."""

    field: str
    was: Any
    up: Callable[[Any], Any]
    down: Callable[[Any], Any]
    why: str


@dataclasses.dataclass(frozen=True)
class ValueAdded:
    """An enum value that came; ``instead`` is what older versions call it, if they can."""

    field: str
    value: str
    instead: str | None
    why: str


@dataclasses.dataclass(frozen=True)
class ChildBumped:
    """The version of the child objects in ``field`` that this version was made for."""

    field: str
    to: str


@dataclasses.dataclass(frozen=True)
class OptionsChanged:
    """A field whose default or read-only flag changed; ``was`` is what ``field()`` said."""

    field: str
    was: FieldOptions


Change = Added | Removed | Renamed | Retyped | ValueAdded | ChildBumped | OptionsChanged


@dataclasses.dataclass(frozen=True)
class Entry:
    """One version: its changes and the sentence for the changelog."""

    version: Version
    description: str
    changes: tuple[Change, ...]


@dataclasses.dataclass(frozen=True)
class History:
    """All versions of a class, oldest first."""

    entries: tuple[Entry, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions, oldest first."""
        return tuple(entry.version for entry in self.entries)

    @property
    def latest(self) -> Version:
        """The version of the declared class itself."""
        return self.entries[-1].version


def initial(number: str, description: str = "First version.") -> Entry:
    """The oldest version; every field is there but those that a later version adds."""
    return Entry(Version.parse(number), description, ())


def version(number: str, description: str, *changes: Change) -> Entry:
    """A later version and what changed in it; no change means that behaviour alone changed."""
    return Entry(Version.parse(number), description, changes)


def added(
    field: str,
    *,
    default: Any = REQUIRED,
    loss: Loss = Loss.REFUSED,
    why: str = "",
    up: Conversion | None = None,
    down: Conversion | None = None,
    writes: tuple[str, ...] = (),
) -> Added:
    """A field that came in this version.

    Args:
        field: its name.
        default: what an older object gets for it, also what may be dropped without loss.
        loss: what happens on the way down to a value that ``default`` does not restore.
        why: one line for the one who meets the loss.
        up: fills the field in the values of an older object, in place.
        down: moves the field into fields that the older version has, in place.
        writes: the older fields that ``down`` writes.

    Raises:
        DeclarationError: no way back up, or only one of ``up`` and ``down``.
    """
    if (up is None) != (down is None):
        missing = "up" if up is None else "down"
        raise DeclarationError(
            where=f"added({field!r})",
            found="one half of a conversion",
            expected="both up and down",
            remedy=f"write {missing}=",
        )
    if up is None and default is REQUIRED:
        raise DeclarationError(
            where=f"added({field!r})",
            found="no way back up from older objects",
            expected="a default or a conversion",
            remedy="write default=, or up= and down=",
        )
    return Added(field, default, loss, why, up, down, writes)


def removed(
    field: str, *, was: Any, default: Any = REQUIRED, loss: Loss = Loss.REFUSED, why: str = ""
) -> Removed:
    """A field that went in this version; ``default`` is what older peers get for it.

    Without a default they get the one that the field came with, or find it unset if it was there
    from the start. ``loss`` says what happens to another value of an older object on the way up.
    """
    return Removed(field, was, default, loss, why)


def renamed(field: str, *, was: str) -> Renamed:
    """A field that is called ``field`` from this version on and was called ``was``."""
    return Renamed(field, was)


def retyped(
    field: str,
    *,
    was: Any,
    up: Callable[[Any], Any],
    down: Callable[[Any], Any],
    why: str = "",
) -> Retyped:
    """A field whose type changed; ``up`` and ``down`` convert one value each."""
    return Retyped(field, was, up, down, why)


def made_nullable(field: str, *, was: Any, why: str = "") -> Retyped:
    """A field that may be None from here on; older versions refuse None."""

    def refuse_none(value: Any) -> Any:
        if value is None:
            raise InexpressibleError(why or "older versions need a value here")
        return value

    return Retyped(field, was, lambda value: value, refuse_none, why)


def value_added(field: str, value: str, *, instead: str | None = None, why: str = "") -> ValueAdded:
    """An enum value that came; without ``instead`` older versions refuse it."""
    return ValueAdded(field, str(value), instead if instead is None else str(instead), why)


def child_bumped(field: str, to: str) -> ChildBumped:
    """The children in ``field`` are at version ``to`` from here on."""
    return ChildBumped(field, str(Version.parse(to)))


def options_changed(field: str, *, was: FieldOptions) -> OptionsChanged:
    """The default or the read-only flag of a field changed; the data did not."""
    return OptionsChanged(field, was)


def history(*entries: Entry) -> History:
    """A history from its entries, oldest first.

    Raises:
        DeclarationError: no entry, versions out of order, or a bump without a description.
    """
    if not entries or entries[0].changes:
        raise DeclarationError(
            where="history",
            found="no initial version",
            expected="initial('1.0') first",
            remedy="begin the history with initial(...)",
        )
    for older, newer in itertools.pairwise(entries):
        if newer.version <= older.version:
            raise DeclarationError(
                where="history",
                found=f"{newer.version} after {older.version}",
                expected="versions in rising order, where 1.10 is newer than 1.9",
                remedy="move the entry, or correct its number",
            )
        if not newer.description:
            raise DeclarationError(
                where=f"version({str(newer.version)!r})",
                found="no description",
                expected="one sentence for the changelog",
                remedy="say what changed and for whom",
            )
    return History(entries)
