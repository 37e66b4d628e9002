"""Purity: converting or encoding leaves an object as it was and shares nothing with it."""

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.pairs import MILESTONES
from tests.support.untyped import new
from vobjects import (
    UNSET,
    DecodeError,
    Registry,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    renamed,
    retyped,
    version,
)
from vobjects._declare.changes import Classes, Values
from vobjects.errors import ConversionBrokenError
from vobjects.testing import filled, minimal


def test_primitive_when_it_is_changed_then_the_object_is_not() -> None:
    kilo = catalog.at("kilo")
    obj = filled(kilo, "NUMATopology")
    before = copy.deepcopy(obj)
    primitive = kilo.to_primitive(obj)
    cell = primitive["nova_object.data"]["cells"][0]["nova_object.data"]
    cell["cpuset"].append(99)
    cell["siblings"].clear()
    assert obj == before


_FLAVOR = {"id": 1, "flavorid": "1", "name": "m1.small", "memory_mb": 512, "vcpus": 1}


def test_object_when_threads_encode_it_for_several_pins_then_the_bytes_are_the_same() -> None:
    kilo = catalog.at("kilo")
    requests = kilo["InstancePCIRequests"](instance_uuid=_UUID, requests=[])
    flavor = minimal(kilo, "Flavor", **_FLAVOR, extra_specs={"a": "b"})
    values = {"uuid": _UUID, "pci_requests": requests, "flavor": flavor}
    obj = minimal(kilo, "Instance", system_metadata={"x": "y"}, **values)
    pins = [catalog.at(release) for release in MILESTONES]
    alone = [kilo.encode(obj, pin) for pin in pins]
    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(kilo.encode, obj, pin) for _ in range(100) for pin in pins]
        together = [future.result() for future in work]
    assert together == alone * 100
    assert len(set(alone)) == 3


def test_child_when_a_conversion_changes_it_in_place_then_the_live_one_is_untouched() -> None:
    cars, whole = _cars_with_wheels()
    wheel = whole.wheel
    cars.head.encode(whole, cars.closure("Car", "1.0"))
    assert wheel.size == 17
    assert wheel.obj_what_changed() == {"size"}


def _cars_with_wheels() -> tuple[Registry, Any]:
    cars = Registry("cars")

    @cars.register
    class Wheel(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    def down(values: Values, classes: Classes) -> None:
        values["size"], values["wheel"].size = values["wheel"].size, 0

    def up(values: Values, classes: Classes) -> None:
        values["wheel"] = classes["Wheel"](size=values["size"])

    @cars.register
    class Car(VersionedObject):
        size: int = UNSET
        wheel: Wheel
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Wheels.", added("wheel", up=up, down=down, writes=("size",))),
        )

    return cars, new(cars.head, "Car", size=17, wheel=Wheel(size=17))


def test_conversion_when_it_writes_a_field_that_it_does_not_declare_then_it_is_broken() -> None:
    def down(values: Values, classes: Classes) -> None:
        values["other"] = values.pop("new")

    def up(values: Values, classes: Classes) -> None:
        values["new"] = values["other"]

    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        other: int
        new: int
        HISTORY = history(initial("1.0"), version("1.1", "New.", added("new", up=up, down=down)))

    with pytest.raises(ConversionBrokenError, match=r"write 'other' in writes=") as caught:
        cars.head.encode(new(cars.head, "Car", new=1, other=2), cars.closure("Car", "1.0"))
    assert caught.value.field == "other"


def test_conversion_when_its_field_is_renamed_later_then_what_it_gives_is_still_checked() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        speed: int
        HISTORY = history(
            initial("1.0"),
            version("1.1", "A number.", retyped("pace", was=str, up=lambda x: x, down=lambda x: x)),
            version("1.2", "Speed.", renamed("speed", was="pace")),
        )

    old = cars.closure("Car", "1.0")
    message = old.encode(new(old, "Car", pace="17"))
    with pytest.raises(DecodeError, match=r"which gives str '17', not int") as caught:
        cars.head.decode(message)
    assert caught.value.path == "$.pace"


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
