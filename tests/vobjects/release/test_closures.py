"""The view of one class at a version: the class is at that version, whatever holds it."""

from __future__ import annotations

import copy
import pickle
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.closed_graphs import closed_graph
from tests.support.pairs import EXAMPLES, law
from vobjects import (
    Registry,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    line,
    merge,
    oldest_reader,
    oldest_reader_in_line,
    version,
)
from vobjects.testing import objects

CHAINS = Registry("chains")


@CHAINS.register
class Link(VersionedObject):
    """An object that may hold one of its own class."""

    id: int
    next: Link | None
    KEY = ("id",)
    HISTORY = history(initial("1.0"), version("1.1", "Nothing else."))


@CHAINS.register
class LinkLine(VersionedObject):
    """A line of it, with a field of its own."""

    id: int
    next: Link | None
    weight: int
    KEY = ("id",)
    HISTORY = line(
        Link, "1.0", version("3.1", "Weights.", added("weight", default=0, why="weights count"))
    )


@CHAINS.register
class Chain(VersionedObject):
    """An object whose links are of the line since 1.1."""

    first: Link
    HISTORY = history(initial("1.0"), version("1.1", "A line.", child_bumped("first", "3.1")))


def _link(id_: int, weight: int, following: Any = None) -> Any:
    made: Any = LinkLine
    return made(id=id_, weight=weight, next=following)


def test_line_when_its_class_holds_itself_then_it_is_written_at_its_own_version() -> None:
    obj = _link(1, 2, _link(2, 7))
    view = LinkLine.VIEW
    assert view.manifest == {"Link": "3.1"}
    primitive = view.to_primitive(obj)
    assert primitive["versioned_object.version"] == "3.1"
    assert primitive["versioned_object.data"]["weight"] == 2
    assert view.decode(view.encode(obj)) == obj
    assert view.from_primitive(primitive) == obj


def test_line_when_its_class_holds_itself_then_no_operation_loses_its_fields() -> None:
    obj = _link(1, 2, _link(2, 7))
    assert oldest_reader(obj) == oldest_reader_in_line(obj, "3.1") == "3.1"
    for twin in (copy.deepcopy(obj), pickle.loads(pickle.dumps(obj)), LinkLine.VIEW.adopt(obj)):
        assert twin == obj
    stale = _link(1, 1)
    stale.obj_reset_changes(recursive=True)
    stale.weight = 9
    merged = merge(_link(1, 1, _link(2, 7)), LinkLine.VIEW.decode(LinkLine.VIEW.encode(stale)))
    assert merged.weight == 9


def test_closure_when_a_class_that_holds_itself_is_bumped_to_a_line_then_it_is_there() -> None:
    assert CHAINS.closure("Chain", "1.1").manifest == {"Chain": "1.1", "Link": "3.1"}


def test_closure_when_a_manifest_names_the_class_otherwise_then_the_version_asked_for_holds() -> (
    None
):
    assert CHAINS.closure("Link", "3.1", {"Link": "1.0"}).manifest == {"Link": "3.1"}


@law(EXAMPLES * 20)
@given(st.integers(0, 2**32), st.data())
def test_closure_when_classes_hold_their_own_then_each_is_at_the_version_asked_for(
    seed: int, data: st.DataObject
) -> None:
    graph = closed_graph(random.Random(seed))
    registry, view = graph.registry, graph.line.VIEW
    for name in registry.head:
        for number in registry.lineage(name).versions:
            closure = registry.closure(name, str(number), loose=True)
            assert closure.versions[name] == number
    name = graph.line.obj_name()
    assert str(view.versions[name]) == "3.1"
    obj: Any = data.draw(objects(view, name, sparse=data.draw(st.booleans())))
    assert view.decode(view.encode(obj)) == obj
    assert view.from_primitive(view.to_primitive(obj)) == obj
