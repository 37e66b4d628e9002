"""Every kind of change that releases of Nova made, by example; laws run over the same classes."""

import copy
import datetime
import pickle
from typing import Any

import pytest

from tests.support.kinds import KINDS
from tests.support.untyped import new
from vobjects import (
    BackportRefusedError,
    DeclarationError,
    DecodeError,
    LossReport,
    Registry,
    VersionedObject,
    View,
    added,
    explain,
    field,
    history,
    initial,
    version,
)


def _at(name: str, text: str) -> View:
    return KINDS.closure(name, text)


def _gone(name: str, source: str, target: str, /, **values: Any) -> tuple[Any, list[str]]:
    """An object converted, and what was left behind."""
    report = LossReport()
    there = _at(name, target).adopt(new(_at(name, source), name, **values), report)
    return there.obj_values(), [str(entry.why) for entry in report]


def _refused(name: str, source: str, target: str, /, **values: Any) -> str:
    """Why an object is refused."""
    with pytest.raises((BackportRefusedError, DecodeError)) as caught:
        _at(name, target).adopt(new(_at(name, source), name, **values))
    facts = caught.value.fields()
    return str(facts.get("why") or facts["expected"].rpartition(": ")[2])


def test_value_when_an_older_one_stands_for_it_then_it_is_mapped_and_reported() -> None:
    values, gone = _gone("Spec", "1.1", "1.0", hv_type="vz")
    assert (values, gone) == ({"hv_type": "parallels"}, ["no 'vz' there"])


def test_value_when_absence_says_the_same_then_it_is_left_out_and_reported() -> None:
    values, gone = _gone("Spec", "1.2", "1.1", watchdog="disabled")
    assert (values, gone) == ({}, ["none asked for is the same"])
    assert _gone("Spec", "1.2", "1.1", watchdog="reset") == ({"watchdog": "reset"}, [])
    message = _at("Spec", "1.2").encode(
        new(_at("Spec", "1.2"), "Spec", watchdog="disabled"), _at("Spec", "1.1")
    )
    assert _at("Spec", "1.1").decode(message).obj_what_changed() == set()


def test_value_when_it_was_renamed_then_each_side_has_its_own_text() -> None:
    sent = {"mode": "hvm", "modes": ("hvm", "exe"), "by_name": {"a": "hvm"}, "some": {"hvm"}}
    older = {"mode": "full", "modes": ("full", "exe"), "by_name": {"a": "full"}, "some": {"full"}}
    assert _gone("Spec", "1.4", "1.2", **sent) == (older, [])
    assert _gone("Spec", "1.2", "1.4", **older) == (sent, [])
    view = _at("Spec", "1.2")
    assert type(new(view, "Spec", mode="full").mode).__name__ == "Mode"
    with pytest.raises(ValueError, match=r"one of 'exe', 'uml', 'full'"):
        new(view, "Spec", mode="hvm")


def test_value_when_it_was_removed_then_newer_versions_refuse_or_replace_it() -> None:
    assert _refused("Spec", "1.3", "1.4", mode="uml") == "uml is gone"
    values, gone = _gone("Spec", "1.3", "1.4", modes=["uml", "hvm"], some={"uml"}, last="uml")
    assert values == {"modes": ("exe", "hvm"), "some": {"exe"}}
    assert sorted(gone) == ["exe is nearest", "exe is nearest", "nobody asks for another"]
    assert _gone("Spec", "1.4", "1.3", mode="exe") == ({"mode": "exe"}, [])


@pytest.mark.parametrize(
    "twin", [copy.copy, copy.deepcopy, lambda obj: pickle.loads(pickle.dumps(obj))]
)
def test_value_when_it_went_then_copies_and_pickles_have_it_too(twin: Any) -> None:
    spec = new(_at("Spec", "1.3"), "Spec", mode="uml", some={"uml", "hvm"})
    other = twin(spec)
    assert other == spec
    assert other.mode is spec.mode
    assert repr(spec.mode) == "<Mode.GONE: 'uml'>"


def test_nullable_when_it_came_then_older_versions_refuse_or_replace_none() -> None:
    values, gone = _gone("Node", "1.1", "1.0", service_id=None, host=None)
    assert values == {"service_id": -1}
    assert gone == ["a host is known or not loaded", "no service is -1"]
    assert _refused("Node", "1.1", "1.0", note=None) == "a note is text"
    assert _gone("Node", "1.0", "1.1", service_id=-1) == ({"service_id": -1}, [])


