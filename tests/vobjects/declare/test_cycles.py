"""Objects that contain themselves, and trees deeper than the stack of Python."""

from __future__ import annotations

import contextlib
import copy
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from vobjects import (
    FieldValueError,
    Limits,
    Registry,
    VersionedObject,
    View,
    VObjectError,
    added,
    history,
    initial,
    merge,
    oldest_reader,
    version,
)

NODES = Registry("nodes")


@NODES.register
class Node(VersionedObject):
    id: int
    child: Node | None
    children: tuple[Node, ...]
    named: Mapping[str, Node]
    KEY = ("id",)
    HISTORY = history(initial("1.0"), version("1.1", "A number.", added("id", default=0)))


OLD = NODES.closure("Node", "1.0")
LONG = Registry("long", limits=Limits(depth=100_000))


@LONG.register
class LongNode(VersionedObject):
    """A node of a project whose limit of depth is beyond the stack."""

    id: int
    child: LongNode | None
    HISTORY = history(initial("1.0"), version("1.1", "A number.", added("id", default=0)))


def node(**values: Any) -> Any:
    made: Any = Node
    return made(**{"id": 0, "child": None, "children": (), "named": {}, **values})


def chain(length: int) -> Any:
    found = node()
    for _ in range(length):
        found = node(child=found)
    return found


def long_chain() -> Any:
    made: Any = LongNode
    found = made(id=0, child=None)
    for _ in range(5_000):
        found = made(id=0, child=found)
    return found


def in_child() -> Any:
    found = node()
    found.child = found
    return found


def in_tuple() -> Any:
    found = node()
    found.children = (node(), found, found)
    return found


def in_mapping() -> Any:
    found = node()
    found.named = {"a": found, "b": found}
    return found


def in_each_other() -> Any:
    found, other = node(), node()
    found.child, found.children = other, (other, other)
    other.named, other.child = {"a": found}, found
    return found


CYCLES: list[Callable[[], Any]] = [in_child, in_tuple, in_mapping, in_each_other]
DEEP: list[Callable[[], Any]] = [lambda: chain(1000), lambda: chain(20_000)]


def older(obj: Any) -> View:
    return obj.VIEW.registry.closure(obj.obj_name(), "1.0")  # type: ignore[no-any-return]


ENDS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "obj_clone": lambda obj: obj.obj_clone(),
    "pickle": lambda obj: pickle.loads(pickle.dumps(obj)),
    "encode": lambda obj: obj.VIEW.encode(obj),
    "encode for an older one": lambda obj: obj.VIEW.encode(obj, older(obj)),
    "to_primitive": lambda obj: obj.VIEW.to_primitive(obj),
    "obj_to_primitive": lambda obj: obj.obj_to_primitive("1.0"),
    "adopt": lambda obj: older(obj).adopt(obj),
    "merge": lambda obj: merge(obj, obj),
    "merge with a copy": lambda obj: merge(obj, copy.copy(obj)),
    "oldest_reader": oldest_reader,
    "obj_children": lambda obj: list(obj.obj_children()),
    "obj_get_changes": lambda obj: obj.obj_get_changes(),
    "assign": lambda obj: setattr(obj, "child", copy.copy(obj)),
    "contain": lambda obj: node(child=obj, children=[obj], named={"a": obj}),
    "in": lambda obj: obj in [copy.copy(obj)],
}


@pytest.mark.parametrize("make", [*CYCLES, *DEEP, long_chain])
@pytest.mark.parametrize("name", ENDS)
def test_operation_when_objects_are_too_deep_ends_with_a_result_or_a_typed_error(
    name: str, make: Callable[[], Any]
) -> None:
    obj = make()
    with contextlib.suppress(VObjectError):
        ENDS[name](obj)


@pytest.mark.parametrize("make", [*CYCLES, *DEEP])
def test_text_when_objects_are_too_deep_is_bounded(make: Callable[[], Any]) -> None:
    text = repr(make())
    assert "(...)" in text
    assert len(text) < 10_000


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (in_child, {"id", "child"}),
        (in_tuple, {"id", "children"}),
        (in_mapping, {"id", "named"}),
        (in_each_other, {"child", "children"}),
        *((make, {"child"}) for make in DEEP),
    ],
)
def test_changes_when_objects_are_too_deep_are_found_and_forgotten(
    make: Callable[[], Any], expected: set[str]
) -> None:
    obj = make()
    obj.obj_reset_changes(recursive=True)
    assert obj.obj_what_changed() == set()
    _last(obj).id = 7
    assert obj.obj_what_changed() == expected
    obj.obj_reset_changes(recursive=True)
    assert obj.obj_what_changed() == set()


def _last(obj: Any) -> Any:
    """The last object on the way through ``child``."""
    found = obj
    while isinstance(found.child, Node) and found.child is not obj:
        found = found.child
    return found


@pytest.mark.parametrize("make", [*CYCLES, *DEEP])
def test_equality_when_objects_are_too_deep_compares_them_whole(make: Callable[[], Any]) -> None:
    one, other = make(), make()
    assert one == other
    _last(other).id = 7
    assert one != other


@pytest.mark.parametrize("make", CYCLES)
def test_cycle_when_it_is_copied_is_equal_and_shares_nothing(make: Callable[[], Any]) -> None:
    obj = make()
    for twin in (copy.deepcopy(obj), pickle.loads(pickle.dumps(obj))):
        assert twin == obj
        twin.id = 7
        assert obj.id == 0


@pytest.mark.parametrize("travel", [NODES.head.encode, NODES.head.to_primitive, NODES.head.adopt])
@pytest.mark.parametrize("make", [*CYCLES, *DEEP])
def test_cycle_when_it_travels_is_refused_with_a_path(
    travel: Callable[[Any], Any], make: Callable[[], Any]
) -> None:
    with pytest.raises(FieldValueError, match="depth limit") as caught:
        travel(make())
    assert caught.value.path.startswith(("$.child", "$.children", "$.named"))


def test_equality_when_objects_are_shared_is_linear() -> None:
    def shared() -> Any:
        found = node()
        for _ in range(40):
            found = node(children=(found, found), named={"a": found})
        return found

    assert shared() == shared()
    assert len(repr(shared())) < 100_000
    assert shared().obj_what_changed() == {"id", "child", "children", "named"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (node(), node(children=(node(),))),
        (node(children=(node(),)), node(children=(node(), node()))),
        (node(named={"a": node()}), node(named={"b": node()})),
        (node(named={"a": node()}), node(named={"a": node(id=1)})),
        (node(child=node()), node()),
        (node(id=1), node(id=2)),
        (node(), OLD["Node"]()),
        (node(), Node),
    ],
)
def test_equality_when_a_value_differs_at_any_place_is_false(one: Any, other: Any) -> None:
    assert one != other
