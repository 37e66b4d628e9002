"""What describes a class cannot be assigned to its objects."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vobjects
from vobjects import (
    ClassAttributeError,
    FieldValueError,
    Registry,
    VersionedObject,
    history,
    initial,
)

CARS = Registry("cars")


@CARS.register
class Car(VersionedObject):
    wheels: int
    HISTORY = history(initial("1.0"))


GARAGES = Registry("garages")


@GARAGES.register
class Lot(VersionedObject):
    size: int
    HISTORY = history(initial("1.0"))


@GARAGES.register
class Garage(VersionedObject):
    cars: tuple[Lot, ...]
    HISTORY = history(initial("1.0"))


_lot: Any = Lot

DESCRIBING = [
    *("VERSION", "HISTORY", "KEY", "VIEW", "SPECS", "fields", "obj_extra_fields"),
    *("OBJ_PROJECT_NAMESPACE", "OBJ_SERIAL_NAMESPACE", "_wire_name", "_checks", "_node"),
]


@pytest.mark.parametrize("name", DESCRIBING)
def test_attribute_when_it_describes_the_class_cannot_be_assigned(name: str) -> None:
    car: Any = Car(wheels=4)
    message = CARS.head.encode(car)
    with pytest.raises(ClassAttributeError) as caught:
        setattr(car, name, "2.0")
    assert caught.value.fields() == {"object": "Car", "version": "1.0", "attribute": name}
    assert CARS.head.encode(car) == message
    assert (car.VERSION, car.obj_what_changed()) == ("1.0", {"wheels"})


def test_attribute_when_it_is_the_users_own_or_a_method_can_be_assigned() -> None:
    car: Any = Car(wheels=4)
    message = CARS.head.encode(car)
    car._note, car.save, car.indirection_api = "mine", lambda: "saved", "api"
    car._context = "context"
    assert (car._note, car.save(), car.obj_context) == ("mine", "saved", "context")
    assert CARS.head.encode(car) == message


@pytest.mark.parametrize(
    "twin", [copy.copy, copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))]
)
def test_object_when_it_is_copied_keeps_what_it_had(twin: Any) -> None:
    car: Any = Car(wheels=4)
    car._note = "mine"
    assert (twin(car), twin(car)._note) == (car, "mine")


def _by_update(car: Any, **values: Any) -> None:
    vars(car).update(values)


def _by_item(car: Any, **values: Any) -> None:
    for name, value in values.items():
        car.__dict__[name] = value


ENCODERS: list[Callable[[Any], Any]] = [
    CARS.head.encode,
    CARS.head.to_primitive,
    lambda car: CARS.head.encode(car, CARS.closure("Car", "1.0")),
]


@pytest.mark.parametrize("encode", ENCODERS)
@pytest.mark.parametrize("write", [_by_update, _by_item])
def test_value_when_it_is_written_past_the_checks_never_reaches_the_wire(
    write: Callable[..., None], encode: Callable[[Any], Any]
) -> None:
    car: Any = Car(wheels=4)
    expected = encode(Car(wheels=4))
    write(car, seats=2, VERSION="9.9")
    assert encode(car) == expected
    write(car, wheels="four")
    with pytest.raises(FieldValueError) as caught:
        encode(car)
    assert (caught.value.path, caught.value.found) == ("$.wheels", "str 'four'")


@pytest.mark.parametrize("encode", [GARAGES.head.encode, GARAGES.head.to_primitive])
def test_value_when_a_child_has_it_past_the_checks_is_refused_with_its_path(
    encode: Callable[[Any], Any],
) -> None:
    garage: Any = Garage(cars=(_lot(size=1), _lot(size=2)))
    expected = encode(garage)
    vars(garage.cars[1])["seats"] = 2
    assert encode(garage) == expected
    vars(garage.cars[1])["size"] = "two"
    with pytest.raises(FieldValueError) as caught:
        encode(garage)
    assert caught.value.path == "$.cars[1].size"


def test_package_when_it_reads_the_values_of_an_object_does_not_ask_for_its_dictionary() -> None:
    """Whoever asks gets the live dictionary, and its class is checked value by value from then."""
    for file in Path(vobjects.__file__).parent.glob("*.py"):
        for line in file.read_text().splitlines():
            assert not re.search(r"\b(self|obj|twin|one|other|ours|theirs|base)\.__dict__", line), (
                file.name
            )