def test_nullable_when_it_went_then_newer_versions_refuse_or_replace_none() -> None:
    values, gone = _gone("Node", "1.1", "1.2", name=None, rank=None)
    assert (values, sorted(gone)) == (
        {"name": "nobody"},
        ["a node has a name", "a rank is a number"],
    )
    assert _refused("Node", "1.1", "1.2", zone=None) == "a zone is known"
    assert _gone("Node", "1.2", "1.1", name="a") == ({"locked": True, "name": "a"}, [])


def test_options_when_they_changed_then_each_version_has_its_own() -> None:
    old, node = (new(_at("Node", text), "Node", locked=False) for text in ("1.1", "1.2"))
    old.locked = True
    with pytest.raises(AttributeError, match="read-only"):
        node.locked = True
    assert [type(one)(_at("Node", "1.1")).fields["locked"].read_only for one in (old, node)] == [
        False,
        True,
    ]


def test_field_when_it_is_derived_from_another_then_both_ways_are() -> None:
    assert _gone("Group", "1.1", "1.0", policy="affinity") == ({"policies": ("affinity",)}, [])
    assert _gone("Group", "1.1", "1.0", policy=None) == ({"policies": ()}, [])
    assert _gone("Group", "1.0", "1.1", policies=["a"]) == ({"policy": "a"}, [])
    assert _refused("Group", "1.0", "1.1", policies=["a", "b"]) == "a group has one policy"


def test_field_when_it_stands_in_another_then_it_comes_out_and_goes_back() -> None:
    inside, out = {"info": {"a": "b"}}, {"info": {}, "parent": "b"}
    assert _gone("Port", "1.0", "1.1", **inside) == (out, [])
    assert _gone("Port", "1.1", "1.0", **out) == (inside, [])
    assert _gone("Port", "1.1", "1.2", **out) == (inside, [])
    assert _gone("Port", "1.2", "1.1", **inside) == (out, [])
    assert "no room" in _refused("Port", "1.1", "1.2", info={"a": "c"}, parent="b")
    assert "no room" in _refused("Port", "1.1", "1.0", info={"a": "c"}, parent="b")


def test_cpus_when_they_are_dedicated_then_they_are_folded_into_the_set() -> None:
    dedicated = {"policy": "dedicated", "cpuset": frozenset(), "pcpuset": frozenset({1, 2})}
    folded = {"policy": "dedicated", "cpuset": {1, 2}}
    assert _gone("GuestCell", "1.3", "1.1", **dedicated) == (folded, [])
    assert _gone("GuestCell", "1.1", "1.3", **folded) == (dedicated, [])
    mixed = dedicated | {"policy": "mixed", "cpuset": {3}}
    assert _refused("GuestCell", "1.3", "1.1", **mixed) == "CPUs are of one kind"


def test_children_when_they_are_of_another_class_then_they_are_made_anew() -> None:
    new_, old = _at("Yard", "1.2"), _at("Yard", "1.0")
    assert "Fence" in new_
    yard = new(new_, "Yard", border=new(new_, "Wall", height=3, stones=0))
    there: Any = old.adopt(yard)
    assert (there.border.obj_name(), there.border.height) == ("Fence", 3)
    assert new_.adopt(there) == yard
    yard.border.stones = 1
    with pytest.raises(BackportRefusedError, match="a fence has no stones"):
        new_.encode(yard, old)


def test_manifest_when_it_lacks_a_class_that_conversions_need_then_it_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"Yard 1\.2 with field 'border' but no Fence"):
        KINDS.at({"Yard": "1.2", "Wall": "1.0"})
    assert "Wall" not in _at("Yard", "1.0")


def test_field_when_it_came_again_in_another_type_then_each_version_has_its_own() -> None:
    assert _gone("Ticket", "1.3", "1.0", code="") == ({"code": 0}, [])
    assert _gone("Ticket", "1.0", "1.3", code=0) == ({"code": ""}, [])
    assert _refused("Ticket", "1.3", "1.0", code="a") == "codes are read"
    assert _refused("Ticket", "1.0", "1.3", code=7) == "codes are read"
    with pytest.raises(AttributeError, match=r"it went with 1\.1 and it came again with 1\.3"):
        new(_at("Ticket", "1.2"), "Ticket").code  # noqa: B018


