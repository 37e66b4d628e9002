"""What is made of an object shares nothing with it: to change one never changes the other."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.nested import NESTED, destroy, snapshot
from tests.support.pairs import EXAMPLES, every_release, law
from tests.support.untyped import new
from vobjects import (
    BackportRefusedError,
    ConversionBrokenError,
    DecodeError,
    FieldValueError,
    Loss,
    Registry,
    VersionedObject,
    added,
    catalog,
    history,
    initial,
    version,
)
from vobjects._declare.object import put_value
from vobjects._types.frozen import FrozenDict
from vobjects.testing import ObjectAndViews, filled, objects, random_conversions

Operation = Callable[[Any], Any]
OLD = NESTED.at({"Leaf": "1.0", "Tree": "1.0", "Forest": "1.0"}, "old")
COPIES: dict[str, Operation] = {
    "deepcopy": copy.deepcopy,
    "obj_clone": lambda obj: obj.obj_clone(),
    "pickle": lambda obj: pickle.loads(pickle.dumps(obj)),
    "adopt": lambda obj: obj.VIEW.adopt(obj),
    "encode": lambda obj: obj.VIEW.decode(obj.VIEW.encode(obj)),
    "to_primitive": lambda obj: obj.VIEW.from_primitive(obj.VIEW.to_primitive(obj)),
}
CONVERSIONS: dict[str, Operation] = {
    "down": OLD.adopt,
    "down_and_up": lambda obj: NESTED.head.adopt(OLD.adopt(obj)),
    "encode_down": lambda obj: OLD.decode(NESTED.head.encode(obj, OLD)),
    "primitive_down": lambda obj: OLD.from_primitive(NESTED.head.to_primitive(obj, OLD)),
}


def _shares_nothing(obj: VersionedObject, operation: Operation) -> None:
    for first, second in ((0, 1), (1, 0)):
        source = copy.deepcopy(obj)
        pair = (source, operation(source))
        before = snapshot(pair[first])
        destroy(pair[second])
        assert snapshot(pair[first]) == before


@pytest.mark.parametrize("name", COPIES | CONVERSIONS)
def test_result_when_everything_in_it_or_in_the_source_is_changed_then_the_other_is_not(
    name: str,
) -> None:
    @law()
    @given(st.sampled_from(["Tree", "Forest"]).flatmap(lambda n: objects(NESTED.head, n)))
    def holds(obj: VersionedObject) -> None:
        _shares_nothing(obj, (COPIES | CONVERSIONS)[name])

    holds()


@pytest.mark.no_cover
@pytest.mark.parametrize(("release", "name"), every_release())
def test_result_when_the_class_is_one_of_nova_then_it_shares_nothing(
    release: str, name: str
) -> None:
    for operation in COPIES.values():
        _shares_nothing(filled(catalog.at(release), name), operation)


@pytest.mark.no_cover
@law(EXAMPLES * 20)
@given(
    random_conversions(2),
    st.sampled_from([COPIES[name] for name in sorted(COPIES) if name != "pickle"]),
)
def test_result_when_the_history_is_random_then_it_shares_nothing(
    case: ObjectAndViews, operation: Operation
) -> None:
    obj, (_, other) = case
    _shares_nothing(obj, operation)
    try:
        _shares_nothing(obj, other.adopt)
    except (BackportRefusedError, DecodeError):
        return


def _trees() -> Any:
    return filled(NESTED.head, "Tree")


@pytest.mark.parametrize("operation", COPIES.values(), ids=COPIES)
def test_copy_when_children_are_in_any_container_then_each_is_another_object(
    operation: Operation,
) -> None:
    tree = _trees()
    found = operation(tree)
    assert found == tree
    for name, value in tree.obj_values().items():
        assert found.obj_values()[name] is not value, name


def test_deepcopy_when_a_mapping_is_of_single_values_then_it_is_the_same_one() -> None:
    frozen = FrozenDict({"a": 1})
    assert copy.deepcopy(frozen) is frozen


def test_deepcopy_when_a_mapping_is_inside_itself_then_the_copy_is_too() -> None:
    inside: list[Any] = []
    frozen = FrozenDict({"a": inside})
    inside.append(frozen)
    found = copy.deepcopy(frozen)
    assert found is not frozen
    assert found["a"][0] is found


def test_deepcopy_when_an_application_keeps_values_in_slots_then_only_the_context_is_shared() -> (
    None
):
    loud_ones = Registry("loud")

    @loud_ones.register
    class Loud(VersionedObject):
        __slots__ = ("noise",)
        id: int
        HISTORY = history(initial("1.0"))

    loud: Any = Loud(id=1)
    loud.noise, loud._context = ["a"], ["context"]
    found = copy.deepcopy(loud)
    assert (found.noise, found.noise is loud.noise) == (["a"], False)
    assert found._context is loud._context


def _kept(up: Any, down: Any, writes: tuple[str, ...] = ()) -> tuple[Registry, Any]:
    """Classes whose history brings ``label`` by functions, beside a child in ``other``."""
    cars = Registry("cars")

    @cars.register
    class Wheel(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"))

    @cars.register
    class Car(VersionedObject):
        label: str
        other: Wheel
        wheels: tuple[Wheel, ...]
        HISTORY = history(
            initial("1.0"),
            version(
                "1.1",
                "Labels.",
                added("label", up=up, down=down, writes=writes, absence=Loss.ALLOWED),
            ),
        )

    wheels = [Wheel(size=1), Wheel(size=2)]
    return cars, Car(label="", other=Wheel(size=3), wheels=wheels)  # type: ignore[arg-type]


def test_function_when_it_changes_an_object_it_does_not_write_then_it_is_found() -> None:
    def down(values: Any, classes: Any) -> None:
        values.pop("label")
        values["wheels"][0].size = -1

    def up(values: Any, classes: Any) -> None:
        values["label"] = ""

    cars, car = _kept(up, down)
    before = snapshot(car)
    with pytest.raises(ConversionBrokenError, match="does not declare") as caught:
        cars.closure("Car", "1.0").adopt(car)
    assert caught.value.field == "wheels"
    assert snapshot(car) == before


def test_function_when_it_changes_an_object_on_the_way_up_then_it_is_found() -> None:
    def down(values: Any, classes: Any) -> None:
        values.pop("label")

    def up(values: Any, classes: Any) -> None:
        values["label"] = ""
        values["other"].size = -1

    cars, _ = _kept(up, down)
    old = cars.closure("Car", "1.0")
    sent = new(old, "Car", other=new(old, "Wheel", size=3), wheels=())
    with pytest.raises(DecodeError, match="does not declare"):
        cars.head.adopt(sent)


def test_function_when_it_gives_two_objects_the_same_child_then_each_has_its_own() -> None:
    kept: list[Any] = []

    def down(values: Any, classes: Any) -> None:
        for name in ("label", "other", "wheels"):
            del values[name]

    def up(values: Any, classes: Any) -> None:
        kept.append(kept[0] if kept else classes["Wheel"](size=9))
        values["label"], values["other"] = "", kept[0]
        values["wheels"] = [kept[0], kept[0]]

    cars, _ = _kept(up, down, ("other", "wheels"))
    old = cars.closure("Car", "1.0")
    first: Any = cars.head.adopt(new(old, "Car"))
    second: Any = cars.head.adopt(new(old, "Car"))
    found = [first.other, *first.wheels, second.other, *second.wheels]
    assert len({id(wheel) for wheel in [*found, kept[0]]}) == 7
    assert [wheel.size for wheel in found] == [9] * 6


def test_function_when_one_object_is_at_two_places_then_each_is_changed_once() -> None:
    leaf = new(NESTED.head, "Leaf", id=1, size=4, tags=set())
    tree = new(NESTED.head, "Tree", several=[leaf, leaf], named={"a": leaf, "b": leaf})
    there: Any = OLD.adopt(tree)
    assert [leaf.size for leaf in [*there.several, *there.named.values()]] == [5] * 4
    assert leaf.size == 4


def test_function_when_objects_contain_each_other_then_it_is_refused() -> None:
    forest = new(NESTED.head, "Forest", trees=[new(NESTED.head, "Tree", child=_leaf())])
    put_value(forest.trees[0], "child", forest)
    with pytest.raises(FieldValueError, match="within the depth limit"):
        OLD.adopt(forest)


def _leaf() -> Any:
    return new(NESTED.head, "Leaf", id=1, size=1, tags=set())
