"""A first contact with a peer that is older than its pin says heals itself."""

from __future__ import annotations

import logging
import threading
from types import SimpleNamespace
from typing import Any

import hypothesis
import oslo_messaging
import pytest
from hypothesis import strategies

from rpc import (
    ArgumentRefusedError,
    Client,
    Code,
    Context,
    Destination,
    Known,
    Peer,
    Pin,
    Pins,
    RefusedError,
)
from rpc._broker.route import Route
from rpc._client.call import Exchange
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc._wire.reply import Reply
from rpc.errors import AbsentMethodError
from rpc.pins._service_record import Census
from tests.rpc.direct import Incoming
from tests.support.lab import (
    GUEST,
    PAIRS,
    VERSIONS,
    Fleet,
    Lab,
    LabAPI,
    Side,
    guest,
    known,
    peer,
    pin,
)
from tests.support.settings import records, row
from vobjects import BackportRefusedError
from vobjects.testing import minimal, objects

ORDER = list(VERSIONS)


def healing(fleet: Fleet, sender: str, receiver: str, pinned: str | None, **options: Any) -> Side:
    """A client that heals; without a pin nothing is known of the server."""
    pins = known(sender)
    if pinned is not None:
        pins.set(Destination("lab", receiver), pinned)
    side = fleet.client(sender, None, pins=pins, heals=True, **options)
    side.server = receiver
    return side


@pytest.mark.parametrize("pinned", VERSIONS)
@pytest.mark.parametrize(("sender", "receiver"), PAIRS)
def test_call_when_pinned_to_any_release_is_executed_once(
    anywhere: Fleet, sender: str, receiver: str, pinned: str
) -> None:
    if ORDER.index(pinned) > ORDER.index(sender):
        return
    side = healing(anywhere, sender, receiver, pinned)

    result = side.api.build(Context(), guest(side.view, memory_mb=1024))

    [ran] = anywhere.labs[receiver].noted
    assert (result.host, result.memory_mb) == ("lab", 1024)
    assert ran.arguments["instance"].memory_mb == 1024
    too_new = ORDER.index(pinned) > ORDER.index(receiver)
    assert side.event.code is Code.OK
    assert side.event.mispinned == (pinned if too_new else "")
    assert side.event.pinned == (receiver if too_new else pinned)
    assert len(side.events) == 1


def test_call_when_it_was_healed_is_remembered_and_logged(
    fleet: Fleet, caplog: pytest.LogCaptureFixture
) -> None:
    side = healing(fleet, "kilo", "juno", "kilo")

    with caplog.at_level(logging.WARNING, "rpc.client.client"):
        side.api.build(Context(), guest(side.view))
        side.api.build(Context(), guest(side.view))

    assert [event.mispinned for event in side.events] == ["kilo", ""]
    assert [event.pinned for event in side.events] == ["juno", "juno"]
    assert "(first to kilo, refused)" in str(side.events[0])
    [logged] = [record for record in caplog.records if record.name == "rpc.client.client"]
    assert logged.getMessage().endswith("sent again, pinned to juno")


def test_cast_when_a_call_was_healed_goes_in_the_lowered_form(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "icehouse", "kilo")
    side.api.build(Context(), guest(side.view))

    side.api.refresh(Context(), number=7)
    side.api.nodes(Context())

    assert side.events[-2].pinned == "icehouse"
    assert "refresh" in {noted.method for noted in fleet.labs["icehouse"].noted}


def test_call_when_the_source_gives_another_pin_uses_it(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "icehouse", "kilo")
    side.api.build(Context(), guest(side.view))
    pins = side.peer.pins
    assert isinstance(pins, Pins)
    pins.set(Destination("lab", "icehouse"), "juno")

    side.api.nodes(Context())

    assert side.event.pinned == "juno"


def test_pin_when_the_source_says_the_same_again_is_in_force(fleet: Fleet) -> None:
    side, place = healing(fleet, "kilo", "juno", "kilo"), Destination("lab", "juno")
    side.api.build(Context(), guest(side.view))
    lowered = side.peer.pin_for(place).release
    pins = side.peer.pins
    assert isinstance(pins, Pins)

    pins.set(place, "kilo")

    assert (lowered, side.peer.pin_for(place).release) == ("juno", "kilo")
    side.api.build(Context(), guest(side.view))
    assert (side.event.mispinned, side.event.pinned) == ("kilo", "juno")


