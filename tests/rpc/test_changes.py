"""Old and new services of one interface, on one broker: every kind of change, both ways."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from rpc import (
    Client,
    Context,
    Destination,
    Interface,
    Peer,
    Pin,
    Pins,
    RefusedError,
    ResultRefusedError,
    Server,
    argument_removed,
    argument_renamed,
    call,
    history,
    initial,
    method_removed,
    method_renamed,
    previous_major_served,
    result_retyped,
    version,
)
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc.errors import AbsentMethodError
from tests.rpc.direct import Incoming, introduction
from tests.support.lab import in_parallel, views
from vobjects import InexpressibleError, Loss


def alone(value: Any, classes: Any) -> Any:
    return (value,)


def only(values: Any, classes: Any) -> Any:
    if len(values) != 1:
        raise InexpressibleError("one place at a time")
    return values[0]


@call
def park(self: Any, context: Context, car: str) -> bool:
    """Park a car."""
    raise NotImplementedError


class GarageAPI(Interface):
    """1.0; 1.1 names and answers otherwise; 2.0 gave up parking and colours."""

    TOPIC = "garage"

    @call
    def bring(self, context: Context, vehicle: str) -> tuple[str, ...]:
        """Say where it stands."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Vehicles are brought to several places.",
            method_renamed("bring", was="fetch"),
            argument_renamed("bring", "vehicle", was="car"),
            result_retyped("bring", was=str, up=alone, down=only),
        ),
        version(
            "2.0",
            "Nobody parks any more, and colours are all one.",
            previous_major_served(),
            method_removed(park),
            argument_removed(
                "bring", "colour", was=str, instead="grey", loss=Loss.ALLOWED, why="all are grey"
            ),
            argument_removed("bring", "wheels", was=int, was_default=4),
        ),
    )


class Oldest:
    """Serves 1.0."""

    def fetch(self, context: Context, car: str, colour: str, wheels: int) -> str:
        return f"{colour} {car} with {wheels}"

    def park(self, context: Context, car: str) -> bool:
        return True


class Middle:
    """Serves 1.1."""

    def bring(self, context: Context, vehicle: str, colour: str, wheels: int) -> tuple[str, ...]:
        return (f"{colour} {vehicle} with {wheels}",)

    def park(self, context: Context, car: str) -> bool:
        return False


class Newest:
    """Serves 2.0 and the major before."""

    def bring(self, context: Context, vehicle: str) -> tuple[str, ...]:
        return tuple(vehicle.split(","))


PINS = {
    text: Pin(text, {"GarageAPI": GarageAPI.LINEAGE.at(text)}, views("kilo"))
    for text in ("1.0", "1.1", "2.0")
}


def peer(memory: Any, own: str, pinned: str) -> Peer:
    known = Pins(tuple(PINS.values()))
    known.set(Destination("garage", "server"), pinned)
    return Peer(
        memory, f"at-{own}", PINS[own], known, known, prefix="garage-", timeout=10.0, heals=False
    )


@pytest.fixture(scope="module")
def servers(memory: Any) -> Iterator[dict[str, Server]]:
    made: dict[str, object] = {"1.0": Oldest(), "1.1": Middle(), "2.0": Newest()}
    found = {
        own: Server(peer(memory, own, own), {GarageAPI: service}, own)
        for own, service in made.items()
    }
    in_parallel(Server.start, list(found.values()))
    yield found
    in_parallel(Server.stop, list(found.values()))


def client(memory: Any, own: str, receiver: str, pinned: str | None = None) -> Any:
    me = peer(memory, own, "2.0")
    me.pins.set(Destination("garage", receiver), pinned or receiver)  # type: ignore[attr-defined]
    return Client(me, GarageAPI).prepare(server=receiver)


def test_new_client_when_the_server_is_old_speaks_its_words(memory: Any, servers: Any) -> None:
    assert client(memory, "2.0", "1.0").bring(Context(), "bus") == ("grey bus with 4",)
    assert client(memory, "2.0", "1.1").bring(Context(), vehicle="bus") == ("grey bus with 4",)
    assert client(memory, "1.1", "1.0").bring(Context(), "bus", colour="red", wheels=6) == (
        "red bus with 6",
    )


def test_old_client_when_the_server_is_new_is_understood(memory: Any, servers: Any) -> None:
    assert client(memory, "1.0", "1.1").fetch(Context(), "bus", colour="red") == "red bus with 4"
    assert client(memory, "1.0", "2.0").fetch(Context(), "bus", colour="red") == "bus"
    assert client(memory, "1.1", "2.0").bring(Context(), "a,b", colour="grey") == ("a", "b")
    assert client(memory, "1.0", "1.1").park(Context(), "bus") is False


def test_old_client_when_it_cannot_hold_the_result_hears_that_it_ran(
    memory: Any, servers: Any
) -> None:
    with pytest.raises(ResultRefusedError) as caught:
        client(memory, "1.0", "2.0").fetch(Context(), "a,b", colour="grey")

    assert "one place at a time" in caught.value.detail


def test_old_client_when_its_argument_has_no_place_is_refused(memory: Any, servers: Any) -> None:
    with pytest.raises(RefusedError) as caught:
        client(memory, "1.0", "2.0").fetch(Context(), "bus", colour="red", wheels=6)

    assert caught.value.code == "argument-refused"
    assert caught.value.detail == (
        "$.wheels: expected int 4, since the argument went with 2.0 (the argument is not known any "
        "more), found int 6"
    )


@pytest.mark.parametrize("own", ["1.0", "1.1"])
def test_removed_method_when_the_server_is_known_to_lack_it_is_not_sent(
    memory: Any, servers: Any, own: str
) -> None:
    with pytest.raises(AbsentMethodError) as caught:
        client(memory, own, "2.0").park(Context(), "bus")

    assert (caught.value.version, caught.value.release) == ("2.0", "2.0")
    assert caught.value.when == "it went with 2.0"


def test_removed_method_when_the_pin_is_old_is_refused_by_the_server(
    memory: Any, servers: Any
) -> None:
    with pytest.raises(RefusedError) as caught:
        client(memory, "1.0", "2.0", pinned="1.0").park(Context(), "bus")

    assert caught.value.code == "method-refused"
    assert caught.value.detail == "GarageAPI 2.0 has no method str 'park': it went with 2.0"


def test_method_when_the_own_release_gave_it_up_says_when(memory: Any, servers: Any) -> None:
    for method, when in (("park", "it went with 2.0"), ("fetch", "it is called 'bring' since 1.1")):
        with pytest.raises(AbsentMethodError) as caught:
            getattr(client(memory, "2.0", "1.0"), method)
        assert caught.value.when == when


def test_loss_when_a_message_of_an_old_client_is_lifted_is_told(memory: Any, servers: Any) -> None:
    served: list[Any] = []
    me = dataclasses.replace(peer(memory, "2.0", "2.0"), served=served.append)
    direct = Dispatcher(me, Endpoints([Endpoint.of(me, GarageAPI.LINEAGE, Newest())]))
    message = {"method": "fetch", "version": "1.0", "args": {"car": "bus", "colour": "red"}}

    direct.dispatch(Incoming(message, {"pinrail": introduction("1.0")}))

    [event] = served
    [loss] = event.losses
    assert (loss.path, loss.field, loss.why) == ("$.colour", "bring(colour)", "all are grey")
    assert (loss.source, loss.target) == ("1.1", "2.0")
