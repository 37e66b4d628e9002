"""The interface of the servers that are killed, cut off and flooded."""

from __future__ import annotations

from typing import Any

from rpc import Client, Context, Interface, Peer, Pin, Pins, call, cast, history, initial
from vobjects import Registry

OBJECTS = Registry("faults")


class LedgerAPI(Interface):
    """Methods that write into the ledger of their server when they begin and when they end."""

    TOPIC = "ledger"

    @call
    def once(self, context: Context, id: str, act: str = "") -> str:
        """Answer with the id."""
        raise NotImplementedError

    @call(idempotent=True)
    def again(self, context: Context, id: str, act: str = "") -> str:
        """Answer with the id; may run twice."""
        raise NotImplementedError

    @cast
    def note(self, context: Context, id: str) -> None:
        """Write the id at most once."""

    @cast(idempotent=True)
    def keep(self, context: Context, id: str) -> None:
        """Write the id at least once."""

    HISTORY = history(initial("1.0"))


def pin() -> Pin:
    """The one release of these tests."""
    return Pin("one", {"LedgerAPI": LedgerAPI.LINEAGE.at("1.0")}, OBJECTS.at({}, "one"))


def peer(transport: Any, name: str, prefix: str) -> Peer:
    """A process at that release."""
    pins = Pins((pin(),))
    return Peer(transport, name, own=pin(), pins=pins, known=pins, prefix=prefix)


def client(transport: Any, prefix: str) -> Client[LedgerAPI]:
    """What sends to these servers."""
    return Client(peer(transport, "sender", prefix), LedgerAPI)
