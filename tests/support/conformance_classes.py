"""The classes of the conformance pack: one field of every type, at two releases."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

from vobjects import (
    Registry,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    value_added,
    version,
)
from vobjects.annotations import UUID, IPAddress, IPv4Address, IPv6Address

WIRE = Registry("wire")


class Color(enum.StrEnum):
    """Blue came with autumn."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@WIRE.register
class Scalars(VersionedObject):
    """One field of each single value."""

    number: int
    share: float
    flag: bool
    text: str
    when: datetime
    uuid: UUID
    address: IPAddress
    address4: IPv4Address
    address6: IPv6Address
    color: Color
    HISTORY = history(
        initial("1.0"), version("1.1", "Blue.", value_added("color", Color.BLUE, why="no blue"))
    )


@WIRE.register
class Optionals(VersionedObject):
    """Each of them may be None."""

    number: int | None
    share: float | None
    flag: bool | None
    text: str | None
    when: datetime | None
    uuid: UUID | None
    color: Color | None
    numbers: frozenset[int] | None
    HISTORY = history(initial("1.0"))


@WIRE.register
class Sets(VersionedObject):
    """Sets of single values."""

    numbers: frozenset[int]
    shares: frozenset[float]
    texts: frozenset[str]
    times: frozenset[datetime]
    uuids: frozenset[UUID]
    colors: frozenset[Color]
    HISTORY = history(initial("1.0"))


@WIRE.register
class Tuples(VersionedObject):
    """Values in their order."""

    numbers: tuple[int, ...]
    maybe: tuple[int | None, ...]
    times: tuple[datetime, ...]
    sets: tuple[frozenset[int], ...]
    rows: tuple[tuple[str, ...], ...]
    HISTORY = history(initial("1.0"))


@WIRE.register
class Mappings(VersionedObject):
    """Values by text."""

    numbers: Mapping[str, int]
    maybe: Mapping[str, str | None]
    colors: Mapping[str, Color]
    deep: Mapping[str, Mapping[str, tuple[int, ...]]]
    HISTORY = history(initial("1.0"))


@WIRE.register
class Leaf(VersionedObject):
    """An object without objects."""

    id: int
    label: str
    HISTORY = history(
        initial("1.0"), version("1.1", "Leaves are labelled.", added("label", default=""))
    )


@WIRE.register
class Needle(Leaf):
    """A leaf of another shape."""

    length: float
    HISTORY = history(initial("1.0"))


@WIRE.register
class Branch(VersionedObject):
    """Objects in every place where they may stand."""

    leaf: Leaf
    maybe: Leaf | None
    leaves: tuple[Leaf, ...]
    named: Mapping[str, Leaf | None]
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Leaves are at 1.1.", *(child_bumped(f, "1.1") for f in ("leaf", "leaves"))),
    )


@WIRE.register
class Link(VersionedObject):
    """An object that holds one of its own kind."""

    next: Link | None
    HISTORY = history(initial("1.0"))


AUTUMN = WIRE.at({name: str(v) for name, v in WIRE.head.versions.items()}, label="autumn")
SPRING = WIRE.at(dict.fromkeys(WIRE.head, "1.0"), label="spring")
VIEWS = {"spring": SPRING, "autumn": AUTUMN}
