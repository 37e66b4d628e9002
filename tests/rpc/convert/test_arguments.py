"""Arguments by place and by name become values by name."""

from __future__ import annotations

from typing import Any

import pytest

from rpc._convert.arguments import Given
from rpc._declare.method import MethodSpec
from tests.rpc.interfaces import Counter
from tests.support.lab import LabAPI, guest, views
from vobjects import FieldValueError

KILO = views("kilo")
ADD = Counter.LINEAGE.methods[Counter.LINEAGE.latest]["add"]
BUILD = LabAPI.LINEAGE.methods[LabAPI.LINEAGE.latest]["build"]


def bound(*positional: Any, spec: MethodSpec = ADD, **named: Any) -> dict[str, Any]:
    return Given(positional, named).bound(spec, KILO)


def test_bind_when_all_is_given_by_place_or_name_is_the_same() -> None:
    expected = {"name": "a", "steps": (1, 2), "why": "x"}

    assert bound("a", (1, 2), "x") == expected
    assert bound("a", why="x", steps=[1, 2]) == expected
    assert bound(name="a", steps=(1, 2), why="x") == expected


def test_bind_when_defaults_are_left_out_leaves_them_to_the_receiver() -> None:
    assert bound("a") == {"name": "a"}


@pytest.mark.parametrize(
    ("positional", "named", "found"),
    [
        ((), {}, "()"),
        ((), {"steps": (1,)}, "(steps)"),
        (("a",), {"nobody": 1}, "(argument 0, nobody)"),
        (("a",), {"name": "b"}, "(argument 0, name)"),
        (
            ("a", (1,), "x", 2, 3),
            {},
            "(argument 0, argument 1, argument 2, argument 3, argument 4)",
        ),
    ],
)
def test_bind_when_names_do_not_fit_says_what_the_method_takes(
    positional: tuple[Any, ...], named: dict[str, Any], found: str
) -> None:
    with pytest.raises(FieldValueError) as caught:
        bound(*positional, **named)

    assert caught.value.path == "add()"
    assert caught.value.expected == "(name, steps, why, limit)"
    assert caught.value.found == found


@pytest.mark.parametrize(
    ("named", "path", "found"),
    [
        ({"name": 5}, "$.name", "int 5"),
        ({"name": "a", "steps": (1, "2")}, "$.steps[1]", "str '2'"),
        ({"name": "a", "limit": True}, "$.limit", "bool True"),
        ({"name": None}, "$.name", "None"),
    ],
)
def test_bind_when_a_type_is_wrong_names_the_place(
    named: dict[str, Any], path: str, found: str
) -> None:
    with pytest.raises(FieldValueError) as caught:
        bound(**named)

    assert (caught.value.path, caught.value.found) == (path, found)


def test_bind_when_an_object_is_of_another_release_is_refused() -> None:
    with pytest.raises(FieldValueError) as caught:
        bound(guest(views("juno")), spec=BUILD)

    assert caught.value.path == "$.instance"
    assert "Instance 1.15 of juno" in caught.value.found


def test_bind_when_an_object_is_of_another_class_is_refused() -> None:
    with pytest.raises(FieldValueError, match="expected Instance"):
        bound(KILO["Tag"](tag="x"), spec=BUILD)


def test_bind_when_it_is_done_keeps_the_object_itself() -> None:
    instance = guest(KILO)

    assert bound(instance, spec=BUILD)["instance"] is instance
