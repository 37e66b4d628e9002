"""Interfaces without objects, for what needs no broker."""

from __future__ import annotations

from typing import Any

from rpc import (
    Context,
    Interface,
    Peer,
    Pin,
    Pins,
    argument_added,
    argument_retyped,
    call,
    cast,
    history,
    initial,
    method_added,
    previous_major_served,
    version,
)
from tests.support.lab import views
from vobjects import InexpressibleError, Loss
from vobjects.version import Version


def to_text(value: Any, classes: Any) -> Any:
    """Numbers were text once; the old servers cannot read those below zero."""
    if value < 0:
        raise InexpressibleError("old servers count from zero")
    return str(value)


def to_number(value: Any, classes: Any) -> Any:
    return int(value)


def to_list(value: Any, classes: Any) -> Any:
    return (value,)


def to_single(value: Any, classes: Any) -> Any:
    if len(value) != 1:
        raise InexpressibleError("one at a time")
    return value[0]


class Counter(Interface):
    """1.0, 1.2 and 1.3 of one major, 2.0 and 2.1 of the next, which serves the first."""

    TOPIC = "counter"

    @call
    def add(
        self,
        context: Context,
        name: str,
        steps: tuple[int, ...] = (1,),
        why: str | None = None,
        limit: int = 10,
    ) -> int:
        """Count."""
        raise NotImplementedError

    @call
    def read(self, context: Context, name: str) -> int:
        """Give the count."""
        raise NotImplementedError

    @cast
    def reset(self, context: Context) -> None:
        """Begin anew."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.2",
            "Steps are numbers; counts can be read.",
            argument_retyped(
                "add", "steps", was=str, up=to_number, down=to_text, was_default="1",
                why="old servers read text",
            ),
            method_added("read"),
        ),
        version(
            "1.3",
            "A reason can be given.",
            argument_added("add", "why", loss=Loss.ALLOWED, why="old servers ask nobody"),
        ),
        version("2.0", "A new major.", previous_major_served()),
        version(
            "2.1",
            "Several steps at once, up to a limit.",
            argument_retyped(
                "add", "steps", was=int, up=to_list, down=to_single, was_default=1
            ),
            argument_added("add", "limit"),
        ),
    )  # fmt: skip


VERSIONS = [entry.version for entry in Counter.HISTORY]


def counter_pin(text: str, form: str = "compact") -> Pin:
    """A release that is named for its version."""
    return Pin(text, {"Counter": Counter.LINEAGE.at(text)}, views("kilo"), form)


def counter_pins(newest: Version) -> Pins:
    """All releases up to one."""
    return Pins(tuple(counter_pin(str(v)) for v in VERSIONS if v <= newest))


def counter_peer(text: str, **options: Any) -> Peer:
    """A peer that has no broker."""
    pins = counter_pins(Version.parse(text))
    given: dict[str, Any] = {"transport": None, "name": f"peer-{text}", "pins": pins, "known": pins}
    return Peer(**(given | {"own": counter_pin(text)} | options))
