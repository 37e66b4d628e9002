"""No silent loss: what an older version cannot hold is refused, or declared and reported."""

import enum
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    UNSET,
    BackportRefusedError,
    InexpressibleError,
    Loss,
    LossReport,
    Registry,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    removed,
    renamed,
    value_added,
    version,
)
from vobjects.loss import LossEntry


def test_flavor_when_a_spec_has_an_empty_name_then_it_comes_back() -> None:
    kilo = catalog.at("kilo")
    flavor = kilo["Flavor"](id=1, extra_specs={"": "kept", "hw:numa_nodes": "2"})
    instance = _instance(flavor=flavor, system_metadata={})
    back = kilo.adopt(catalog.at("juno").adopt(instance))
    assert back.flavor.extra_specs == {"": "kept", "hw:numa_nodes": "2"}


def test_flavor_when_no_field_is_set_then_it_is_refused() -> None:
    flavor = catalog.at("kilo")["Flavor"]()
    for field in flavor.obj_values():  # its defaults
        delattr(flavor, field)
    instance = _instance(flavor=flavor, system_metadata={})
    with pytest.raises(BackportRefusedError, match="leaves nothing to carry") as caught:
        catalog.at("juno").adopt(instance)
    assert caught.value.path == "$.flavor"


def test_pci_requests_when_they_are_of_another_instance_then_they_are_refused() -> None:
    kilo = catalog.at("kilo")
    requests = kilo["InstancePCIRequests"](instance_uuid=_OTHER, requests=[])
    instance = _instance(pci_requests=requests, system_metadata={})
    with pytest.raises(BackportRefusedError, match="not those of this instance"):
        catalog.at("juno").adopt(instance)


def test_pci_requests_when_their_owner_is_unset_then_they_are_refused() -> None:
    requests = catalog.at("kilo")["InstancePCIRequests"](requests=[])
    instance = _instance(pci_requests=requests, system_metadata={})
    with pytest.raises(BackportRefusedError, match="not those of this instance"):
        catalog.at("juno").adopt(instance)


def test_pci_requests_when_the_metadata_have_others_then_they_are_refused() -> None:
    kilo = catalog.at("kilo")
    requests = kilo["InstancePCIRequests"](instance_uuid=_UUID, requests=[])
    other = '[{"count": 1, "spec": [], "alias_name": "nic", "is_new": false}]'
    stored = {"pci_requests": other, "new_pci_requests": "[]"}
    instance = _instance(pci_requests=requests, system_metadata=stored)
    with pytest.raises(BackportRefusedError, match="already has other pci_requests"):
        catalog.at("juno").adopt(instance)


@pytest.mark.parametrize("field", ["pci_requests", "old_flavor"])
def test_instance_when_a_field_is_none_and_its_metadata_are_absent_is_refused(field: str) -> None:
    with pytest.raises(BackportRefusedError, match=f"{field} is None and system_metadata is not"):
        catalog.at("juno").adopt(_instance(**{field: None}))


def test_metadata_when_it_is_not_loaded_then_what_travels_in_it_is_refused() -> None:
    flavor = catalog.at("kilo")["Flavor"](id=1)
    with pytest.raises(BackportRefusedError, match="system_metadata is not loaded"):
        catalog.at("juno").adopt(_instance(flavor=flavor))


def test_metadata_when_a_key_is_taken_then_what_would_travel_there_is_refused() -> None:
    flavor = catalog.at("kilo")["Flavor"](id=1)
    instance = _instance(flavor=flavor, system_metadata={"instance_type_id": "7"})
    with pytest.raises(BackportRefusedError, match="already has instance_type_id"):
        catalog.at("juno").adopt(instance)


def test_tags_when_they_are_left_behind_then_it_is_reported_and_they_are_unset() -> None:
    kilo = catalog.at("kilo")
    tags = kilo["TagList"](objects=[kilo["Tag"](resource_id="a", tag="b")])
    report = LossReport()
    back = kilo.adopt(catalog.at("juno").adopt(_instance(tags=tags), report))
    assert "$.tags" in [entry.path for entry in report]
    assert not back.obj_attr_is_set("tags")


def test_loss_when_it_is_allowed_then_the_report_has_every_fact() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        color: str
        HISTORY = history(
            initial("1.0"),
            version(
                "1.1",
                "Cars have a color.",
                added("color", default="grey", loss=Loss.ALLOWED, why="a color is a detail"),
            ),
        )

    report = LossReport()
    there = cars.closure("Car", "1.0").adopt(Car(color="red"), report)
    assert there.obj_values() == {}
    assert list(report) == [
        LossEntry("$.color", "Car", "color", "1.1", "1.0", "str 'red'", "a color is a detail")
    ]
    assert str(report) == "$.color = str 'red' left behind: a color is a detail"
    assert next(iter(report)).as_dict()["path"] == "$.color"
    assert str(LossReport()) == "no loss"


def test_up_when_a_removed_field_holds_a_value_then_decoding_refuses_or_reports() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        wheels: int
        HISTORY = history(
            initial("1.0"),
            version(
                "1.1",
                "Cars have no horn and no bell.",
                removed("horn", was=str, options=UNSET, why="a horn is not for silence"),
                removed("bell", was=str, default="", loss=Loss.ALLOWED, why="bells are gone"),
            ),
        )

    old = cars.closure("Car", "1.0")
    report = LossReport()
    found = cars.head.adopt(new(old, "Car", wheels=4, bell="ring"), report)
    assert found.obj_values() == {"wheels": 4}
    assert [entry.field for entry in report] == ["bell"]
    with pytest.raises(Exception, match="a horn is not for silence") as caught:
        cars.head.adopt(new(old, "Car", wheels=4, horn="loud"))
    assert type(caught.value).__name__ == "DecodeError"


def test_value_when_it_came_later_and_has_no_other_word_then_it_is_refused() -> None:
    class Color(enum.StrEnum):
        RED = "red"
        BLUE = "blue"

    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        color: Color
        HISTORY = history(initial("1.0"), version("1.1", "Blue.", value_added("color", "blue")))

    with pytest.raises(BackportRefusedError, match="no 'blue' there"):
        cars.head.encode(Car(color=Color.BLUE), cars.closure("Car", "1.0"))


def test_path_when_a_field_was_renamed_since_then_it_has_the_name_in_the_object() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        tint: str
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Color.", added("color", default="", why="colors count")),
            version("1.2", "Tint.", renamed("tint", was="color")),
        )

    with pytest.raises(BackportRefusedError, match="colors count") as caught:
        cars.head.encode(Car(tint="red"), cars.closure("Car", "1.0"))
    assert caught.value.path == "$.tint"


def test_inexpressible_when_it_is_raised_then_its_text_is_the_reason() -> None:
    assert InexpressibleError("no words for it").fields() == {"why": "no words for it"}


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
_OTHER = "6ba7b811-9dad-11d1-80b4-00c04fd430c8"


def _instance(**values: Any) -> Any:
    return new(catalog.at("kilo"), "Instance", uuid=_UUID, **values)
