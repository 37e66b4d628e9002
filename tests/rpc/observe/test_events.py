"""What observers and logs are told, and pins that change between messages."""

from __future__ import annotations

import logging

import pytest

from rpc import (
    Client,
    Code,
    Context,
    Destination,
    Event,
    Pins,
)
from tests.support.lab import (
    GUEST,
    VERSIONS,
    Fleet,
    LabAPI,
    guest,
    known,
)
from tests.support.logs import logged_here
from vobjects import FieldValueError


def test_event_when_a_call_is_done_has_all_its_facts(fleet: Fleet) -> None:
    side = fleet.client("kilo", "juno")

    side.api.build(Context(), guest(side.view), note="x")

    event = side.event
    assert (event.sender, event.sender_release) == ("tester-kilo", "kilo")
    assert (event.destination, event.pinned, event.call) == ("lab.juno", "juno", "LabAPI.build")
    assert (event.code, event.converted, event.detail) == (Code.OK, 1, "")
    assert 0 < event.seconds < 20
    lost = ", ".join(loss.path for loss in event.losses)
    assert lost.startswith("$.note")
    assert str(event) == (
        f"tester-kilo (kilo) to lab.juno pinned to juno: LabAPI.build ok in {event.seconds:.3f} s, "
        f"1 converted, lost {lost}"
    )


@pytest.mark.parametrize(("sender", "converted"), [("icehouse", 0), ("juno", 1), ("kilo", 1)])
def test_event_when_objects_were_converted_counts_them(
    fleet: Fleet, sender: str, converted: int
) -> None:
    side = fleet.client(sender, "icehouse")

    side.api.build(Context(), guest(side.view))
    assert side.event.converted == converted

    side.api.nodes(Context())
    assert side.event.converted == 0


def test_log_when_a_message_fails_names_peer_release_and_pin(
    fleet: Fleet, caplog: pytest.LogCaptureFixture
) -> None:
    side = fleet.client("kilo", "juno")

    with caplog.at_level(logging.INFO, "rpc"), pytest.raises(FieldValueError):
        side.api.resize(Context(), GUEST)

    [message] = logged_here(caplog, "rpc.client.client")
    assert message.startswith(
        "tester-kilo (kilo) to lab.juno pinned to juno: LabAPI.resize invalid in"
    )
    assert message.endswith(str(side.event.detail))


def test_observer_when_it_fails_does_not_change_the_outcome(
    fleet: Fleet, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(event: Event) -> None:
        raise ValueError("observer")

    client = Client(fleet.peer("juno", observer=fail), LabAPI)

    assert client.prepare(server="juno").nodes(Context()) == ()
    assert "the observer of tester-juno (juno) failed" in caplog.text


def test_pins_when_changed_hold_at_the_next_message(fleet: Fleet) -> None:
    side = fleet.client("kilo", "kilo")
    pins = side.peer.pins
    assert isinstance(pins, Pins)

    for release in [*VERSIONS, *reversed(VERSIONS)]:
        pins.set(Destination("lab", "kilo"), release)
        side.api.build(Context(), guest(side.view))
        sender = fleet.labs["kilo"].noted[-1].context.sender
        assert sender is not None
        assert (sender.reply, side.event.pinned) == (release, release)


def test_destination_when_its_release_is_unknown_gets_the_oldest_form(fleet: Fleet) -> None:
    side = fleet.client("kilo", pins=known("kilo"))

    side.client.prepare(server="kilo").build(Context(), guest(side.view))

    assert (side.event.pinned, side.event.converted) == ("icehouse", 1)
    sender = fleet.labs["kilo"].noted[0].context.sender
    assert sender is not None
    assert sender.reply == "icehouse"
