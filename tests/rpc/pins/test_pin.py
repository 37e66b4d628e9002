"""Who is spoken to in which release's form, and in which form a sender is answered."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import Answer, Destination, Introduction, Known, MisPinError, Pin, Pins, Unknown
from rpc._broker.route import Route
from tests.support.lab import VERSIONS, LabAPI, OtherAPI, known, peer, pin, views
from vobjects import DeclarationError
from vobjects.version import Version

HOST, TOPIC = Destination("lab", "host"), Destination("lab")


def released(answer: Answer) -> str:
    """The release of a pin that is known."""
    assert isinstance(answer, Known)
    return answer.pin.release


def test_answer_when_nothing_is_set_is_unknown() -> None:
    assert known("kilo").answer(HOST) == Unknown("nothing was set")
    assert known("kilo").answer(TOPIC) == Unknown("nothing was set")


def test_pin_for_when_nothing_is_set_is_the_oldest() -> None:
    assert peer(None, "kilo").pin_for(HOST) is pin("icehouse")


def test_answer_when_the_topic_is_set_holds_for_its_servers() -> None:
    pins = known("kilo")
    pins.set(TOPIC, "juno")

    assert released(pins.answer(HOST)) == "juno"
    assert isinstance(pins.answer(Destination("other", "host")), Unknown)


def test_answer_when_the_server_is_set_comes_before_the_topic() -> None:
    pins = known("kilo")
    pins.set(TOPIC, "juno")
    pins.set(HOST, "kilo")

    assert (released(pins.answer(HOST)), released(pins.answer(TOPIC))) == ("kilo", "juno")


def test_set_when_the_name_is_unknown_is_refused_and_changes_nothing() -> None:
    pins = known("juno")
    pins.set(HOST, "juno")

    with pytest.raises(DeclarationError) as caught:
        pins.set(HOST, "kilo")

    assert (caught.value.found, caught.value.expected) == ("'kilo'", "one of icehouse, juno")
    assert released(pins.answer(HOST)) == "juno"


@pytest.mark.parametrize("place", ["lab", None, ("lab", "host")])
def test_set_when_the_destination_is_none_is_refused(place: Any) -> None:
    with pytest.raises(DeclarationError, match="a Destination"):
        known("kilo").set(place, "juno")


def test_set_when_no_interface_has_the_topic_is_refused_and_changes_nothing() -> None:
    pins = known("juno")
    with pytest.raises(MisPinError) as caught:
        pins.set(Destination("lba", "host"), "juno")

    assert (caught.value.found, caught.value.nearest) == ("'lba'", "lab")
    assert isinstance(pins.answer(Destination("lba", "host")), Unknown)


def test_set_when_the_topic_is_that_of_an_interface_no_release_has_is_refused() -> None:
    with pytest.raises(MisPinError, match="one of lab"):
        known("juno").set(Destination(OtherAPI.TOPIC), "juno")
    known("kilo").set(Destination(OtherAPI.TOPIC), "kilo")


def test_pins_when_there_is_no_release_are_refused() -> None:
    with pytest.raises(DeclarationError, match="no release"):
        Pins(())


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (["juno", "icehouse"], "icehouse with LabAPI 1.0 after juno with 1.1"),
        (["icehouse", "kilo", "juno"], "juno with LabAPI 1.1 after kilo with 1.2"),
        (["icehouse", "icehouse"], "a release twice: icehouse, icehouse"),
    ],
)
def test_pins_when_releases_are_not_from_old_to_new_are_refused(
    order: list[str], found: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        Pins(tuple(map(pin, order)))
    assert caught.value.found == found


def test_peer_when_its_own_release_is_not_known_is_refused() -> None:
    with pytest.raises(DeclarationError, match="the own release kilo, which is not known"):
        peer(None, "kilo", known=known("juno"))


@pytest.mark.parametrize("form", ["", "json", "COMPACT"])
def test_pin_when_the_form_is_unknown_is_refused(form: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        pin("juno", form)

    assert caught.value.where == "Pin of juno"
    assert caught.value.expected == "one of compact, primitive"


def test_speaks_when_the_release_has_the_interface_is_its_version() -> None:
    assert pin("juno").speaks(LabAPI.LINEAGE) == Version(1, 1)
    assert str(pin("juno")) == "juno"


def test_speaks_when_the_release_lacks_the_interface_is_an_error() -> None:
    with pytest.raises(DeclarationError) as caught:
        pin("juno").speaks(OtherAPI.LINEAGE)

    assert (caught.value.found, caught.value.expected) == ("no OtherAPI", "one of LabAPI")


def test_speaks_when_the_version_never_was_is_an_error() -> None:
    wrong = Pin("juno", {"LabAPI": Version(3, 0)}, views("juno"))

    with pytest.raises(DeclarationError, match=r"version 3\.0"):
        wrong.speaks(LabAPI.LINEAGE)


@pytest.mark.parametrize(
    ("destination", "text"), [(HOST, "lab.host"), (TOPIC, "lab")], ids=["server", "topic"]
)
def test_destination_when_shown_is_its_address(destination: Destination, text: str) -> None:
    assert str(destination) == text
    assert Route("lab", 1, destination.server).destination == destination


@pytest.mark.parametrize("own", VERSIONS)
@pytest.mark.parametrize("pinned", VERSIONS)
def test_introduction_when_made_asks_for_what_both_know(own: str, pinned: str) -> None:
    found = peer(None, own).introduction(pin(pinned))

    older = min(own, pinned, key=list(VERSIONS).index)
    assert found == Introduction(f"tester-{own}", own, older)


def test_label_when_asked_is_name_and_release() -> None:
    assert peer(None, "juno").label == "tester-juno (juno)"


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        (None, "icehouse"),
        (Introduction("a", "icehouse", "icehouse"), "icehouse"),
        (Introduction("a", "kilo", "juno"), "juno"),
        (Introduction("a", "kilo", "kilo"), "icehouse"),
        (Introduction("a", "juno", "nonsense"), "icehouse"),
    ],
)
def test_reply_pin_when_a_release_is_unknown_is_the_oldest(
    sender: Introduction | None, expected: str
) -> None:
    assert peer(None, "juno").reply_pin(sender).release == expected


def test_introduction_when_read_back_is_the_same() -> None:
    sent = Introduction("a", "juno", "icehouse")

    assert Introduction.read({"name": "a", "release": "juno", "reply": "icehouse"}) == sent
    assert Introduction.read({"name": "a", "release": "juno"}) is None
    assert Introduction.read(None) is None