def test_call_when_the_lowered_release_cannot_hold_a_value_names_both_facts(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "juno", "kilo")
    flavor = minimal(side.view, "Flavor", flavorid="f", name="m1", memory_mb=512, vcpus=1)

    with pytest.raises(ArgumentRefusedError) as caught:
        side.api.resize(Context(), uuid=GUEST, flavor=flavor, force=True)

    assert (side.event.code, side.event.mispinned) == (Code.BACKPORT_REFUSED, "kilo")
    assert "the resize would wait" in side.event.detail
    assert "sent again after: LabAPI.resize from tester-kilo (kilo)" in side.event.detail
    assert isinstance(caught.value.__context__, RefusedError)
    assert not fleet.labs["juno"].noted


def test_call_when_the_lowered_release_cannot_hold_an_object_is_refused(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "icehouse", "kilo")
    requests = [side.view["NetworkRequest"](pci_request_id=GUEST)]
    networks = side.view["NetworkRequestList"](objects=requests)

    with pytest.raises((ArgumentRefusedError, BackportRefusedError)):
        side.api.build(Context(), guest(side.view), networks=networks)

    assert (side.event.code, side.event.mispinned) == (Code.BACKPORT_REFUSED, "kilo")
    assert not fleet.labs["icehouse"].noted


def test_call_when_the_lowered_release_has_no_such_method_is_refused(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "icehouse", "kilo")
    topology = side.view["InstanceNUMATopology"](instance_uuid=GUEST, cells=[])

    with pytest.raises(AbsentMethodError):
        side.api.pin_cpus(Context(), topology=topology)

    assert (side.event.code, side.event.mispinned) == (Code.BACKPORT_REFUSED, "kilo")


def test_call_when_the_peer_does_not_heal_leaves_the_refusal_to_the_caller(fleet: Fleet) -> None:
    side = fleet.client("kilo", "juno", "kilo")

    for _ in range(2):
        with pytest.raises(RefusedError):
            side.api.build(Context(), guest(side.view))

    assert [event.pinned for event in side.events] == ["kilo", "kilo"]
    assert not fleet.labs["juno"].noted


def test_call_when_the_refusal_is_not_for_the_pin_is_not_sent_again(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "kilo", "kilo")
    flavor = minimal(side.view, "Flavor")
    flavor._node[2]["id"] = "damaged on its way"

    with pytest.raises(RefusedError):
        side.api.resize(Context(), uuid=GUEST, flavor=flavor)

    assert (side.event.mispinned, side.event.pinned) == ("", "kilo")


