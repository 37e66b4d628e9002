"""When two values are the same: equal and of one type, at every depth."""

import enum
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import UNSET, FrozenDict, Registry, VersionedObject, history, initial
from vobjects._plan.proof import differences, is_same, is_untouched

_BOXES = Registry("boxes")


class Color(enum.StrEnum):
    """Two texts."""

    RED = "red"
    BLUE = "blue"


@_BOXES.register
class Box(VersionedObject):
    """A box that may hold others."""

    size: int
    boxes: "tuple[Box, ...]"
    HISTORY = history(initial("1.0"))


def _box(**values: Any) -> Any:
    return new(_BOXES.head, "Box", **values)


_SAME = [
    (1, 1),
    ((1, "a"), (1, "a")),
    ([1, {"a": {2}}], [1, {"a": {2}}]),
    (frozenset({1, 2}), frozenset({2, 1})),
    (FrozenDict({"a": 1, "b": None}), FrozenDict({"b": None, "a": 1})),
    (_box(boxes=(_box(size=1),)), _box(boxes=(_box(size=1),))),
    (UNSET, UNSET),
]
_OTHER = [
    (Color.RED, Color.BLUE),
    (1, True),
    (1, 1.0),
    (0, None),
    ((1,), [1]),
    ((1, 1), (1, True)),
    ([1], [1, 1]),
    ({"a": 1}, FrozenDict({"a": 1})),
    ({"a": 1}, {"a": True}),
    ({1: "a"}, {True: "a"}),
    ({"a": 1}, {"a": 1, "b": 1}),
    ({1}, {True}),
    (frozenset({(1,)}), frozenset({(1.0,)})),
    (_box(size=1), _box(size=2)),
    (_box(size=1), _box()),
    (_box(), _box(size=1)),
    (_box(boxes=(_box(size=1),)), _box(boxes=(_box(size=0),))),
    (UNSET, None),
]


@pytest.mark.parametrize(("one", "other"), _SAME)
def test_values_when_they_are_equal_and_of_one_type_are_the_same(one: Any, other: Any) -> None:
    assert is_same(one, other)
    assert is_same(other, one)
    assert list(differences(one, other)) == []


@pytest.mark.parametrize(("one", "other"), _OTHER)
def test_values_when_a_value_or_a_type_differs_are_not_the_same(one: Any, other: Any) -> None:
    assert not is_same(one, other)
    assert not is_same(other, one)
    assert list(differences(one, other))


def test_copy_when_only_the_changes_of_an_object_in_it_differ_is_not_untouched() -> None:
    one, other = (_box(boxes=(_box(size=1),)) for _ in range(2))
    assert is_untouched(one, other)
    other.boxes[0].obj_reset_changes()
    assert is_same(one, other)
    assert not is_untouched(one, other)


def test_differences_when_they_are_at_some_depth_name_the_place_and_both_values() -> None:
    one = {"a": (_box(size=1), _box(size=1)), "b": (1, 2)}
    other = {"a": (_box(size=2), _box(size=1, boxes=())), "b": (1, 2, 3)}
    assert list(differences(one, other, "$")) == [
        ("$['a'][0].size", 1, 2),
        ("$['a'][1].boxes", UNSET, ()),
        ("$['b']", (1, 2), (1, 2, 3)),
    ]
