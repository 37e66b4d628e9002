"""A class with two lines of versions alive at once, and what stands in it and holds it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from tests.support.zoo import number
from vobjects import (
    UNSET,
    Loss,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    field,
    history,
    initial,
    line,
    made_nullable,
    options_changed,
    removed,
    renamed,
    retyped,
    same_as,
    value_added,
    version,
)
from vobjects._plan.lineage import Lineage

FLEET = Registry("fleet")


class State(enum.StrEnum):
    """What a guest does; paused and shelved came later."""

    UP = "up"
    DOWN = "down"
    PAUSED = "paused"
    SHELVED = "shelved"


@FLEET.register
class Disk(VersionedObject):
    """A disk of a guest."""

    id: int = UNSET
    size: int = UNSET
    bus: str = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Sizes.", added("size", default=0, why="an empty disk would be made")),
        version("1.2", "Buses.", added("bus", default="", loss=Loss.ALLOWED, why="a detail")),
    )


@FLEET.register
class Guest(VersionedObject):
    """The second line, which left the deprecated fields behind."""

    id: int = UNSET
    node: str = UNSET
    state: State = UNSET
    disks: tuple[Disk, ...] = UNSET
    keys: Mapping[str, str] = UNSET
    weight: str = UNSET
    hidden: bool = field(default=False)
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Pauses.", value_added("state", State.PAUSED, instead=State.DOWN)),
        version(
            "1.2",
            "Disks have sizes.",
            child_bumped("disks", "1.1"),
            options_changed("hidden", was=UNSET),
        ),
        version("1.3", "Nodes.", added("host", default="", why="it would be started twice")),
        version(
            "2.0",
            "What was deprecated in 1.3 is gone.",
            removed("cell", options=UNSET, was=str | None, default=None, why="cells count"),
            removed(
                "color",
                options=UNSET,
                was=str,
                default="grey",
                loss=Loss.ALLOWED,
                why="a color is a detail",
            ),
        ),
        version("2.1", "Keys.", added("keys", default={}, why="nobody could log in")),
        version("2.2", "Shelves.", value_added("state", State.SHELVED, why="it would be lost")),
        version(
            "2.3",
            "A host is a node, and weights are text.",
            renamed("node", was="host"),
            retyped("weight", was=int, up=str, down=number),
            child_bumped("disks", "1.2"),
        ),
    )


@FLEET.register
class GuestV1(VersionedObject):
    """The first line, which old services still use."""

    id: int = UNSET
    host: str = UNSET
    state: State = UNSET
    disks: tuple[Disk, ...] = UNSET
    keys: Mapping[str, str] = UNSET
    weight: int = UNSET
    cell: str | None = UNSET
    color: str = UNSET
    note: str | None = UNSET
    hidden: bool = field(default=False)
    HISTORY = line(
        Guest,
        "1.3",
        version("1.4", "Notes.", added("note", default="", why="notes are read")),
        version("1.5", "Keys.", same_as("2.1")),
        version("1.6", "No note.", made_nullable("note", instead="none", why="a note was text")),
        version("1.7", "Shelves and buses.", same_as("2.2"), child_bumped("disks", "1.2")),
    )


@FLEET.register
class Rack(VersionedObject):
    """Two places for guests, each made for another line until both are at the second."""

    left: Guest = UNSET
    right: Guest | None = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Lines.", child_bumped("left", "1.6"), child_bumped("right", "2.1")),
        version("1.2", "One line each.", child_bumped("left", "1.7"), child_bumped("right", "2.3")),
    )


def lineage(name: str = "Guest") -> Lineage:
    """A class of the fleet through all its versions."""
    return FLEET.lineage(name)


def versions() -> list[str]:
    """All versions of the guest, those of the line last."""
    return [str(found) for found in lineage().versions]


_LATE: dict[str, Any] = {"host": "", "cell": None, "color": "grey", "note": "", "keys": {}}
"""What the histories give to the fields that some versions lack."""


def guest(at: str, **values: Any) -> Any:
    """A guest at a version, with its late fields as older objects get them."""
    kind = FLEET.closure("Guest", at)["Guest"]
    late = {name: value for name, value in _LATE.items() if name in kind.fields}
    return kind(**(late | values))
