"""The fillers of ``vobjects.testing``: objects of any class of any registry."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from vobjects import (
    UNSET,
    AbsentClassError,
    IncompleteObjectError,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    version,
)
from vobjects.catalog.addresses import MACAddress
from vobjects.testing import (
    filled,
    incomplete_objects,
    minimal,
    objects,
    register_adjustment,
)

SHOP = Registry("shop")


@SHOP.register
class Part(VersionedObject):
    """A part of an item."""

    name: str
    mac: MACAddress
    HISTORY = history(initial("1.0"))


@SHOP.register
class Item(VersionedObject):
    """Something to sell, which may contain other items."""

    id: int
    count: int
    label: str | None
    note: str = UNSET
    parts: tuple[Part, ...]
    related: tuple[Item, ...]
    bundle: Item | None
    named: Mapping[str, Item]
    HISTORY = history(
        initial("1.0"), version("1.1", "Counts.", added("count", default=0, why="counts are kept"))
    )


@settings(max_examples=30, deadline=None)
@given(objects(SHOP.head, "Item"))
def test_objects_when_full_have_every_field_and_can_be_sent(item: Any) -> None:
    assert item.obj_values().keys() == item.fields.keys()
    assert item.parts
    assert item.label is not None
    assert SHOP.head.decode(SHOP.head.encode(item)) == item


def test_objects_when_sparse_can_be_sent_and_some_lack_what_may_be_absent() -> None:
    lacking, nested = set[str](), set[bool]()

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(objects(SHOP.head, "Item", sparse=True))
    def collect(item: Any) -> None:
        SHOP.head.encode(item)
        lacking.update(item.fields.keys() - item.obj_values().keys())
        nested.add(any(inner.related for inner in item.related))

    collect()
    assert lacking == {"note"}
    assert nested == {True, False}


@settings(max_examples=30, deadline=None)
@given(incomplete_objects(SHOP.head, "Part"))
def test_objects_when_incomplete_are_refused_where_they_are_sent(part: Any) -> None:
    if part.obj_values().keys() < part.fields.keys():
        with pytest.raises(IncompleteObjectError):
            SHOP.head.encode(part)
    else:
        SHOP.head.encode(part)


def test_objects_when_the_class_is_unknown_is_refused() -> None:
    @given(objects(SHOP.head, "Nothing"))
    def draw(_: Any) -> None:
        raise AssertionError("drawn")

    with pytest.raises(AbsentClassError, match="Nothing"):
        draw()


def test_adjustment_when_registered_changes_drawn_objects() -> None:
    shelves = Registry("shelves")

    @shelves.register
    class Shelf(VersionedObject):
        width: int
        HISTORY = history(initial("1.0"))

    def widen(shelf: Any) -> None:
        shelf.width = 1_000_000

    register_adjustment(shelves, "Shelf", widen)
    widths = set[bool]()

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(objects(shelves.head, "Shelf"))
    def collect(shelf: Any) -> None:
        widths.add(shelf.width == 1_000_000)

    collect()
    assert widths == {True, False}


def test_filled_when_made_has_every_field_and_ends_where_a_class_contains_itself() -> None:
    item: Any = filled(SHOP.head, "Item")
    assert item.obj_values().keys() == item.fields.keys()
    assert [part.name for part in item.parts] == [item.parts[0].name, item.parts[1].name]
    assert item.parts[0].name != item.parts[1].name
    assert (item.related, item.bundle, item.named) == ((), None, {})
    assert filled(SHOP.head, "Item") == item


def test_minimal_when_made_has_what_must_be_set_and_the_values_that_are_given() -> None:
    item: Any = minimal(SHOP.head, "Item", count=7)
    assert item.obj_values().keys() == item.fields.keys() - {"note"}
    assert (item.count, item.label, item.bundle) == (7, None, None)
    SHOP.head.encode(item)


@pytest.mark.parametrize("make", [filled, minimal])
def test_example_when_the_class_is_unknown_is_refused(make: Any) -> None:
    with pytest.raises(AbsentClassError, match="Nothing"):
        make(SHOP.head, "Nothing")


def test_import_of_vobjects_does_not_import_the_tests() -> None:
    code = "import sys, vobjects, vobjects.catalog; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert "'vobjects._release.view'" in done.stdout
    assert "vobjects.testing" not in done.stdout
    assert "hypothesis" not in done.stdout


def test_import_when_there_is_no_pytest_succeeds() -> None:
    code = "import sys; sys.modules['pytest'] = None; import vobjects.testing.conformance"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
