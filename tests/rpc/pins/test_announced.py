"""What peers announce, and the pins that it lowers."""

from __future__ import annotations

import functools
import types
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies

from rpc import Destination, Known, Nobody, Unknown
from rpc.pins._announced import FORGOTTEN, SILENT, Announced
from tests.support.depot import DepotAPI, depot_pin, depot_releases
from tests.support.lab import VERSIONS, LabAPI, known, pin
from vobjects.version import Version

HOST, TOPIC = Destination("lab", "host"), Destination("lab")
UNKNOWN = Unknown("not asked")


@functools.cache
def sure(release: str) -> Known:
    return Known(pin(release), "the test")


def announced(release: str = "kilo") -> Announced:
    return Announced(known(release))


@pytest.mark.parametrize("answer", [UNKNOWN, Nobody("no row")])
def test_over_when_nothing_is_known_is_the_oldest(answer: Any) -> None:
    assert announced().over(HOST, answer) is pin("icehouse")


def test_over_when_nothing_is_known_is_what_the_server_announced() -> None:
    found = announced()
    found.hear(HOST, "lab@host", pin("juno"))

    assert found.over(HOST, UNKNOWN) is pin("juno")
    assert found.over(Destination("lab", "other"), UNKNOWN) is pin("icehouse")
    assert found.over(TOPIC, UNKNOWN) is pin("icehouse")
    assert found.over(HOST, sure("kilo")) is pin("kilo")


def test_over_when_the_server_went_back_is_its_older_release() -> None:
    found = announced()
    found.hear(HOST, "lab@host", pin("kilo"))
    found.hear(HOST, "lab@host", pin("juno"))

    assert found.over(HOST, UNKNOWN) is pin("juno")


def test_hear_when_one_server_of_a_topic_answers_says_nothing_of_the_others() -> None:
    found = announced()
    found.hear(TOPIC, "lab@host", pin("kilo"))

    assert found.over(TOPIC, UNKNOWN) is pin("icehouse")


def test_lower_when_a_peer_is_older_holds_until_the_source_gives_another_pin() -> None:
    found = announced()
    found.lower(HOST, sure("kilo"), "lab@host", pin("icehouse"))

    assert found.over(HOST, sure("kilo")) is pin("icehouse")
    assert found.over(HOST, sure("juno")) is pin("juno")
    assert found.over(HOST, sure("kilo")) is pin("kilo")


@pytest.mark.parametrize("claimed", ["juno", "kilo"])
def test_lower_when_the_peer_is_not_older_changes_nothing(claimed: str) -> None:
    found = announced()
    found.lower(HOST, sure("juno"), "lab@host", pin(claimed))

    assert found.over(HOST, sure("juno")) is pin("juno")


def test_lower_when_several_peers_of_a_topic_refuse_is_what_all_understand() -> None:
    found = announced()
    found.lower(TOPIC, sure("kilo"), "lab@a", pin("juno"))
    found.lower(TOPIC, sure("kilo"), "lab@b", pin("icehouse"))
    found.lower(TOPIC, sure("kilo"), "lab@c", pin("juno"))

    assert found.over(TOPIC, sure("kilo")) is pin("icehouse")


def test_lower_when_the_source_gave_another_pin_forgets_what_was_below_the_first() -> None:
    found = announced()
    found.lower(TOPIC, sure("kilo"), "lab@a", pin("icehouse"))
    found.lower(TOPIC, sure("juno"), "lab@b", pin("juno"))

    assert found.over(TOPIC, sure("juno")) is pin("juno")


def test_hear_when_the_peer_announces_a_newer_release_lifts_the_pin() -> None:
    found = announced()
    found.lower(TOPIC, sure("kilo"), "lab@a", pin("icehouse"))
    found.hear(TOPIC, "lab@b", pin("kilo"))
    still = found.over(TOPIC, sure("kilo"))
    found.hear(TOPIC, "lab@a", pin("juno"))
    higher = found.over(TOPIC, sure("kilo"))
    found.hear(TOPIC, "lab@a", pin("kilo"))

    assert (still, higher) == (pin("icehouse"), pin("juno"))
    assert found.over(TOPIC, sure("kilo")) is pin("kilo")


@pytest.mark.parametrize("others", [(), ("lab@b",)])
def test_lower_when_the_source_says_the_same_anew_ends(others: tuple[str, ...]) -> None:
    found = announced()
    found.lower(TOPIC, sure("kilo"), "lab@a", pin("icehouse"))
    again = Known(pin("kilo"), "the test")
    for name in others:
        found.lower(TOPIC, again, name, pin("juno"))

    assert found.over(TOPIC, again) is pin("juno" if others else "kilo")
    found.hear(TOPIC, "lab@a", pin("icehouse"))
    assert found.over(TOPIC, again) is pin("juno" if others else "kilo")