def test_call_when_no_time_is_left_is_not_sent_again(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = healing(fleet, "kilo", "juno", "kilo")
    clock = iter([0.0, 20.5, 20.5])
    only_there = SimpleNamespace(monotonic=lambda: next(clock, 21.0))  # threads ask the real one
    monkeypatch.setattr("rpc._client.client.time", only_there)

    with pytest.raises(RefusedError):
        side.api.build(Context(), guest(side.view))

    assert not fleet.labs["juno"].noted


def test_call_when_a_stock_server_refuses_is_not_sent_again(memory: Any) -> None:
    """It does not say what it supports, and may have raised while it ran."""
    seen: list[str] = []

    class Endpoint:
        target = oslo_messaging.Target(version="1.0")

        def build(self, ctxt: Any, **arguments: Any) -> None:
            seen.append("build")
            raise oslo_messaging.UnsupportedVersion("1.2", "build")

    target = oslo_messaging.Target(topic="heal-lab", server="stock")
    server = oslo_messaging.get_rpc_server(memory, target, [Endpoint()])
    server.start()
    pins = Pins((pin("icehouse", "primitive"), pin("juno", "primitive"), pin("kilo")))
    pins.set(Destination("lab", "stock"), "icehouse")
    sender = peer(memory, "kilo", pins=pins, known=pins, prefix="heal-", heals=True)

    with pytest.raises(RefusedError) as caught:
        Client(sender, LabAPI).prepare(server="stock").build(Context(), guest(sender.view))
    server.stop()
    server.wait()

    assert (caught.value.supports, seen) == ({}, ["build"])


def test_call_when_nothing_is_known_goes_in_the_oldest_form_and_then_in_that_of_the_server(
    fleet: Fleet,
) -> None:
    side = healing(fleet, "kilo", "juno", None)

    side.api.nodes(Context())
    side.api.nodes(Context())

    assert [event.pinned for event in side.events] == ["icehouse", "juno"]


def test_cast_when_nothing_is_known_goes_in_the_oldest_form(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "juno", None)

    side.api.refresh(Context(), number=1)
    side.client.capabilities(server="juno")
    side.api.refresh(Context(), number=2)

    assert [event.pinned for event in side.events] == ["icehouse", "icehouse"]


def test_call_when_two_threads_are_refused_at_once_runs_each_once(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "icehouse", "kilo")
    start = threading.Barrier(8)

    def act() -> None:
        start.wait()
        side.api.build(Context(), guest(side.view))

    threads = [threading.Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(fleet.labs["icehouse"].noted) == 8
    assert {event.code for event in side.events} == {Code.OK}


def test_pin_when_it_changes_during_a_call_holds_for_the_next_one(fleet: Fleet) -> None:
    side = healing(fleet, "kilo", "kilo", "juno")
    pins = side.peer.pins
    assert isinstance(pins, Pins)
    lab = fleet.labs["kilo"]
    lab.acts["change"] = lambda: pins.set(Destination("lab", "kilo"), "kilo")

    side.api.run(Context(), what="change")
    lab.acts["nothing"] = lambda: None
    side.api.run(Context(), what="nothing")

    assert [event.pinned for event in side.events] == ["juno", "kilo"]
    replies = [noted.context.sender.reply for noted in lab.noted if noted.context.sender]
    assert replies == ["juno", "kilo"]


def test_pin_when_a_row_changes_holds_for_all_clients_and_replies(fleet: Fleet) -> None:
    """R5: nothing is made anew when a fleet is upgraded."""
    rows = [row("kilo", "icehouse")]
    source = records(read=lambda: Census(rows))
    sides = [fleet.client(release, None, pins=source) for release in ("kilo", "kilo")]
    for side in sides:
        side.server = "kilo"
    fleet.labs["kilo"].found = ()

    for release in ("icehouse", "juno", "kilo", "icehouse"):
        rows[:] = [row("kilo", release)]
        source.reload()
        for side in sides:
            side.api.nodes(Context())
            assert side.event.pinned == release

    replies = [n.context.sender.reply for n in fleet.labs["kilo"].noted if n.context.sender]
    assert replies == [r for r in ("icehouse", "juno", "kilo", "icehouse") for _ in sides]


RELEASES = strategies.sampled_from(ORDER)


def accepted(receiver: Peer, sender: Peer, spoken: Pin, instance: Any) -> Reply:
    """The reply of a server without a broker to a build that was sent at a pin."""
    lab, lineage = Lab(receiver.view), LabAPI.LINEAGE
    method = lineage.methods[sender.own.interfaces["LabAPI"]]["build"]
    sent = Exchange(sender, lineage, method, Route("lab", 1), spoken).message(
        Context(), {"instance": instance}
    )
    dispatcher = Dispatcher(receiver, Endpoints([Endpoint.of(receiver, lineage, lab)]))
    message = {"method": sent.method, "version": sent.version, "args": sent.body}
    return Reply.from_dict(dispatcher.dispatch(Incoming(message, sent.context)))


@hypothesis.settings(deadline=None)
@hypothesis.given(strategies.data(), RELEASES, RELEASES, RELEASES, RELEASES)
def test_receiver_when_its_own_pins_lag_refuses_nothing_that_its_code_understands(
    data: strategies.DataObject, runs: str, lagging: str, sends: str, spoken: str
) -> None:
    """R7: whatever its pins say, and whatever it has heard of others."""
    spoken = min(runs, sends, spoken, key=ORDER.index)
    pins = known(runs)
    pins.set(Destination("lab"), min(runs, lagging, key=ORDER.index))
    receiver = peer(None, runs, pins=pins)
    receiver.announced.lower(Destination("lab"), Known(pin(runs), "x"), "other", pin("icehouse"))
    sender = peer(None, sends)
    instance = data.draw(objects(sender.view, "Instance", sparse=True))
    try:
        reply = accepted(receiver, sender, pin(spoken), instance)
    except (BackportRefusedError, ArgumentRefusedError):
        return  # the sender holds it back

    assert not reply.code.is_skew, reply.detail


@hypothesis.settings(deadline=None)
@hypothesis.given(RELEASES, RELEASES, strategies.sampled_from([None, "host"]))
def test_pin_when_nobody_knows_a_destination_is_one_that_every_release_reads(
    own: str, runs: str, server: str | None
) -> None:
    """R6: the oldest form, and after an answer that of the server and of no other."""
    sender = peer(None, own)
    destination = Destination("lab", server)

    first = sender.pin_for(destination)
    said = {"release": runs, "interfaces": {"LabAPI": VERSIONS[runs]}}
    heard = sender.announced.pin(LabAPI.LINEAGE, said)
    if heard is not None:
        sender.announced.hear(destination, "lab@host", heard)

    assert first is pin("icehouse")
    understood = runs if server and ORDER.index(runs) <= ORDER.index(own) else "icehouse"
    assert sender.pin_for(destination) is pin(understood)
    assert sender.pin_for(Destination("lab", "another")) is pin("icehouse")