def test_major_when_it_is_the_last_minor_without_the_deprecated_then_both_convert() -> None:
    assert _gone("Major", "2.0", "1.9", id=1) == ({"id": 1, "old": None}, [])
    assert _gone("Major", "1.10", "2.0", id=1, tags=[], old=None) == ({"id": 1}, [])
    assert _refused("Major", "1.10", "2.0", tags=["a"]) == "tags are read"
    assert _refused("Major", "1.9", "2.0", old="a") == "it was read"


@pytest.mark.parametrize(
    ("name", "source", "target", "field_", "sentence"),
    [
        ("Spec", "1.4", "1.2", "mode", "value 'hvm' is called 'full' there"),
        ("Spec", "1.2", "1.1", "watchdog", "value 'disabled' is left out, reported as left behind"),
        (
            "Spec",
            "1.1",
            "1.0",
            "hv_type",
            "value 'vz' becomes 'parallels', reported as left behind",
        ),
        ("Spec", "1.3", "1.4", "mode", "value 'uml' is refused"),
        ("Node", "1.1", "1.0", "service_id", "None becomes -1, reported as left behind"),
        ("Node", "1.1", "1.0", "note", "None is refused"),
        (
            "Yard",
            "1.1",
            "1.0",
            "border",
            "made anew by _fence(); the values must come back by its ",
        ),
    ],
)
def test_explain_when_a_history_has_the_kind_then_it_has_a_sentence(
    name: str, source: str, target: str, field_: str, sentence: str
) -> None:
    fates = {fate.field: fate.fate for fate in explain(KINDS, name, source, target).fields}
    assert fates[field_].startswith(sentence)


class Timestamps(VersionedObject):
    """A mixin: columns that many classes have."""

    created_at: datetime.datetime | None
    deleted: bool = field(default=False)


STAMPED = (
    added("created_at", default=None, why="times are shown"),
    added("deleted", default=False, why="it would come to life again"),
)
"""What the mixin brings, for the version of each class in which it came."""


def test_mixin_when_classes_share_its_changes_then_each_has_them_in_its_own_version() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(Timestamps):
        id: int
        HISTORY = history(initial("1.0"), version("1.1", "Times.", *STAMPED))

    @cars.register
    class Van(Timestamps):
        id: int
        HISTORY = history(initial("1.0"), version("1.1", "Doors."), version("1.2", "T.", *STAMPED))

    assert set(Car.fields) == set(Van.fields) == {"id", "created_at", "deleted"}
    assert set(cars.closure("Van", "1.1")["Van"].fields) == {"id"}
    there: Any = cars.head.adopt(new(cars.closure("Car", "1.0"), "Car", id=1))
    assert (there.created_at, there.deleted) == (None, False)
    car = new(cars.head, "Car")
    car.obj_set_defaults()
    assert car.deleted is False


def test_mixin_when_a_class_annotates_its_field_alike_then_it_is_one_field() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(Timestamps):
        deleted: bool = field(default=True)
        HISTORY = history(initial("1.0"))

    assert Car.SPECS["deleted"].options.default is True


def test_subclass_when_it_has_a_history_of_its_own_then_each_goes_its_own_way() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        id: int
        doors: int
        HISTORY = history(initial("1.0"), version("1.1", "Doors.", added("doors", default=4)))

    @cars.register
    class Van(Car):
        load: int
        HISTORY = history(initial("2.0"), version("2.1", "Loads.", added("load", default=0)))

    @cars.register
    class Yard(VersionedObject):
        cars: tuple[Car, ...]
        HISTORY = history(initial("1.0"))

    yard = Yard(cars=(Car(id=1, doors=4), Van(id=2, doors=3, load=0)))
    for car in ("1.0", "1.1"):
        for van in ("2.0", "2.1"):
            old = cars.at({"Car": car, "Van": van, "Yard": "1.0"})
            there: Any = old.adopt(yard)
            assert [one.VERSION for one in there.cars] == [car, van]
            assert [one.obj_name() for one in there.cars] == ["Car", "Van"]
            assert there.cars[1].doors == 3
            assert isinstance(there.cars[1], Car)
            assert cars.head.adopt(there) == yard
