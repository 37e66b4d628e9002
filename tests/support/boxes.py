"""Boxes that hold items, whose class declares any key: old ones know no pages."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import (
    UNSET,
    VALUE,
    LossReport,
    MergeRefusedError,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    merge,
    version,
)
from vobjects.testing._trees import state

PAGES = history(initial("1.0"), version("1.1", "Pages.", added("page", default=None)))


def boxes_of(key: Any) -> tuple[Registry, Any]:
    """Items with a key, the boxes that hold them, and halls of rooms with a box each.

    Items have pages since 1.1; boxes declare no key, and rooms have one.
    """
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int | None = UNSET
        name: str = UNSET
        page: int | None = UNSET
        KEY = key
        HISTORY = PAGES

    @boxes.register
    class Box(VersionedObject):
        one: Item | None = UNSET
        several: tuple[Item, ...] = UNSET
        named: Mapping[str, Item | None] = UNSET
        maps: Mapping[str, Mapping[str, Item]] = UNSET
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Tray(Item):
        KEY = VALUE
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Room(VersionedObject):
        id: int
        box: Box = UNSET
        guest: Item | None = UNSET
        KEY = ("id",)
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Hall(VersionedObject):
        rooms: tuple[Room, ...]
        HISTORY = history(initial("1.0"))

    others = {"Tray": "1.0", "Room": "1.0", "Hall": "1.0"}
    return boxes, boxes.at({"Item": "1.0", "Box": "1.0", **others}, "old")


def box(view: Any, **values: Any) -> Any:
    """A box that nobody has changed."""
    made = new(view, "Box", **values)
    made.obj_reset_changes(recursive=True)
    return made


def hall(view: Any, **values: Any) -> Any:
    """A hall that nobody has changed, with one room that has these fields."""
    made = new(view, "Hall", rooms=[new(view, "Room", id=1, **values)])
    made.obj_reset_changes(recursive=True)
    return made


def item(view: Any, **values: Any) -> Any:
    """An item of a writer."""
    return new(view, "Item", **values)


def sent(boxes: Registry, stale: Any) -> Any:
    """What the newest release gets of an object."""
    return boxes.head.decode(stale.VIEW.encode(stale))


def refused(current: Any, update: Any, base: Any = None) -> MergeRefusedError:
    """The error that refuses a merge, which has changed nothing."""
    before, report = state(current), LossReport()
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update, base, report)
    assert state(current) == before
    assert not report
    return caught.value
