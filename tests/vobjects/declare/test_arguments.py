"""Arguments that nobody can mean: each function gives a result or a typed error."""

from __future__ import annotations

import copy
import datetime
import math
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from oslo_versionedobjects import base as ovo
from oslo_versionedobjects import exception
from oslo_versionedobjects import fields as ovo_fields

import vobjects as vo
from tests.support.bad.bad import make
from vobjects import (
    AbsentClassError,
    AbsentFieldError,
    DeclarationError,
    FieldValueError,
    LossReport,
    Registry,
    VersionedObject,
    VObjectError,
    added,
    catalog,
    explain,
    history,
    initial,
    merge,
    oldest_reader,
    oldest_reader_in_line,
    publish,
    version,
)
from vobjects._names import nearest

CARS, SHIPS = Registry("cars"), Registry("ships")


@CARS.register
class Wheel(VersionedObject):
    size: int
    made: datetime.datetime | None
    HISTORY = history(initial("1.0"), version("1.3", "Dates.", added("made", default=None)))


@CARS.register
class Car(VersionedObject):
    wheel: Wheel
    wheels: tuple[Wheel, ...]
    HISTORY = history(initial("1.0"), version("1.5", "Wheels.", added("wheels", default=())))


@SHIPS.register
class Ship(VersionedObject):
    size: int
    HISTORY = history(initial("1.0"))


class Spare(Wheel):
    """A helper of a service, in no registry."""


class Foreign(ovo.VersionedObject):
    fields = {"size": ovo_fields.IntegerField()}  # noqa: RUF012


OLD = CARS.at({"Car": "1.0", "Wheel": "1.0"}, "old")
_ANY: Any = None
_new: Any = Wheel
_spare: Any = Spare


def car() -> Any:
    made: Any = Car
    return made(wheel=_new(size=1, made=None), wheels=(_new(size=2),))


WRONG: list[Any] = [
    *(None, 3, -1, 10**5000, 1.5, math.nan, True, b"x"),
    *("x", "", "\ud800", "1.0", "1.9", "Wheel", "Wheels", "label"),
    *([], [1], {}, {"x": 1}, {1: 2}, {"Wheel": "1.9"}, {"Wheel": None}, {1}, (1, 2)),
    *(Wheel, Spare, int, Foreign, len, sys, object(), ValueError("x"), CARS, CARS.head, SHIPS.head),
    *(_new(size=1), _spare(size=1), OLD["Wheel"](), car(), Foreign(size=1), LossReport()),
    make("Ship", {}),
]
"""Values that most arguments cannot be."""

_PROMISED = (exception.UnsupportedObjectError, exception.IncompatibleObjectVersion)
"""What o.vo's interface says that ``obj_class_from_name`` raises."""
_VIEW_METHODS = (
    *("encode", "decode", "to_primitive", "from_primitive", "adopt", "schema", "reachable"),
    *("depth", "kinds", "has", "get", "__getitem__", "__contains__"),
)

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    **{f"head.{name}": getattr(CARS.head, name) for name in _VIEW_METHODS},
    **{f"old.{name}": getattr(OLD, name) for name in _VIEW_METHODS},
    "encode at": lambda wrong: CARS.head.encode(car(), wrong),
    "encode report": lambda wrong: CARS.head.encode(car(), OLD, wrong),
    "to_primitive at": lambda wrong: CARS.head.to_primitive(car(), wrong),
    "decode report": lambda wrong: CARS.head.decode(CARS.head.encode(car()), wrong),
    "decode sender": lambda wrong: CARS.head.decode(CARS.head.encode(car()), sender=wrong),
    "from_primitive sender": lambda wrong: CARS.head.from_primitive(
        CARS.head.to_primitive(car()), sender=wrong
    ),
    "lineage": CARS.lineage,
    "lineage at": CARS.lineage("Car").at,
    "declared": CARS.declared,
    "register": lambda wrong: Registry("x").register(wrong),
    "Registry": Registry,
    "Registry limits": lambda wrong: Registry("x", limits=wrong),
    "Registry envelope": lambda wrong: Registry("x", wrong),
    "at": CARS.at,
    "at version": lambda wrong: CARS.at({"Wheel": wrong}),
    "at label": lambda wrong: CARS.at({"Wheel": "1.0"}, wrong),
    "closure": lambda wrong: CARS.closure(wrong, "1.0"),
    "closure version": lambda wrong: CARS.closure("Car", wrong),
    "closure manifest": lambda wrong: CARS.closure("Car", "1.0", wrong),
    "merge": lambda wrong: merge(wrong, car()),
    "merge update": lambda wrong: merge(car(), wrong),
    "merge both": lambda wrong: merge(wrong, wrong),
    "oldest_reader": oldest_reader,
    "oldest_reader_in_line": lambda wrong: oldest_reader_in_line(wrong, "1.0"),
    "oldest_reader_in_line version": lambda wrong: oldest_reader_in_line(car(), wrong),
    "explain registry": lambda wrong: explain(wrong, "Car", "1.0", "1.5"),
    "explain name": lambda wrong: explain(CARS, wrong, "1.0", "1.5"),
    "explain version": lambda wrong: explain(CARS, "Car", "1.0", wrong),
    "publish": publish,
    "absences": vo.absences,
    "absences manifest": lambda wrong: vo.absences({"spring": wrong}),
    "catalog.at": lambda wrong: catalog.at(wrong) if isinstance(wrong, str | int) else None,
    "field": lambda wrong: _new(size=wrong),
    "field with a time": lambda wrong: _new(made=wrong),
    "child": lambda wrong: setattr(car(), "wheel", wrong),
    "children": lambda wrong: setattr(car(), "wheels", wrong),
    "unknown field": lambda wrong: _new(seize=wrong),
    "attribute": lambda wrong: setattr(car(), "weels", wrong),
    "obj_attr_is_set": lambda wrong: car().obj_attr_is_set(wrong),
    "obj_set_defaults": lambda wrong: car().obj_set_defaults(wrong),
    "obj_load_attr": lambda wrong: car().obj_load_attr(wrong),
    "obj_reset_changes": lambda wrong: car().obj_reset_changes(wrong),
    "obj_to_primitive": lambda wrong: car().obj_to_primitive(wrong),
    "obj_to_primitive manifest": lambda wrong: car().obj_to_primitive("1.0", wrong),
    "obj_from_primitive": Car.obj_from_primitive,
    "obj_class_from_name": lambda wrong: Car.obj_class_from_name(wrong, "1.0"),
    "obj_class_from_name version": lambda wrong: Car.obj_class_from_name("Car", wrong),
    "equality": lambda wrong: car() == wrong,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_when_an_argument_is_wrong_gives_a_result_or_a_typed_error(name: str) -> None:
    for wrong in WRONG:
        try:
            FUNCTIONS[name](wrong)
        except VObjectError as error:
            text = str(error)
            assert "0x" not in text, text
            assert len(text) < 1000, text
        except _PROMISED:
            assert name.startswith("obj_class_from_name")


