"""Tables of services that exist, as their code has them, with the classes of a small fleet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rpc import Interface, Pin, Releases, call, history, initial, method_added, version
from rpc._declare.context import Context
from rpc.pins import ALL_CELLS, Answer, Census, Known, Levels, Record, Records, Scope
from vobjects import Registry, VersionedObject, added
from vobjects import history as object_history
from vobjects import initial as first
from vobjects import version as later

YARD = Registry("yard")


@YARD.register
class Engine(VersionedObject):
    """A child."""

    power: int
    hybrid: bool

    HISTORY = object_history(
        first("1.0"), later("1.1", "Engines can be hybrid.", added("hybrid", default=False))
    )


@YARD.register
class Car(VersionedObject):
    """An object with a child."""

    name: str
    engine: Engine
    doors: int

    HISTORY = object_history(
        first("1.0"),
        later("1.1", "Cars can have doors.", added("doors", default=0)),
    )


class YardAPI(Interface):
    """1.0 to 1.3."""

    TOPIC = "yard"

    @call
    def park(self, context: Context, car: Car) -> bool:
        """Say whether there was room."""
        raise NotImplementedError

    @call
    def count(self, context: Context) -> int:
        """Count the cars."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Cars have doors."),
        version("1.2", "One can count.", method_added("count")),
        version("1.3", "Engines are hybrid."),
    )


OBJECTS = {
    "victoria": {"Car": "1.0", "Engine": "1.0"},
    "wallaby": {"Car": "1.1", "Engine": "1.0"},
    "xena": {"Car": "1.1", "Engine": "1.1"},
}
CALLS = {"victoria": "1.0", "wallaby": "1.1", "xena": "1.3"}


def release(name: str) -> Pin:
    """What a release of the yard speaks."""
    return Pin(name, {"YardAPI": YardAPI.LINEAGE.at(CALLS[name])}, YARD.at(OBJECTS[name], name))


KNOWN = Releases(tuple(map(release, OBJECTS)))
LEVELS = Levels(KNOWN, [YardAPI])


def source(
    *rows: Record,
    levels: Levels = LEVELS,
    binary: str = "yard-guard",
    census: Census | None = None,
    scope: Scope = ALL_CELLS,
    **options: Any,
) -> Records:
    """The pins of rows of the yard."""
    whole = census or Census(rows)
    return Records(levels, lambda: whole, binaries={"yard": binary}, scope=scope, **options)


def live(levels: Levels, read: Callable[[], Census], binary: str = "yard-guard") -> Records:
    """The pins of rows that change; they are read again at once."""
    return Records(
        levels,
        read,
        binaries={"yard": binary},
        scope=ALL_CELLS,
        start=lambda work: work(),
    )


def pinned(answer: Answer) -> tuple[str, str]:
    """The release and the version of the interface, or the kind of answer and its reason."""
    if isinstance(answer, Known):
        return answer.pin.release, str(answer.pin.interfaces["YardAPI"])
    return type(answer).__name__, str(answer.why)
