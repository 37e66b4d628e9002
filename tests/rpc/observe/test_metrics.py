"""Counters as a scrape of Prometheus sees them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from rpc import Client, Code, Context, Destination, Event, RefusedError, Served, Server
from rpc.observe._discarded import Reason, TurnedAway
from rpc.observe.metrics import MOST_FIELDS, OTHER, Metrics
from tests.support.lab import Fleet, Lab, LabAPI, guest, known, peer, views
from vobjects import LossEntry

LOSS = LossEntry("$.note", "LabAPI", "build(note)", "1.2", "juno", "str 'x'", "nobody reads it")
SENT = Event(
    sender="a",
    sender_release="kilo",
    topic="lab",
    destination="lab.juno",
    pinned="juno",
    call="LabAPI.build",
    code=Code.OK,
    seconds=0.03,
    converted=2,
    losses=(LOSS,),
    detail="",
)
SERVED = Served(
    receiver="b",
    receiver_release="juno",
    topic="lab",
    sender="a",
    sender_release="kilo",
    call="LabAPI.build",
    known=True,
    sender_known=True,
    version="1.1",
    code=Code.OK,
    seconds=0.02,
    losses=(),
    detail="",
)
WHERE = {"interface": "LabAPI", "method": "build", "destination": "lab"}


@dataclasses.dataclass
class Scraped:
    """Metrics, and what a scrape of them gives."""

    metrics: Metrics
    registry: CollectorRegistry

    def value(self, name: str, **labels: str) -> float | None:
        """One sample; None if there is none with these labels."""
        return self.registry.get_sample_value(name, labels)

    def series(self, name: str) -> list[dict[str, str]]:
        """The labels of all samples of a name, as the text of a scrape has them."""
        text = generate_latest(self.registry).decode()
        return [
            sample.labels
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == name
        ]


@pytest.fixture
def scraped() -> Scraped:
    registry = CollectorRegistry()
    return Scraped(Metrics(registry), registry)


def test_message_when_sent_is_counted_with_its_outcome_and_time(scraped: Scraped) -> None:
    scraped.metrics.sent(SENT)
    scraped.metrics.sent(SENT)
    scraped.metrics.sent(dataclasses.replace(SENT, code=Code.UNKNOWN, converted=0))

    assert scraped.value("pinrail_sent_total", **WHERE, code="ok") == 2
    assert scraped.value("pinrail_sent_total", **WHERE, code="unknown") == 1
    assert scraped.value("pinrail_sent_seconds_count", **WHERE) == 3
    assert scraped.value("pinrail_sent_seconds_sum", **WHERE) == pytest.approx(0.09)
    assert scraped.value("pinrail_sent_seconds_bucket", **WHERE, le="0.025") == 0
    assert scraped.value("pinrail_sent_seconds_bucket", **WHERE, le="0.05") == 3
    assert scraped.value("pinrail_conversions_total", **WHERE) == 4
    lost = {"side": "client", "object": "LabAPI", "field": "build(note)"}
    assert scraped.value("pinrail_losses_total", **lost) == 3


def test_message_when_nothing_was_converted_lost_or_healed_makes_no_series(
    scraped: Scraped,
) -> None:
    scraped.metrics.sent(dataclasses.replace(SENT, converted=0, losses=()))

    for name in ("conversions", "losses", "heals"):
        assert scraped.series(f"pinrail_{name}_total") == []


def test_call_when_it_was_sent_again_is_a_heal(scraped: Scraped) -> None:
    scraped.metrics.sent(dataclasses.replace(SENT, mispinned="kilo"))

    labels = {"destination": "lab", "from": "kilo", "to": "juno"}
    assert scraped.value("pinrail_heals_total", **labels) == 1


def test_pins_when_they_change_are_counted_by_destination(scraped: Scraped) -> None:
    other = dataclasses.replace(SENT, destination="lab.other")

    for event in (SENT, SENT, other, dataclasses.replace(other, pinned="kilo")):
        scraped.metrics.sent(event)

    assert scraped.value("pinrail_pins", destination="lab", release="juno") == 1
    assert scraped.value("pinrail_pins", destination="lab", release="kilo") == 1


def test_servers_when_asked_for_are_told_apart() -> None:
    registry = CollectorRegistry()
    Metrics(registry, servers=True).sent(SENT)

    labels = WHERE | {"destination": "lab.juno", "code": "ok"}
    assert registry.get_sample_value("pinrail_sent_total", labels) == 1
    pin = {"destination": "lab.juno", "release": "juno"}
    assert registry.get_sample_value("pinrail_pins", pin) == 1


def test_message_when_served_is_counted_with_its_sender_and_outcome(scraped: Scraped) -> None:
    scraped.metrics.served(SERVED)
    scraped.metrics.served(dataclasses.replace(SERVED, losses=(LOSS,)))

    call = {"interface": "LabAPI", "method": "build"}
    assert scraped.value("pinrail_served_total", **call, sender_release="kilo", code="ok") == 2
    assert scraped.value("pinrail_served_seconds_count", **call) == 2
    lost = {"side": "server", "object": "LabAPI", "field": "build(note)"}
    assert scraped.value("pinrail_losses_total", **lost) == 1


def test_names_when_peers_make_them_up_make_no_more_series(scraped: Scraped) -> None:
    for number in range(3):
        made_up = dataclasses.replace(SERVED, call=f"LabAPI.made.up{number}", known=False)
        scraped.metrics.served(
            dataclasses.replace(made_up, sender_release=f"r{number}", sender_known=False)
        )

    series = scraped.series("pinrail_served_total")
    assert {labels["method"] for labels in series} == {OTHER}
    assert {labels["sender_release"] for labels in series} == {OTHER}
    assert len(scraped.series("pinrail_served_seconds_count")) == 1


def test_losses_when_peers_make_them_up_make_no_more_series(scraped: Scraped) -> None:
    lost = tuple(
        dataclasses.replace(LOSS, object=f"Made{number}", field="up")
        for number in range(MOST_FIELDS * 2)
    )
    scraped.metrics.sent(dataclasses.replace(SENT, losses=lost))

    assert len(scraped.series("pinrail_losses_total")) == MOST_FIELDS + 1
    others = {"side": "client", "object": OTHER, "field": OTHER}
    assert scraped.value("pinrail_losses_total", **others) == MOST_FIELDS


@pytest.mark.parametrize("reason", Reason)
def test_message_when_not_run_is_counted_with_the_reason(scraped: Scraped, reason: Reason) -> None:
    scraped.metrics.turned_away(TurnedAway("b (juno)", "lab", reason, "build", "why"))

    assert scraped.value("pinrail_turned_away_total", topic="lab", reason=reason.value) == 1


def test_metrics_when_made_twice_for_a_registry_are_refused(scraped: Scraped) -> None:
    with pytest.raises(ValueError, match="Duplicated"):
        Metrics(scraped.registry)


def test_messages_when_peers_of_two_releases_talk_are_all_counted(
    fleet: Fleet, scraped: Scraped
) -> None:
    def client(sender: str, **options: Any) -> Any:
        made = fleet.peer(sender, observer=scraped.metrics.sent, **options)
        return Client(made, LabAPI).prepare(server="icehouse"), made.view

    pins = known("kilo")
    pins.set(Destination("lab", "icehouse"), "kilo")
    api, view = client("kilo", pins=pins, heals=False)
    with pytest.raises(RefusedError):
        api.build(Context(), guest(view), note="x")
    pins.set(Destination("lab", "icehouse"), "icehouse")
    api.build(Context(), guest(view), note="x")
    api.refresh(Context(), number=1)

    build = {"interface": "LabAPI", "method": "build", "destination": "lab"}
    assert scraped.value("pinrail_sent_total", **build, code="method-refused") == 1
    assert scraped.value("pinrail_sent_total", **build, code="ok") == 1
    assert scraped.value("pinrail_conversions_total", **build) == 1
    cast = build | {"method": "refresh"}
    assert scraped.value("pinrail_sent_total", **cast, code="ok") == 1
    assert scraped.value("pinrail_pins", destination="lab", release="icehouse") == 1
    assert scraped.value("pinrail_pins", destination="lab", release="kilo") == 0
    lost = {"side": "client", "object": "LabAPI", "field": "build(note)"}
    assert scraped.value("pinrail_losses_total", **lost) == 1


def test_call_when_it_heals_is_counted_as_one(fleet: Fleet, scraped: Scraped) -> None:
    pins = known("kilo")
    pins.set(Destination("lab", "icehouse"), "kilo")
    made = fleet.peer("kilo", observer=scraped.metrics.sent, pins=pins, heals=True)

    Client(made, LabAPI).prepare(server="icehouse").build(Context(), guest(made.view), note="x")

    healed = {"destination": "lab", "from": "kilo", "to": "icehouse"}
    assert scraped.value("pinrail_heals_total", **healed) == 1
    build = {"interface": "LabAPI", "method": "build", "destination": "lab"}
    assert scraped.value("pinrail_sent_total", **build, code="ok") == 1


def test_server_when_it_counts_has_every_message(memory: Any, scraped: Scraped) -> None:
    own = peer(memory, "kilo", served=scraped.metrics.served, prefix="counted-")
    server = Server(own, {LabAPI: Lab(views("kilo"))}, "counted")
    server.start()
    pins = known("kilo")
    pins.set(Destination("lab"), "kilo")
    caller = peer(memory, "kilo", pins=pins, prefix="counted-")

    Client(caller, LabAPI).prepare(server="counted").nodes(Context())
    server.stop()

    labels = {"interface": "LabAPI", "method": "nodes", "sender_release": "kilo", "code": "ok"}
    assert scraped.value("pinrail_served_total", **labels) == 1