@pytest.mark.parametrize(
    ("act", "kind", "text"),
    [
        (lambda: CARS.lineage("Weel"), AbsentClassError, "'Weel': did you mean 'Wheel'?"),
        (lambda: CARS.closure("weel", "1.0"), AbsentClassError, "did you mean 'Wheel'?"),
        (lambda: CARS.head["Whel"], AbsentClassError, "did you mean 'Wheel'?"),
        (lambda: explain(CARS, "Cars", "1.0", "1.5"), AbsentClassError, "did you mean 'Car'?"),
        (lambda: CARS.at({"Weel": "1.0"}), DeclarationError, "did you mean 'Wheel'? register it"),
        (
            lambda: _new(seize=1),
            AbsentFieldError,
            "no version of Wheel has it; did you mean 'size'",
        ),
        (lambda: car().obj_attr_is_set("weels"), AbsentFieldError, "did you mean 'wheels'?"),
        (lambda: car().obj_set_defaults("weels"), AbsentFieldError, "did you mean 'wheels'?"),
        (lambda: catalog.at("yogi"), DeclarationError, "did you mean 'yoga'?"),
        (
            lambda: CARS.head.encode(_ANY),
            FieldValueError,
            "$: expected a class of cars, found None",
        ),
        (
            lambda: car().obj_to_primitive("1.5", {"Wheel": "1.9"}),
            DeclarationError,
            "Wheel: found version 1.9, expected one of 1.0, 1.3; correct the version",
        ),
    ],
)
def test_name_when_it_is_unknown_is_refused_with_the_one_that_was_meant(
    act: Callable[[], Any], kind: type[Exception], text: str
) -> None:
    with pytest.raises(kind) as caught:
        act()
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("weel", "Wheel"), ("anything", ""), (3, ""), ("Wheel" * 100, ""), ("wheel", "Wheel")],
)
def test_nearest_when_nothing_is_like_a_name_is_empty(name: Any, meant: str) -> None:
    assert nearest(name, ["Car", "Wheel", 7]) == meant


SPARE_TRAVELS: list[Callable[[Any], Any]] = [
    CARS.head.encode,
    CARS.head.to_primitive,
    OLD.adopt,
    lambda spare: CARS.head.encode(spare, OLD),
    lambda spare: spare.obj_to_primitive(),
    lambda spare: spare.obj_to_primitive("1.0", {"Wheel": "1.0"}),
    oldest_reader,
    pickle.dumps,
    lambda spare: make("Car", {}, Car)(wheel=spare),
    lambda spare: setattr(car(), "wheels", [spare]),
]


@pytest.mark.parametrize("travels", SPARE_TRAVELS)
def test_object_when_its_class_is_in_no_registry_does_not_travel(
    travels: Callable[[Any], Any],
) -> None:
    spare: Any = _spare(size=1)
    assert (spare.size, copy.deepcopy(spare), repr(spare)) == (1, spare, "Spare 1.3(size=1)")
    with pytest.raises(VObjectError, match=r"no registry|no class 'Spare'"):
        travels(spare)


def test_child_when_its_class_is_in_no_registry_is_refused_with_its_path() -> None:
    with pytest.raises(FieldValueError) as caught:
        car().wheels = (_new(size=1), _spare(size=2))
    assert caught.value.path == "$.wheels[1]"
    assert caught.value.found.endswith(
        "Spare, which is in no registry; register it, or use the class above it"
    )


def test_fields_when_a_subclass_in_no_registry_lacks_one_are_those_of_its_parent() -> None:
    with pytest.raises(AbsentFieldError, match="no version of Wheel has it"):
        _spare(seize=1)
