"""Objects that are at many places: written at each of them, within limits, and else looked at once.

A chain of objects that contain the next one twice is a tree of 2**n objects on the wire.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import written_fast, written_slowly
from tests.support.pairs import law
from tests.support.work import calls, growth
from vobjects import (
    UNSET,
    FieldValueError,
    Limits,
    LossReport,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    merge,
    version,
)
from vobjects._codec.values import Values
from vobjects._types.annotations import field_type

LEVELS = 48
LIMITS = Limits(items=20_000, bytes=100_000)
KNOTS = Registry("knots", limits=LIMITS)


@KNOTS.register
class Knot0(VersionedObject):
    """The last of a chain."""

    text: str
    HISTORY = history(initial("1.0"))


def _knot(number: int, below: Any) -> Any:
    """A class whose objects contain those of the one below, in fields, tuples and mappings."""
    kinds = {"a": below, "b": below | None, "c": tuple[below, ...], "d": Mapping[str, below]}
    body: dict[str, Any] = {
        **dict.fromkeys(kinds, UNSET),
        "__annotations__": {"text": str, **kinds, "late": int},
        "__module__": __name__,
        "HISTORY": history(initial("1.0"), version("1.1", "Late.", added("late", default=0))),
    }
    return KNOTS.register(type(f"Knot{number}", (VersionedObject,), body))


CLASSES: list[Any] = [Knot0]
for _number in range(1, LEVELS + 1):
    CLASSES.append(_knot(_number, CLASSES[-1]))

PLACES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "two fields": lambda below: {"a": below, "b": below},
    "a tuple": lambda below: {"a": below, "c": (below, below)},
    "a mapping": lambda below: {"a": below, "d": {"x": below, "y": below}},
}


def _chain(levels: int, place: str = "two fields", text: str = "x") -> Any:
    found = Knot0(text=text)
    for cls in CLASSES[1 : levels + 1]:
        found = cls(text="x", late=0, **PLACES[place](found))
    found.obj_reset_changes(recursive=True)
    return found


def _older(obj: Any) -> Any:
    return KNOTS.at(dict.fromkeys(KNOTS.head, "1.0"))


def _values(obj: Any) -> None:
    types = {"knot": field_type(type(obj), "knot", known=lambda cls: True)}
    Values(KNOTS.head, types).encode({"knot": obj}, KNOTS.head, LossReport())


WRITTEN: dict[str, Callable[[Any], object]] = {
    "message": KNOTS.head.encode,
    "message for a release": lambda obj: KNOTS.head.encode(obj, _older(obj)),
    "primitive": lambda obj: obj.obj_to_primitive(),
    "primitive of a release": lambda obj: KNOTS.head.to_primitive(obj, _older(obj)),
    "adopted": lambda obj: _older(obj).adopt(obj),
    "values": _values,
    "merged": lambda obj: merge(obj, obj.obj_clone()),
    "merged with a base": lambda obj: merge(obj.obj_clone(), obj.obj_clone(), obj),
}
WALKED: dict[str, Callable[[Any], object]] = {
    "copied": copy.deepcopy,
    "cloned": lambda obj: obj.obj_clone(),
    "compared": lambda obj: obj == copy.deepcopy(obj),
    "printed": repr,
    "asked for changes": lambda obj: obj.obj_what_changed(),
    "reset": lambda obj: obj.obj_reset_changes(recursive=True),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("act", WRITTEN)
def test_writing_when_one_object_is_at_many_places_is_refused_in_the_number_of_objects(
    act: str, place: str
) -> None:
    write = WRITTEN[act]

    def work(levels: int) -> Callable[[], object]:
        def refused() -> None:
            with pytest.raises(FieldValueError, match="is written at each place") as caught:
                write(obj)
            assert caught.value.path.startswith("$")

        obj = _chain(levels, place)
        refused()  # compiles what the second time only uses
        return refused

    assert growth(work, LEVELS // 2) < 2.4


@pytest.mark.parametrize("act", WALKED)
def test_operation_when_one_object_is_at_many_places_takes_it_once(act: str) -> None:
    def work(levels: int) -> Callable[[], object]:
        obj = _chain(levels)
        return lambda: WALKED[act](obj)

    assert growth(work, LEVELS // 2) < 2.4


def test_object_when_it_is_large_and_at_many_places_is_refused_before_it_is_written() -> None:
    leaf = Knot0(text="x" * 90_000)
    wide = CLASSES[1](text="x", late=0, a=leaf, c=(leaf,) * 1_000)

    def refused() -> None:
        with pytest.raises(FieldValueError, match="90002000 bytes at least"):
            KNOTS.head.encode(wide)

    refused()
    assert calls(refused) < 20_000


@law(40)
@given(st.integers(1, 5), st.sampled_from(sorted(PLACES)), st.integers(1, 600))
def test_object_when_it_is_within_limits_is_written_as_a_tree(
    levels: int, place: str, length: int
) -> None:
    below = _chain(levels, place)
    root = CLASSES[levels + 1](text="x", late=0, a=below)
    tree = KNOTS.head.decode(KNOTS.head.encode(root))

    assert tree == root
    assert written_fast(root, KNOTS.head) == written_slowly(root, KNOTS.head)
    wide = CLASSES[1](text="x", late=0, a=Knot0(text="x"), c=(Knot0(text="y"),) * length)
    assert written_fast(wide, KNOTS.head) == written_slowly(wide, KNOTS.head) is not None


def test_objects_when_they_are_many_and_different_are_left_to_the_limits() -> None:
    many = tuple(Knot0(text=f"{number}") for number in range(5_000))
    wide = CLASSES[1](text="x", late=0, a=many[0], c=many)

    with pytest.raises(FieldValueError, match=r"found 1\d{5} bytes|more than 20000 items"):
        KNOTS.head.encode(wide)
    assert KNOTS.head.to_primitive(wide)


def test_graph_when_there_are_no_collections_counts_the_objects_of_each_class() -> None:
    pairs = Registry("pairs")
    below: Any = None
    for number in range(10):
        fields = {"k": int} if below is None else {"a": below, "b": below | None}
        body = {"__annotations__": fields, "__module__": __name__}
        below = type(
            f"Pair{number}", (VersionedObject,), body | {"HISTORY": history(initial("1.0"))}
        )
        pairs.register(below)

    assert [pairs.head.graph.most(f"Pair{n}") for n in range(10)] == [
        2 ** (n + 1) - 1 for n in range(10)
    ]
    assert KNOTS.head.graph.most("Knot1") == float("inf")
