"""What describes a class cannot be assigned to its objects."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from vobjects import (
    ClassAttributeError,
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


@pytest.mark.parametrize("name", ["obj_name", "obj_to_primitive", "obj_load_attr", "save"])
@pytest.mark.parametrize("value", [5, None, "Car"])
def test_method_when_what_is_assigned_cannot_be_called_stays_as_it_is(
    name: str, value: Any
) -> None:
    car: Any = Car(wheels=4)
    message = CARS.head.encode(car)
    with pytest.raises(ClassAttributeError, match=name):
        setattr(car, name, value)
    assert (car.obj_name(), CARS.head.encode(car)) == ("Car", message)


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
