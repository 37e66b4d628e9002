"""Every sender release with every receiver release, over every kind of broker."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from rpc import ApplicationError, ArgumentRefusedError, Code, Context, Destination, RefusedError
from rpc.errors import AbsentMethodError
from tests.support.lab import GUEST, NODE, PAIRS, VERSIONS, Fleet, guest
from vobjects import BackportRefusedError
from vobjects.testing import minimal

ORDER = list(VERSIONS)


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_build_when_any_pair_meets_each_sees_its_own_classes(
    anywhere: Fleet, sender: str, receiver: str
) -> None:
    side = anywhere.client(sender, receiver)

    result = side.api.build(Context({"user": "me"}), guest(side.view, vm_state="building"))

    [noted] = anywhere.labs[receiver].noted
    arrived = noted.arguments["instance"]
    assert arrived.VIEW is anywhere.labs[receiver].view
    assert (arrived.uuid, arrived.vm_state) == (GUEST, "building")
    assert (result.VIEW, result.host, result.memory_mb) == (side.view, "lab", 512)
    assert noted.context.values == {"user": "me"}
    assert noted.context.sender is not None
    assert noted.context.sender.release == sender


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_networks_when_any_pair_meets_arrive_as_the_receiver_knows_them(
    anywhere: Fleet, sender: str, receiver: str
) -> None:
    side = anywhere.client(sender, receiver)
    networks: Any = ({"network_id": "blue"},)
    if sender != "icehouse":
        request = side.view["NetworkRequest"](network_id="blue")
        networks = side.view["NetworkRequestList"](objects=[request])

    side.api.build(Context(), guest(side.view), networks=networks)

    arrived = anywhere.labs[receiver].noted[0].arguments["networks"]
    if receiver == "icehouse":
        assert arrived == ({"network_id": "blue"},)
    else:
        assert arrived.VIEW is anywhere.labs[receiver].view
        assert [request.network_id for request in arrived.objects] == ["blue"]


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_defaults_when_left_out_are_those_of_the_receiver(
    anywhere: Fleet, sender: str, receiver: str
) -> None:
    side = anywhere.client(sender, receiver)

    side.api.build(Context(), guest(side.view))

    expected: dict[str, Any] = {"networks": None} | ({"note": ""} if receiver == "kilo" else {})
    arguments = anywhere.labs[receiver].noted[0].arguments
    assert {name: arguments[name] for name in arguments if name != "instance"} == expected


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_nodes_when_the_caller_is_older_are_converted_by_the_server(
    anywhere: Fleet, sender: str, receiver: str
) -> None:
    lab = anywhere.labs[receiver]
    lab.found = (minimal(lab.view, "ComputeNode", **NODE, hypervisor_hostname="a"),)
    side = anywhere.client(sender, receiver)

    [node] = side.api.nodes(Context())

    assert node.VIEW is side.view
    assert (node.vcpus, node.hypervisor_hostname) == (4, "a")


@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_pin_cpus_when_the_receiver_lacks_it_is_not_sent(
    anywhere: Fleet, sender: str, receiver: str
) -> None:
    side = anywhere.client(sender, receiver)
    if sender == "icehouse":
        with pytest.raises(AbsentMethodError):
            _ = side.api.pin_cpus
        return
    topology = side.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[])

    if receiver == "icehouse":
        with pytest.raises(AbsentMethodError) as caught:
            side.api.pin_cpus(Context(), topology)
        assert (caught.value.release, caught.value.method) == ("icehouse", "pin_cpus")
        assert side.event.code is Code.BACKPORT_REFUSED
        assert not anywhere.labs[receiver].noted
    else:
        assert side.api.pin_cpus(Context(), topology) == 0


@pytest.mark.parametrize("receiver", VERSIONS)
def test_force_when_the_receiver_lacks_it_is_refused_unless_it_is_the_default(
    anywhere: Fleet, receiver: str
) -> None:
    side = anywhere.client("kilo", receiver)
    flavor = minimal(side.view, "Flavor", flavorid="1", name="small", memory_mb=512, vcpus=1)
    assert side.api.resize(Context(), GUEST, flavor) is False

    if receiver == "kilo":
        assert side.api.resize(Context(), GUEST, flavor, force=True) is True
        return
    with pytest.raises(ArgumentRefusedError) as caught:
        side.api.resize(Context(), GUEST, flavor, force=True)

    error = caught.value
    assert (error.interface, error.method, error.argument) == ("LabAPI", "resize", "force")
    assert (error.release, error.found) == (receiver, "bool True")
    assert error.why == "the resize would wait"
    assert len(anywhere.labs[receiver].noted) == 1


@pytest.mark.parametrize("receiver", ["icehouse", "juno"])
def test_note_when_the_receiver_lacks_it_is_dropped_and_told(
    anywhere: Fleet, receiver: str
) -> None:
    side = anywhere.client("kilo", receiver)

    side.api.build(Context(), guest(side.view), note="careful")

    [loss] = [found for found in side.event.losses if found.object == "LabAPI"]
    assert (loss.path, loss.object, loss.field) == ("$.note", "LabAPI", "build(note)")
    assert (loss.target, loss.found, loss.why) == (
        receiver,
        "str 'careful'",
        "nobody reads notes there",
    )
    assert "note" not in anywhere.labs[receiver].noted[0].arguments


def test_object_when_the_receiver_cannot_hold_a_value_is_not_sent(anywhere: Fleet) -> None:
    side = anywhere.client("kilo", "juno")
    cell = minimal(side.view, "InstanceNUMACell", id=0, cpuset={0}, memory=512, pagesize=2048)
    topology = side.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[cell])

    with pytest.raises(BackportRefusedError) as caught:
        side.api.pin_cpus(Context(), topology)

    assert caught.value.path == "$.topology.cells[0].pagesize"
    assert caught.value.release == "juno"
    assert side.event.code is Code.BACKPORT_REFUSED
    assert not anywhere.labs["juno"].noted


def test_message_when_the_pin_is_too_new_is_refused_and_not_executed(anywhere: Fleet) -> None:
    side = anywhere.client("kilo", "icehouse", pinned="kilo")

    with pytest.raises(RefusedError) as caught:
        side.api.build(Context(), guest(side.view), note="new")

    error = caught.value
    assert error.code is Code.METHOD_REFUSED
    assert error.supports == {"release": "icehouse", "interfaces": {"LabAPI": "1.0"}}
    assert not anywhere.labs["icehouse"].noted

    side.peer.pins.set(Destination("lab", "icehouse"), error.supports["release"])  # type: ignore[attr-defined]
    assert side.api.build(Context(), guest(side.view), note="new").host == "lab"


def test_error_when_the_service_raises_one_arrives_with_its_details(anywhere: Fleet) -> None:
    def fail() -> None:
        raise ApplicationError("NoValidHost", "all are full", hosts=["a", "b"], tried=2)

    anywhere.labs["kilo"].acts["fail"] = fail

    with pytest.raises(ApplicationError) as caught:
        anywhere.client("juno", "kilo").api.run(Context(), "fail")

    assert (caught.value.name, caught.value.message) == ("NoValidHost", "all are full")
    assert caught.value.details == {"hosts": ["a", "b"], "tried": 2}


def test_cast_when_sent_to_all_reaches_every_release(anywhere: Fleet) -> None:
    side = anywhere.client("kilo")

    side.client.prepare(fanout=True).refresh(Context(), number=7)

    _await(lambda: all(lab.noted for lab in anywhere.labs.values()))
    for lab in anywhere.labs.values():
        assert [noted.arguments for noted in lab.noted] == [{"number": 7}]
    assert (side.event.destination, side.event.code) == ("lab", Code.OK)


def test_cast_when_sent_to_one_server_reaches_it_alone(anywhere: Fleet) -> None:
    anywhere.client("kilo", "juno").api.refresh(Context(), number=1)

    _await(lambda: bool(anywhere.labs["juno"].noted))
    assert not anywhere.labs["icehouse"].noted
    assert not anywhere.labs["kilo"].noted


def test_call_when_sent_to_the_topic_is_answered_by_one_server(anywhere: Fleet) -> None:
    side = anywhere.client("kilo")

    assert side.api.build(Context(), guest(side.view)).host == "lab"

    assert side.event.pinned == "icehouse"
    assert sum(len(lab.noted) for lab in anywhere.labs.values()) == 1


@pytest.mark.parametrize("receiver", VERSIONS)
def test_capabilities_when_asked_are_those_of_the_server(anywhere: Fleet, receiver: str) -> None:
    found = anywhere.client("kilo", receiver).client.capabilities(server=receiver)

    assert found == {
        "release": receiver,
        "interfaces": {"LabAPI": VERSIONS[receiver]},
        "objects": anywhere.labs[receiver].view.manifest,
        "forms": ["compact", "primitive"],
    }


def _await(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not done() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert done()
