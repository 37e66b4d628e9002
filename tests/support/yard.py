"""A small registry with every kind of change, a named content and a line, for its pages."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

from vobjects import (
    UNSET,
    Loss,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    converted,
    field,
    history,
    initial,
    line,
    made_nullable,
    made_required,
    options_changed,
    removed,
    renamed,
    retyped,
    same_as,
    value_added,
    value_removed,
    value_renamed,
    version,
)
from vobjects._declare.changes import Classes, Values

YARD = Registry("yard")
RELEASES = {
    "spring": {"Boat": "1.0-draft", "Rope": "1.0"},
    "summer": {"Boat": "1.2", "Rope": "1.1"},
    "autumn": {"Boat": "1.2", "Rope": "1.1"},
    "winter": {"Boat": "2.0", "Ferry": "1.0", "Rope": "1.1"},
}


class Paint(enum.StrEnum):
    """What a hull is painted with."""

    OIL = "oil"
    TAR = "tar"


def from_name(values: Values, classes: Classes) -> None:
    """The port stands before the slash."""


def into_name(values: Values, classes: Classes) -> None:
    """The port goes before the slash."""


class Stamped(VersionedObject):
    """When something was made."""

    made_at: datetime | None = UNSET
    """In UTC."""


@YARD.register
class Rope(VersionedObject):
    id: int
    HISTORY = history(initial("1.0"), version("1.1", "Ropes can be spliced."))


@YARD.register
class Boat(Stamped):
    """A boat in the yard.

    It has a hull, and *ropes*.
    """

    name: str
    port: str = field(read_only=True)
    paint: Paint | None
    """Of the hull.

    Not of the mast.
    """
    lines: tuple[Rope, ...]
    length: float
    berths: frozenset[int]
    sails: Mapping[str, int] = field(default={})
    HISTORY = history(
        initial("1.0-draft", "`First` draft_.", alike="sails that are not sent stay unset"),
        version("1.0", "Sails.", added("sails", default={}, loss=Loss.ALLOWED, why="a *detail*")),
        version(
            "1.1",
            "Ports and ropes.",
            added("port", up=from_name, down=into_name, writes=("name",), why="it is in the name"),
            added("berths", up=from_name, down=into_name, why="guests would sleep on deck"),
            removed("crew", was=tuple[str, ...], default=(), why="they would be left behind"),
            renamed("lines", was="ropes"),
            child_bumped("lines", "1.1"),
            value_added("paint", Paint.TAR, why="tar is not oil"),
            made_nullable("paint", instead="linseed", why="bare wood looks oiled"),
        ),
        version(
            "1.2",
            "Behaviour.",
            options_changed("sails", was=field(default={"jib": 1}, read_only=True)),
            made_required("name", why="a boat has a name"),
            value_renamed("paint", "oil", was="linseed"),
            value_removed("paint", "lead", instead="oil", why="lead is poison"),
            options_changed("port", was=field()),
        ),
        version(
            "2.0",
            "Lengths.",
            retyped("length", was=int, up=float, down=int, why="in metres"),
            converted("berths", was=frozenset[str], up=from_name, down=into_name, why="numbers"),
            added("made_at", default=UNSET),
        ),
    )


@YARD.register
class OldBoat(VersionedObject):
    """The boats that stay old."""

    name: str
    port: str = field(read_only=True)
    paint: Paint | None
    lines: tuple[Rope, ...]
    length: float
    berths: frozenset[int]
    sails: Mapping[str, int] = field(default={})
    made_at: datetime | None = UNSET
    note: str
    HISTORY = line(
        Boat,
        "1.2",
        version(
            "1.3",
            "Notes and lengths.",
            same_as("2.0"),
            added("note", default="", why="notes are read"),
        ),
    )


@YARD.register
class Ferry(Boat):
    """A boat that carries cars."""

    HISTORY = history(initial("1.0"))


@YARD.register
class Buoy(VersionedObject):
    """It floats."""

    HISTORY = history(initial("1.0"))
