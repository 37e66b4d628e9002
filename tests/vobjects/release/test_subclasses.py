"""Objects of subclasses in a field that names their class, through versions and manifests."""

from collections.abc import Mapping
from typing import Any

import pytest

from vobjects import (
    BackportRefusedError,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    oldest_reader,
    oldest_reader_in_line,
    version,
)
from vobjects.catalog import NOVA


def _garage() -> tuple[Registry, Any]:
    """A class with parts in every container, and a kind of part with a version of its own."""
    garage = Registry("garage")

    @garage.register
    class Part(VersionedObject):
        id: int
        size: int
        HISTORY = history(
            initial("1.0"), version("1.1", "Sizes.", added("size", default=0, why="sizes count"))
        )

    @garage.register
    class Wheel(Part):
        name: str
        HISTORY = history(
            initial("1.0"), version("1.1", "Names.", added("name", default="", why="names count"))
        )

    @garage.register
    class Car(VersionedObject):
        part: Part
        maybe: Part | None
        several: tuple[Part, ...]
        named: Mapping[str, Part]
        HISTORY = history(initial("1.0"), version("1.1", "Sizes.", child_bumped("part", "1.1")))

    wheel: Any = Wheel
    parts = [wheel(id=i, size=0, name="") for i in range(4)]
    made: Any = Car
    return garage, made(part=parts[0], maybe=parts[1], several=parts[2:3], named={"a": parts[3]})


def _versions(primitive: dict[str, Any]) -> set[tuple[str, str]]:
    data = primitive["versioned_object.data"]
    parts = [data["part"], data["maybe"], *data["several"], *data["named"].values()]
    keys = ("versioned_object.name", "versioned_object.version")
    return {(part[keys[0]], part[keys[1]]) for part in parts}


@pytest.mark.parametrize(
    ("target", "manifest", "found"),
    [
        ("1.1", {}, "1.1"),
        ("1.0", {}, "1.0"),
        ("1.0", {"Part": "1.0"}, "1.0"),
        ("1.1", {"Part": "1.1"}, "1.1"),
        ("1.1", {"Part": "1.0"}, "1.0"),
        ("1.0", {"Part": "1.1", "Wheel": "1.1"}, "1.1"),
        (None, {"Wheel": "1.0"}, "1.0"),
    ],
)
def test_primitive_when_a_field_holds_a_subclass_then_it_is_at_the_version_of_the_reader(
    target: str | None, manifest: dict[str, str], found: str
) -> None:
    _, car = _garage()
    assert _versions(car.obj_to_primitive(target, manifest)) == {("Wheel", found)}


def test_primitive_when_a_subclass_holds_what_its_reader_cannot_then_it_is_refused() -> None:
    _, car = _garage()
    car.named["a"].name = "front"
    with pytest.raises(BackportRefusedError, match="names count") as caught:
        car.obj_to_primitive("1.0", {"Part": "1.0"})
    assert caught.value.path == "$.named['a'].name"


def test_oldest_reader_when_a_field_holds_a_subclass_then_it_counts() -> None:
    _, car = _garage()
    assert (oldest_reader(car), oldest_reader_in_line(car, "1.1")) == ("1.0", "1.0")
    car.part.name = "front"
    assert (oldest_reader(car), oldest_reader_in_line(car, "1.1")) == ("1.1", "1.1")


def test_closure_when_a_subclass_came_after_it_was_asked_then_it_is_in_the_next_one() -> None:
    garage, _ = _garage()
    assert set(garage.closure("Car", "1.0")) == {"Car", "Part", "Wheel"}
    part: Any = garage.head["Part"]

    @garage.register
    class Engine(part):  # type: ignore[misc]  # a class that a view made
        power: int
        HISTORY = history(initial("1.0"))

    assert set(garage.closure("Car", "1.0")) == {"Car", "Part", "Wheel", "Engine"}
    assert garage.closure("Car", "1.1", {"Part": "1.1"}).manifest["Wheel"] == "1.1"


def test_closure_when_the_class_is_of_nova_then_it_holds_all_that_can_be_in_it() -> None:
    for name in NOVA.head:
        for known in NOVA.lineage(name).versions:
            view = NOVA.closure(name, str(known))
            held = {kind for found in view for kind in view.schema(found).children().values()}
            for children in held:
                for child in children:
                    assert set(NOVA.head.kinds(child)) <= set(view), (name, known)
