"""The view of one class at a version: the class is at that version, whatever holds it."""

from __future__ import annotations

import copy
import itertools
import pickle
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.closed_graphs import closed_graph
from tests.support.pairs import EXAMPLES, law
from vobjects import (
    UNSET,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    explain,
    history,
    initial,
    line,
    merge,
    oldest_reader,
    oldest_reader_in_line,
    removed,
    renamed,
    version,
)
from vobjects._declare.changes import Change, Entry, History
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


class _Bumped:
    """A class whose field of children is renamed, bumped and perhaps removed, and a line of it.

    The line renames the field, and adds one that nothing bumps. ``last`` is the last of the
    versions, by its place, that a bump comes after, and ``left`` the one that the line left; -1 is
    none.
    """

    def __init__(self, rng: random.Random) -> None:
        self.registry, self.last, self.left = Registry("closures"), -1, rng.randint(0, 7)
        entries = history(initial("1.0"), *_plain(1, 9))
        self._child = self.registry.register(_class("Child", entries, id=int))
        names = ["f0"]
        found = [initial("1.0"), *(self._entry(rng, minor, names) for minor in range(1, 8))]
        gone = rng.random() < 0.5
        if gone:
            was = removed(names[-1], was=self._child, options=UNSET)
            found.append(version("1.8", "It is gone.", was))
        newest = {} if gone else {names[-1]: self._child}
        parent = self._declare("Parent", history(*found), newest)
        more = self.registry.register(
            _class("More", history(initial("1.0"), *_plain(1, 3)), id=int)
        )
        words = renamed("other", was=names[self.left]), added("more", default=UNSET)
        own = version("3.1", "A line.", *words)
        fields = {"other": self._child, "more": more}
        self._declare("ParentLine", line(parent, f"1.{self.left}", own), fields)

    def _entry(self, rng: random.Random, minor: int, names: list[str]) -> Entry:
        words: list[Change] = []
        if rng.random() < 0.2:
            words.append(child_bumped(names[-1], f"1.{minor}"))
            self.last = minor - 1
        renames = rng.random() < 0.3
        names.append(f"f{minor}" if renames else names[-1])
        if renames:
            words.append(renamed(names[-1], was=names[-2]))
        return version(f"1.{minor}", "A change.", *words)

    def _declare(self, name: str, entries: History, fields: dict[str, Any]) -> Any:
        cls = _class(name, entries, id=int, **fields)
        for field in fields:
            setattr(cls, field, UNSET)
        return self.registry.register(cls)


def _plain(first: int, end: int) -> list[Entry]:
    return [version(f"1.{minor}", "Nothing else.") for minor in range(first, end)]


def _class(name: str, entries: History, **annotations: Any) -> Any:
    body = {"__annotations__": annotations, "HISTORY": entries, "__module__": __name__}
    return type(name, (VersionedObject,), body)


@law(EXAMPLES * 20)
@given(st.integers(0, 2**32))
def test_closure_when_a_version_elsewhere_bumps_the_children_then_they_are_at_their_oldest(
    seed: int,
) -> None:
    bumped = _Bumped(random.Random(seed))
    registry, lineage = bumped.registry, bumped.registry.lineage("Parent")
    for number in lineage.versions:
        found = registry.closure("Parent", str(number)).manifest
        fields = lineage.schemas[number].children()
        bump = next((b for n in fields if (b := lineage.bump(n, number))), None)
        place = bumped.left if str(number) == "3.1" else number.minor
        otherwise = "1.0" if place <= bumped.last else "1.8"
        expected = {"Child": str(bump.to) if bump else otherwise} if fields else {}
        expected |= {"More": "1.2"} if "more" in fields else {}
        assert found == {"Parent": str(number), **expected}
    for old, new in itertools.permutations(map(str, lineage.versions), 2):
        fates = [fate.fate for fate in explain(registry, "Parent", old, new).fields]
        assert all(fates)


def test_primitive_when_the_field_of_children_was_removed_later_then_they_are_of_then() -> None:
    registry = Registry("closures")
    changed = version("1.1", "Notes.", added("note", default=""))
    child = registry.register(_class("Child", history(initial("1.0"), changed), id=int, note=str))
    gone = removed("child", was=child, options=UNSET)
    bumped = version("1.1", "Notes.", child_bumped("child", "1.1"))
    entries = history(initial("1.0"), bumped, version("1.2", "No child.", gone))
    registry.register(_class("Parent", entries, id=int))
    view = registry.at({"Parent": "1.1", "Child": "1.1"})
    parent: Any = view["Parent"](id=1, child=view["Child"](id=2, note=""))
    primitive = parent.obj_to_primitive("1.0")
    assert primitive["versioned_object.data"]["child"]["versioned_object.version"] == "1.0"


def test_closure_when_only_another_field_of_the_children_is_bumped_then_its_version_holds() -> None:
    registry = Registry("closures")
    child = registry.register(_class("Child", history(initial("1.0"), *_plain(1, 3)), id=int))
    entries = history(
        initial("1.0"),
        version("1.1", "Newer ones.", child_bumped("one", "1.1")),
        version("1.2", "Another one.", added("other", default=None)),
        version("1.3", "Newer ones.", child_bumped("one", "1.2"), child_bumped("other", "1.2")),
    )
    registry.register(_class("Parent", entries, one=child, other=child | None))
    found = [registry.closure("Parent", f"1.{minor}").manifest["Child"] for minor in range(4)]
    assert found == ["1.0", "1.1", "1.1", "1.2"]
    fates = explain(registry, "Parent", "1.2", "1.3").fields
    assert [(fate.field, fate.fate, fate.entry) for fate in fates if "becomes" in fate.fate] == [
        ("one", "Child 1.1 becomes 1.2", "1.3"),
        ("other", "Child 1.1 becomes 1.2", "1.3"),
    ]
