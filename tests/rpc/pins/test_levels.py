"""What a written pin means."""

from __future__ import annotations

import pytest

from rpc import Pin, Releases
from rpc.pins._errors import MisPinError
from rpc.pins._levels import Levels
from tests.support.depot import DepotAPI, GateAPI, depot_pin, depot_releases
from tests.support.lab import LabAPI, OtherAPI, known, pin, views
from tests.support.settings import levels
from vobjects import DeclarationError
from vobjects._names import nearest
from vobjects.version import Version


@pytest.mark.parametrize("text", ["juno", " juno ", "JUNO", "2014.2"])
def test_pin_when_a_release_is_named_is_that_release(text: str) -> None:
    found = levels(**{"2014.2": "juno"}).pin("lab", text, "here")

    assert found.release == "juno"
    assert found.interfaces == pin("juno").interfaces


@pytest.mark.parametrize(
    ("text", "release"), [("1.0", "icehouse"), ("1.1", "juno"), ("1.2", "kilo")]
)
def test_pin_when_a_version_is_named_is_the_oldest_release_that_has_it(
    text: str, release: str
) -> None:
    assert levels().pin("lab", text, "here").release == release


def test_pin_when_two_releases_have_the_version_is_the_older_one() -> None:
    twin = Pin("liberty", pin("kilo").interfaces, views("kilo"))
    both = Releases((*known("kilo").supported.values(), twin))

    assert Levels(both, [LabAPI]).pin("lab", "1.2", "here").release == "kilo"


def test_pin_when_the_version_is_between_two_releases_has_the_objects_of_the_older_one() -> None:
    few = Releases((pin("icehouse"), pin("kilo")))

    found = Levels(few, [LabAPI]).pin("lab", "1.1", "here")

    assert (found.release, found.interfaces["LabAPI"]) == ("icehouse", Version(1, 1))
    assert found.view is pin("icehouse").view


def test_pin_when_both_are_named_has_the_objects_of_the_release_and_the_version() -> None:
    found = levels().pin("lab", "juno  1.0", "here")

    assert (found.release, found.interfaces["LabAPI"]) == ("juno", Version(1, 0))
    assert found.view is pin("juno").view


def test_pin_when_asked_again_is_the_same_object() -> None:
    found = levels()

    assert found.pin("lab", "1.1", "here") is found.pin("lab", "1.1", "there")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("jnuo", "juno"),
        ("liberty", ""),
        ("1.7", "1.2"),
        ("2.0", "1.0"),
        ("1.x", "1.2"),
        ("juno 7.0", "1.0"),
        ("juno kilo", "kilo"),
        ("1.1 juno", "juno"),
        ("", ""),
    ],
)
def test_pin_when_it_means_nothing_names_what_is_valid(text: str, meant: str) -> None:
    with pytest.raises(MisPinError) as caught:
        levels().pin("lab", text, "[upgrade_levels] lab")

    assert caught.value.where == "[upgrade_levels] lab"
    assert caught.value.nearest == meant
    assert "1.1" in caught.value.expected
    assert (f"did you mean '{meant}'?" in str(caught.value)) == bool(meant)


def test_pin_when_the_version_is_older_than_every_release_is_refused() -> None:
    found = Levels(Releases((pin("juno"), pin("kilo"))), [LabAPI])

    with pytest.raises(MisPinError) as caught:
        found.pin("lab", "1.0", "here")

    assert caught.value.expected == "1.1 (juno) or newer"


def test_pin_when_the_release_lacks_the_interface_is_refused() -> None:
    with pytest.raises(MisPinError) as caught:
        levels().pin("other", "juno", "here")

    assert (caught.value.found, caught.value.expected) == (
        "juno, which has no OtherAPI",
        "one of kilo",
    )


def test_pin_when_no_release_has_the_interface_is_refused() -> None:
    with pytest.raises(MisPinError, match="no release"):
        levels("juno").pin("other", "juno", "here")
    with pytest.raises(MisPinError, match="never had that version"):
        levels("juno").pin("other", "juno 2.0", "here")


def test_pin_when_the_topic_has_two_interfaces_takes_releases_alone() -> None:
    found = Levels(depot_releases(), [DepotAPI, GateAPI])

    assert found.pin("depot", "juno", "here").release == "juno"
    with pytest.raises(MisPinError) as caught:
        found.pin("depot", "1.0", "here")
    assert caught.value.expected == "a release: it has DepotAPI, GateAPI"


def test_pin_when_the_topic_is_unknown_is_refused() -> None:
    with pytest.raises(MisPinError) as caught:
        levels().pin("lba", "juno", "here")

    assert caught.value.nearest == "lab"


@pytest.mark.parametrize(
    ("aliases", "found"),
    [({"x": "jnuo"}, "'jnuo'"), ({"juno": "kilo"}, "the name of a release")],
)
def test_levels_when_an_alias_cannot_be_are_refused(aliases: dict[str, str], found: str) -> None:
    with pytest.raises(MisPinError) as caught:
        levels(**aliases)

    assert caught.value.found == found


def test_levels_when_a_release_names_a_version_that_never_was_are_refused() -> None:
    wrong = Pin("juno", {"LabAPI": Version(9, 0)}, views("juno"))

    with pytest.raises(DeclarationError, match=r"version 9\.0"):
        Levels(Releases((wrong,)), [LabAPI, OtherAPI])


@pytest.mark.parametrize("text", ["1.3", "7.0", "liberty 1.2", "liberty 1.5", "kilo 1.9"])
def test_row_when_it_is_newer_than_the_own_code_is_the_newest_known(text: str) -> None:
    assert levels().of_row("lab", text, "here") is pin("kilo")


def test_row_when_it_has_the_newest_version_is_the_oldest_release_with_it() -> None:
    twin = Pin("liberty", pin("kilo").interfaces, views("kilo"))
    both = Levels(Releases((pin("kilo"), twin)), [LabAPI])

    assert both.of_row("lab", "1.2", "here") is pin("kilo")


@pytest.mark.parametrize("text", ["liberty", "0.9", "liberty 1.1"])
def test_row_when_it_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(MisPinError):
        levels().of_row("lab", text, "here")


def test_meet_when_the_newer_major_does_not_serve_the_older_is_false() -> None:
    found = Levels(depot_releases(), [DepotAPI, GateAPI])

    assert found.meet("depot", depot_pin("icehouse"), depot_pin("juno"))
    assert not found.meet("depot", depot_pin("juno"), depot_pin("kilo"))
    assert levels().meet("other", pin("juno"), pin("kilo"))


def test_lowest_when_pins_of_one_release_differ_has_the_oldest_of_each_interface() -> None:
    juno = depot_pin("juno")
    lower = juno.capped("DepotAPI", Version(1, 0))
    known = depot_releases()

    assert known.lowest([juno, lower]) is lower
    assert known.lowest([depot_pin("icehouse"), lower]).release == "icehouse"
    assert known.lowest([juno, depot_pin("kilo")]) is juno


@pytest.mark.parametrize(
    ("name", "expected"), [("JUNO", "juno"), ("jnuo", "juno"), ("q", ""), ("", "")]
)
def test_nearest_when_asked_ignores_case_and_gives_nothing_far_off(
    name: str, expected: str
) -> None:
    assert nearest(name, ["icehouse", "juno", "kilo"]) == expected
