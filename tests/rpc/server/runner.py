"""A server that does what a test has put there, apart from all others on its broker."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from rpc import (
    MEMORY_URL,
    Client,
    Context,
    Interface,
    Peer,
    Pin,
    Pins,
    Served,
    Server,
    call,
    cast,
    history,
    initial,
    transport,
)
from vobjects import Registry

VIEW = Registry("ends").at({}, "now")
NOBODY = "rabbit://guest:guest@127.0.0.1:1/"
"""No broker listens there."""


class Runner(Interface):
    TOPIC = "runner"

    @call
    def run(self, context: Context, what: str) -> str:
        raise NotImplementedError

    @cast
    def note(self, context: Context, what: str) -> None: ...

    HISTORY = history(initial("1.0"))


class Other(Interface):
    TOPIC = "other"

    HISTORY = history(initial("1.0"))


class Acts:
    """Does what a test has put there under a name."""

    def __init__(self) -> None:
        self.acts: dict[str, Callable[[], str]] = {"echo": lambda: "done"}
        self.noted: list[str] = []

    def run(self, context: Context, what: str) -> str:
        return self.acts[what]()

    def note(self, context: Context, what: str) -> None:
        self.noted.append(what)


class Unit:
    """One server and its client, apart from all others on the memory broker."""

    _serial = itertools.count()

    def __init__(self, url: str = MEMORY_URL) -> None:
        versions = {each.LINEAGE.name: each.LINEAGE.latest for each in (Runner, Other)}
        pin = Pin("now", versions, VIEW)
        self.pins, self.served = Pins((pin,)), list[Served]()
        self.peer = Peer(
            transport(url, workers=4),
            *("unit", pin, self.pins, self.pins),
            prefix=f"ends-{next(self._serial)}-",
            served=self.served.append,
        )
        self.acts = Acts()
        self.server = Server(self.peer, {Runner: self.acts, Other: object()}, "one")

    def client(self, timeout: float = 5.0) -> Any:
        return Client(self.peer, Runner).prepare(server="one", timeout=timeout)

    def run(self, what: str) -> str:
        answer: str = self.client().run(Context(), what=what)
        return answer


def raising(error: BaseException) -> Callable[[], str]:
    def act() -> str:
        raise error

    return act
