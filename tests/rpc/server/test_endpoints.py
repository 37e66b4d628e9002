"""Several interfaces on one server: which of them takes a message."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rpc import (
    Client,
    Context,
    Interface,
    Peer,
    Pin,
    Pins,
    RefusedError,
    Server,
    call,
    cast,
    history,
    initial,
    local,
    previous_major_served,
    version,
)
from tests.support.lab import views
from vobjects import DeclarationError


class DoorAPI(Interface):
    """Without a namespace."""

    TOPIC = "house"

    @call
    def state(self, context: Context, of: str) -> str:
        """Say how it is."""
        raise NotImplementedError

    @cast(idempotent=True)
    def close(self, context: Context) -> None:
        """Close it."""

    HISTORY = history(initial("1.0"), version("1.4", "Nothing that one sees."))


class WindowAPI(Interface):
    """The same words in a namespace."""

    TOPIC, NAMESPACE = "house", "windows"

    @call(idempotent=True)
    def state(self, context: Context, of: str) -> str:
        """Say how it is."""
        raise NotImplementedError

    HISTORY = history(initial("2.0"))


class NewDoorAPI(Interface):
    """A later major of the doors, declared apart."""

    TOPIC = "house"

    @call
    def state(self, context: Context, of: str, room: str) -> str:
        """Say how it is."""
        raise NotImplementedError

    HISTORY = history(initial("2.0"))


class NewerDoorAPI(Interface):
    """One that still serves the major before."""

    TOPIC = "house"

    @call
    def state(self, context: Context, of: str) -> str:
        """Say how it is."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"), version("2.0", "Tidied.", previous_major_served()))


class GardenAPI(Interface):
    """On another topic."""

    TOPIC = "garden"

    @call
    def state(self, context: Context, of: str) -> str:
        """Say how it is."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"))


@dataclasses.dataclass
class Named:
    """Answers with its own name."""

    name: str

    def state(self, context: Context, of: str, room: str = "") -> str:
        return f"{self.name} {of} {room}".rstrip()

    @local
    def close(self, context: Context) -> None: ...


EVERY: tuple[type[Interface], ...] = (DoorAPI, WindowAPI, NewDoorAPI, NewerDoorAPI, GardenAPI)
PIN = Pin("now", {i.__name__: i.LINEAGE.latest for i in EVERY}, views("kilo"))


def resident(memory: Any) -> Peer:
    return Peer(memory, "resident", PIN, Pins((PIN,)), Pins((PIN,)), prefix="many-", timeout=10.0)


def serve(memory: Any, *interfaces: type[Interface]) -> Server:
    return Server(resident(memory), {i: Named(i.__name__) for i in interfaces}, "server")


def test_idempotent_when_it_is_declared_is_part_of_the_method() -> None:
    assert DoorAPI.LINEAGE.methods[DoorAPI.LINEAGE.latest]["close"].idempotent
    assert WindowAPI.LINEAGE.methods[WindowAPI.LINEAGE.latest]["state"].idempotent
    assert not DoorAPI.LINEAGE.methods[DoorAPI.LINEAGE.latest]["state"].idempotent


def test_server_when_interfaces_differ_in_namespace_major_or_topic_serves_all(memory: Any) -> None:
    served: tuple[type[Interface], ...] = (DoorAPI, WindowAPI, NewDoorAPI, GardenAPI)
    server = serve(memory, *served)
    server.start()
    me, context = resident(memory), Context()
    try:
        assert Client(me, DoorAPI).prepare().state(context, "a") == "DoorAPI a"
        assert Client(me, WindowAPI).prepare().state(context, "b") == "WindowAPI b"
        assert Client(me, NewDoorAPI).prepare().state(context, "c", "hall") == "NewDoorAPI c hall"
        assert Client(me, GardenAPI).prepare(server="server").state(context, "d") == "GardenAPI d"
        assert Client(me, DoorAPI).capabilities()["interfaces"] == {
            "DoorAPI": "1.4",
            "WindowAPI": "2.0",
            "NewDoorAPI": "2.0",
        }
    finally:
        server.stop()


@pytest.mark.parametrize("other", [DoorAPI, NewDoorAPI])
def test_server_when_two_interfaces_take_one_message_is_refused(
    memory: Any, other: type[Interface]
) -> None:
    with pytest.raises(DeclarationError) as caught:
        serve(memory, other, NewerDoorAPI)

    assert caught.value.where == f"{other.__name__} and NewerDoorAPI on one server"
    assert caught.value.found.startswith("'state' of major ")


def test_server_when_nothing_is_served_is_refused(memory: Any) -> None:
    with pytest.raises(DeclarationError, match="found no interface"):
        serve(memory)


def test_client_when_the_namespace_is_not_served_is_refused(memory: Any) -> None:
    server = serve(memory, GardenAPI)
    server.start()

    class Beds(GardenAPI):
        NAMESPACE = "beds"
        HISTORY = history(initial("1.0"))

    pin = dataclasses.replace(PIN, interfaces={"Beds": Beds.LINEAGE.latest})
    me = dataclasses.replace(resident(memory), own=pin, pins=Pins((pin,)), known=Pins((pin,)))
    try:
        with pytest.raises(RefusedError) as caught:
            Client(me, Beds).prepare().state(Context(), "a")
    finally:
        server.stop()

    assert caught.value.code == "method-refused"
    assert caught.value.detail == "the namespace str 'beds' is not served here"
    assert caught.value.supports == {"release": "now", "interfaces": {"GardenAPI": "1.0"}}