def test_lower_when_a_peer_is_silent_ends_for_that_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]
    clock = types.SimpleNamespace(monotonic=lambda: seconds[0])
    monkeypatch.setattr("rpc.pins._announced.time", clock)
    found, expected = announced(), list[str]()
    found.lower(TOPIC, sure("kilo"), "lab@a", pin("icehouse"))
    found.lower(TOPIC, sure("kilo"), "lab@b", pin("juno"))

    for seconds[0] in (200.0, SILENT, 400.0, 200.0 + SILENT):
        expected.append(found.over(TOPIC, sure("kilo")).release)
        if seconds[0] == 200.0:
            found.hear(TOPIC, "lab@b", pin("juno"))

    assert expected == ["icehouse", "juno", "juno", "kilo"]
    assert not found._lowered


def test_over_when_a_server_is_silent_for_an_hour_is_the_oldest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = [0.0]
    clock = types.SimpleNamespace(monotonic=lambda: seconds[0])
    monkeypatch.setattr("rpc.pins._announced.time", clock)
    found, expected = announced(), list[str]()
    found.hear(HOST, "lab@host", pin("juno"))

    for seconds[0] in (3000.0, 4000.0, 3000.0 + FORGOTTEN):
        expected.append(found.over(HOST, UNKNOWN).release)
        if seconds[0] == 3000.0:
            found.hear(HOST, "lab@host", pin("juno"))

    assert expected == ["juno", "juno", "icehouse"]
    assert not found._heard


def test_announced_when_there_are_more_servers_than_room_forgets_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rpc.pins._announced.MOST_DESTINATIONS", 2)
    found = announced()
    hosts = [Destination("lab", name) for name in "abc"]
    for host in hosts:
        found.hear(host, "lab@x", pin("juno"))
        found.lower(host, sure("kilo"), "lab@x", pin("juno"))

    assert [found.over(host, UNKNOWN).release for host in hosts] == ["icehouse", "juno", "juno"]
    assert [found.over(host, sure("kilo")).release for host in hosts] == ["kilo", "juno", "juno"]


def test_pin_when_the_peer_is_between_two_releases_has_its_version() -> None:
    found = announced()
    said = {"release": "juno", "interfaces": {"LabAPI": "1.0"}}
    first = found.pin(LabAPI.LINEAGE, said)

    assert first is not None
    assert (first.release, first.interfaces["LabAPI"]) == ("juno", Version(1, 0))
    assert found.pin(LabAPI.LINEAGE, said) is first


def test_lower_when_the_peer_has_an_older_version_of_the_same_release_is_that_version() -> None:
    found = Announced(depot_releases())
    said = found.pin(DepotAPI.LINEAGE, {"release": "juno", "interfaces": {"DepotAPI": "1.0"}})
    assert said is not None
    answer, place = Known(depot_pin("juno"), "the test"), Destination("depot", "a")

    found.lower(place, answer, "depot@a", said)

    assert found.over(place, answer).interfaces["DepotAPI"] == Version(1, 0)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"release": "juno"},
        {"release": "juno", "interfaces": {}},
        {"release": "juno", "interfaces": {"LabAPI": "9.9"}},
        {"release": "juno", "interfaces": {"LabAPI": 1.0}},
        {"release": "juno", "interfaces": ["LabAPI"]},
        {"release": ["juno"], "interfaces": {"LabAPI": "1.1"}},
        {"release": "liberty", "interfaces": {"LabAPI": "1.2"}},
    ],
)
def test_pin_when_a_peer_says_nothing_that_is_known_is_none(said: dict[str, Any]) -> None:
    assert announced().pin(LabAPI.LINEAGE, said) is None


RELEASES = strategies.sampled_from(list(VERSIONS))
PEERS = strategies.sampled_from(["a", "b"])
ACTS = strategies.lists(strategies.tuples(strategies.booleans(), PEERS, RELEASES))


@hypothesis.settings(deadline=None)
@hypothesis.given(ACTS, RELEASES)
def test_over_when_a_source_knows_is_never_newer_than_it_says(
    acts: list[tuple[bool, str, str]], source: str
) -> None:
    """R6: what peers say can lower a pin and never raise it."""
    found, order = announced(), list(VERSIONS)
    for refused, name, release in acts:
        found.hear(TOPIC, name, pin(release))
        if refused:
            found.lower(TOPIC, sure(source), name, pin(release))
            after = found.over(TOPIC, sure(source))
            assert order.index(after.release) <= order.index(release) or after is pin(source)

    assert order.index(found.over(TOPIC, sure(source)).release) <= order.index(source)
    assert found.over(TOPIC, UNKNOWN) is pin("icehouse")
