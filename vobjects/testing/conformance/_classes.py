"""The classes of the conformance pack: one field of every type, at two releases."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

from vobjects import (
    UNSET,
    UUID,
    IPAddress,
    IPv4Address,
    IPv6Address,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    value_added,
    version,
)

WIRE = Registry("wire")


class Color(enum.StrEnum):
    """Blue was added in autumn."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


@WIRE.register
class Scalars(VersionedObject):
    """One field of each single value."""

    number: int = UNSET
    share: float = UNSET
    flag: bool = UNSET
    text: str = UNSET
    when: datetime = UNSET
    uuid: UUID = UNSET
    address: IPAddress = UNSET
    address4: IPv4Address = UNSET
    address6: IPv6Address = UNSET
    color: Color = UNSET
    HISTORY = history(
        initial("1.0"), version("1.1", "Blue.", value_added("color", Color.BLUE, why="no blue"))
    )


@WIRE.register
class Optionals(VersionedObject):
    """Each of them may be None."""

    number: int | None = UNSET
    share: float | None = UNSET
    flag: bool | None = UNSET
    text: str | None = UNSET
    when: datetime | None = UNSET
    uuid: UUID | None = UNSET
    color: Color | None = UNSET
    numbers: frozenset[int] | None = UNSET
    HISTORY = history(initial("1.0"))


@WIRE.register
class Sets(VersionedObject):
    """Sets of single values."""

    numbers: frozenset[int] = UNSET
    shares: frozenset[float] = UNSET
    texts: frozenset[str] = UNSET
    times: frozenset[datetime] = UNSET
    uuids: frozenset[UUID] = UNSET
    colors: frozenset[Color] = UNSET
    HISTORY = history(initial("1.0"))


@WIRE.register
class Tuples(VersionedObject):
    """Values in their order."""

    numbers: tuple[int, ...] = UNSET
    maybe: tuple[int | None, ...] = UNSET
    times: tuple[datetime, ...] = UNSET
    sets: tuple[frozenset[int], ...] = UNSET
    rows: tuple[tuple[str, ...], ...] = UNSET
    HISTORY = history(initial("1.0"))


@WIRE.register
class Mappings(VersionedObject):
    """Values by text."""

    numbers: Mapping[str, int] = UNSET
    maybe: Mapping[str, str | None] = UNSET
    colors: Mapping[str, Color] = UNSET
    deep: Mapping[str, Mapping[str, tuple[int, ...]]] = UNSET
    HISTORY = history(initial("1.0"))


@WIRE.register
class Leaf(VersionedObject):
    """An object without objects."""

    id: int = UNSET
    label: str = UNSET
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
    """Objects in every place where an object may be."""

    leaf: Leaf = UNSET
    maybe: Leaf | None = UNSET
    leaves: tuple[Leaf, ...] = UNSET
    named: Mapping[str, Leaf | None] = UNSET
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Leaves are at 1.1.", *(child_bumped(f, "1.1") for f in ("leaf", "leaves"))),
    )


@WIRE.register
class Link(VersionedObject):
    """An object that contains one of its own class."""

    next: Link | None = UNSET
    HISTORY = history(initial("1.0"))


AUTUMN = WIRE.at({name: str(v) for name, v in WIRE.head.versions.items()}, label="autumn")
SPRING = WIRE.at(dict.fromkeys(WIRE.head, "1.0"), label="spring")
VIEWS = {"spring": SPRING, "autumn": AUTUMN}
"""By label, the releases that the cases name."""
