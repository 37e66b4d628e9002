"""True emulation: what is written for a release is what that release itself has, at every depth."""

import enum
from collections.abc import Mapping
from typing import Any

import msgpack
import pytest

from tests.support.untyped import new
from vobjects import (
    AbsentFieldError,
    BackportRefusedError,
    DeclarationError,
    FieldValueError,
    Loss,
    Registry,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    value_added,
    version,
)
from vobjects.testing import filled
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import tree


def test_class_when_a_release_lacks_a_field_then_reading_and_writing_say_when_it_came() -> None:
    cell = new(catalog.at("juno"), "InstanceNUMACell", id=0, cpuset={1}, memory=512)
    with pytest.raises(AbsentFieldError, match=r"1.0 at juno has no field .* it came with 1.1"):
        cell.pagesize  # noqa: B018
    with pytest.raises(AbsentFieldError) as caught:
        cell.pagesize = 4
    assert caught.value.fields() == {
        "object": "InstanceNUMACell",
        "version": "1.0",
        "release": "juno",
        "field": "pagesize",
        "when": "it came with 1.1",
        "nearest": "",
    }
    with pytest.raises(AbsentFieldError):
        new(cell.VIEW, "InstanceNUMACell", pagesize=4)
    assert "pagesize" not in cell


def test_view_when_a_release_lacks_a_class_then_it_says_so() -> None:
    with pytest.raises(KeyError, match="icehouse has no class 'NUMACell'"):
        catalog.at("icehouse")["NUMACell"]
    assert not catalog.at("icehouse").has("NUMACell")
    assert catalog.at("kilo").has("NUMACell", "mempages")
    assert not catalog.at("kilo").has("NUMACell", "nothing")


def test_release_when_the_catalog_does_not_have_it_then_it_says_which_it_has() -> None:
    with pytest.raises(DeclarationError, match="one of icehouse, juno, kilo"):
        catalog.at("essex")


class Color(enum.StrEnum):
    """What later versions add to."""

    RED = "red"
    BLUE = "blue"


def _shapes() -> Registry:
    shapes = Registry("shapes")

    @shapes.register
    class Shape(VersionedObject):
        sides: int
        color: Color
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Blue.", value_added("color", Color.BLUE, instead=Color.RED)),
        )

    @shapes.register
    class Square(Shape):
        size: int
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Blue.", value_added("color", Color.BLUE, instead=Color.RED)),
            version("1.2", "A size.", added("size", default=0, loss=Loss.ALLOWED)),
        )

    @shapes.register
    class Picture(VersionedObject):
        first: Shape
        rest: tuple[Shape, ...]
        named: Mapping[str, Shape | None]
        HISTORY = history(initial("1.0"))

    return shapes


def _picture(shapes: Registry) -> VersionedObject:
    square, shape = shapes.head["Square"], shapes.head["Shape"]

    def one() -> VersionedObject:
        return square(sides=4, color="blue", size=2)

    return shapes.head["Picture"](
        first=one(),
        rest=[one(), shape(sides=3, color="blue")],
        named={"a": one(), "b": None},
    )


def test_subclasses_when_they_stand_in_fields_and_collections_then_each_goes_to_its_version() -> (
    None
):
    shapes = _shapes()
    old = shapes.at({"Shape": "1.0", "Square": "1.1", "Picture": "1.0"})
    message = shapes.head.encode(_picture(shapes), old)
    _, _, [name, _, data, _] = msgpack.loads(message)
    square = ["Square", "1.1", {"color": "blue", "sides": 4}, ["color", "sides"]]
    triangle = ["Shape", "1.0", {"color": "red", "sides": 3}, ["color", "sides"]]
    assert (name, data) == (
        "Picture",
        {"first": square, "named": {"a": square, "b": None}, "rest": [square, triangle]},
    )
    there: Any = old.decode(message)
    assert type(there.rest[0]) is old["Square"]


def test_subclass_when_the_receiver_lacks_it_then_it_is_refused_with_its_path() -> None:
    shapes = _shapes()
    old = shapes.at({"Shape": "1.1", "Picture": "1.0"})
    with pytest.raises(BackportRefusedError, match="the receiver has no class Square") as caught:
        shapes.head.encode(_picture(shapes), old)
    assert caught.value.path == "$.first"


def test_subclass_when_its_options_are_inherited_then_defaults_are_too() -> None:
    shapes = _shapes()
    shape: Any = shapes.declared("Shape")

    @shapes.register
    class Dot(shape):  # type: ignore[misc]  # a class of a registry made just now
        """A shape of its own name and nothing more."""

        HISTORY = history(initial("1.0"))

    assert set(Dot.fields) == {"sides", "color"}


def test_enum_when_a_view_lacks_a_value_then_assigning_it_says_which_there_are() -> None:
    shapes = _shapes()
    old = shapes.closure("Shape", "1.0")
    with pytest.raises(FieldValueError, match="one of 'red'"):
        old["Shape"](color="blue")
    assert convert(old, shapes.head["Shape"](color="red")) == old["Shape"](color="red")


def test_target_when_it_is_newer_then_the_object_stays_at_its_own_version() -> None:
    juno, kilo = catalog.at("juno"), catalog.at("kilo")
    obj: Any = filled(juno, "InstanceNUMATopology")
    assert juno.encode(obj, kilo) == juno.encode(obj)
    assert kilo.decode(juno.encode(obj, kilo)) == kilo.adopt(obj)
    assert tree(kilo.adopt(obj).cells[0])[2]["pagesize"] is None


def test_target_when_it_is_of_another_registry_then_it_is_refused() -> None:
    cell = filled(catalog.at("kilo"), "NUMACell")
    with pytest.raises(DeclarationError, match="a view of the same registry"):
        cell.VIEW.encode(cell, _shapes().head)


def test_object_when_it_is_of_another_view_then_encoding_refuses_it() -> None:
    cell = filled(catalog.at("juno"), "InstanceNUMACell")
    with pytest.raises(FieldValueError, match="a class of kilo"):
        catalog.at("kilo").encode(cell)


def test_subclass_when_it_is_declared_after_its_base_was_sent_then_it_may_stand_in_its_place() -> (
    None
):
    registry = Registry("late")

    @registry.register
    class Base(VersionedObject):
        HISTORY = history(initial("1.0"))

    @registry.register
    class Holder(VersionedObject):
        held: Base

        HISTORY = history(initial("1.0"))

    head = registry.head

    def held_by(holder: Holder) -> str:
        there: Any = head.decode(head.encode(holder))
        return str(there.held.obj_name())

    assert held_by(Holder(held=Base())) == "Base"
    assert head.kinds("Base") == ("Base",)

    @registry.register
    class Late(Base):
        HISTORY = history(initial("1.0"))

    assert held_by(Holder(held=Late())) == "Late"
    assert head.kinds("Base") == ("Base", "Late")
