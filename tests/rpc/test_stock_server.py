"""Our clients call a plain oslo.messaging server, which knows nothing of Pinrail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import oslo_messaging
import pytest

from rpc import (
    ApplicationError,
    Client,
    Code,
    Context,
    Destination,
    Pins,
    RefusedError,
    ResultRefusedError,
)
from rpc.errors import ArgumentRefusedError
from tests.support.lab import GUEST, Fleet, LabAPI, Side, guest, known, peer, pin
from vobjects import BackportRefusedError
from vobjects.testing import minimal


class Endpoint:
    """Two methods of a service that was written for 1.0."""

    target = oslo_messaging.Target(version="1.0")

    def __init__(self) -> None:
        self.seen: list[tuple[Any, dict[str, Any]]] = []
        self.answer: Any = None

    def build(self, ctxt: Any, instance: Any, networks: Any = None) -> Any:
        self.seen.append((ctxt, {"instance": instance, "networks": networks}))
        return instance if self.answer is None else self.answer

    def resize(self, ctxt: Any, uuid: str, flavor: Any) -> Any:
        raise {"lookup": LookupError, "own": Endpoint.Full}[flavor["nova_object.data"]["name"]](
            uuid
        )

    class Full(Exception):
        """An error that the client cannot import."""


@pytest.fixture(scope="module")
def endpoint(memory: Any) -> Iterator[Endpoint]:
    found = Endpoint()
    target = oslo_messaging.Target(topic="stock-lab", server="stock")
    server = oslo_messaging.get_rpc_server(memory, target, [found])
    server.start()
    yield found
    server.stop()
    server.wait()


@pytest.fixture
def side(memory: Any, endpoint: Endpoint) -> Side:
    """A client of kilo that knows the server for a stock one of icehouse."""
    endpoint.seen.clear()
    endpoint.answer = None
    events: list[Any] = []
    pins = Pins((pin("icehouse", "primitive"), pin("kilo")))
    found = peer(memory, "kilo", pins=pins, known=pins, prefix="stock-", observer=events.append)
    return Side(found, Client(found, LabAPI), events, "stock")


def test_call_when_pinned_to_primitives_is_understood(side: Side, endpoint: Endpoint) -> None:
    result = side.api.build(Context({"user": "me"}), guest(side.view, vm_state="active"))

    [(ctxt, seen)] = endpoint.seen
    assert ctxt["user"] == "me"
    assert seen["instance"]["nova_object.version"] == "1.13"
    assert seen["instance"]["nova_object.namespace"] == "nova"
    assert (result.VIEW, result.uuid, result.vm_state) == (side.view, GUEST, "active")


def test_call_when_arguments_were_retyped_sends_them_as_they_were(
    side: Side, endpoint: Endpoint
) -> None:
    request = side.view["NetworkRequest"](network_id="blue")
    networks = side.view["NetworkRequestList"](objects=[request])

    side.api.build(Context(), guest(side.view), networks=networks)

    assert endpoint.seen[0][1]["networks"] == [{"network_id": "blue"}]


def test_call_when_the_server_cannot_hold_a_value_is_not_sent(
    side: Side, endpoint: Endpoint
) -> None:
    cell = minimal(side.view, "InstanceNUMACell", id=0, cpuset={0}, memory=1)
    numa = side.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[cell])

    with pytest.raises(BackportRefusedError):
        side.api.build(Context(), guest(side.view, numa_topology=numa))
    flavor = minimal(side.view, "Flavor", flavorid="1", name="own", memory_mb=1, vcpus=1)
    with pytest.raises(ArgumentRefusedError):
        side.api.resize(Context(), GUEST, flavor, force=True)

    assert not endpoint.seen


@pytest.mark.parametrize(("name", "error"), [("lookup", "LookupError"), ("own", "Full")])
def test_error_when_a_stock_server_raises_arrives_by_name(
    side: Side, name: str, error: str
) -> None:
    flavor = minimal(side.view, "Flavor", flavorid="1", name=name, memory_mb=1, vcpus=1)

    with pytest.raises(ApplicationError) as caught:
        side.api.resize(Context(), GUEST, flavor)

    assert (caught.value.name, caught.value.message) == (error, GUEST)
    assert side.event.code is Code.FAILED


@pytest.mark.parametrize("release", ["juno", "kilo"])
def test_method_when_a_stock_server_lacks_it_is_refused(
    side: Side, endpoint: Endpoint, release: str
) -> None:
    pins = Pins(tuple(pin(each, "primitive") for each in dict.fromkeys([release, "kilo"])))
    pins.set(Destination("lab"), release)
    wrong = peer(side.peer.transport, "kilo", pins=pins, known=pins, prefix="stock-")
    api = Client(wrong, LabAPI).prepare(server="stock")

    with pytest.raises(RefusedError) as caught:
        api.nodes(Context()) if release == "kilo" else api.pin_cpus(
            Context(),
            topology=wrong.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[]),  # type: ignore[arg-type]
        )

    error = caught.value
    assert (error.code, error.receiver, error.supports) == (
        Code.METHOD_REFUSED,
        "lab.stock",
        {},
    )
    assert error.sender == f"tester-kilo (kilo) pinned to {release}"


@pytest.mark.parametrize("answer", [5, "text", {"a": 1}])
def test_result_when_a_stock_server_gives_another_type_was_executed(
    side: Side, endpoint: Endpoint, answer: Any
) -> None:
    endpoint.answer = answer

    with pytest.raises(ResultRefusedError) as caught:
        side.api.build(Context(), guest(side.view))

    assert caught.value.receiver == "lab.stock"
    assert len(endpoint.seen) == 1


def test_capabilities_when_a_stock_server_is_asked_are_refused(side: Side) -> None:
    with pytest.raises(RefusedError) as caught:
        side.client.capabilities(server="stock")

    assert caught.value.call == "LabAPI.pinrail_capabilities"


def test_form_when_pinned_to_primitives_is_read_by_our_servers_too(fleet: Fleet) -> None:
    pins = Pins(tuple(pin(release, "primitive") for release in ("icehouse", "juno", "kilo")))
    side = fleet.client("kilo", "juno", pins=pins, known=pins)

    result = side.api.build(Context(), guest(side.view))

    assert (result.VIEW, result.host) == (side.view, "lab")
    assert known("kilo").supported.keys() == pins.supported.keys()
