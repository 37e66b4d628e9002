"""Merges into an object that has not loaded a field: nothing that was read there is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.boxes import box, boxes_of, item, refused, sent
from vobjects import Registry, merge

FIELDS = ("one", "several", "named", "maps")


def _value(name: str, items: list[Any]) -> Any:
    named = {f"k{one.id}": one for one in items}
    return {"one": items[0], "several": items, "named": named, "maps": {"a": named}}[name]


def _items(view: Any, *ids: int) -> list[Any]:
    known = {"page": None} if view.has("Item", "page") else {}
    return [item(view, id=id_, name="a", **known) for id_ in ids]


def _assigned(stale: Any, name: str) -> None:
    value = getattr(stale, name)
    setattr(stale, name, None if name == "one" else type(value)())
    setattr(stale, name, value)


def _added(stale: Any, name: str) -> None:
    kept = [] if name == "one" else _items(stale.VIEW, 1, 2)
    for one in kept:
        one.obj_reset_changes()
    setattr(stale, name, _value(name, [*kept, *_items(stale.VIEW, 3)]))


def _changed(stale: Any, name: str) -> None:
    value = getattr(stale, name)
    while not hasattr(value, "id"):
        value = value[0] if isinstance(value, tuple) else value[min(value)]
    value.name = "b"


def _scene(view: Any, name: str, change: Callable[[Any, str], None]) -> tuple[Any, Any]:
    """What a writer read, and what it made of it."""
    read = box(view, **{name: _value(name, _items(view, 1, 2))})
    stale = read.obj_clone()
    change(stale, name)
    return read, stale


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("change", [_assigned, _added, _changed])
def test_merge_when_the_writer_knew_all_then_its_value_is_taken_whole(
    name: str, change: Callable[[Any, str], None]
) -> None:
    boxes, _ = boxes_of(("id",))
    read, stale = _scene(boxes.head, name, change)
    current = box(boxes.head)
    merge(current, sent(boxes, stale), read)
    expected = {} if change is _assigned else {name: getattr(stale, name)}
    assert current.obj_values() == expected


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("change", [_assigned, _added, _changed])
def test_merge_when_the_writer_is_older_then_only_what_it_added_is_taken(
    name: str, change: Callable[[Any, str], None]
) -> None:
    boxes: Registry
    boxes, old = boxes_of(("id",))
    read, stale = _scene(old, name, change)
    current, update = box(boxes.head), sent(boxes, stale)
    if change is _assigned:
        merge(current, update, read)
        assert current.obj_values() == {}
    elif change is _added and name == "one":
        merge(current, update, read)
        assert current.one.obj_values() == {"id": 3, "name": "a", "page": None}
    else:
        error = refused(current, update, read)
        assert error.path.startswith(f"$.{name}")
        assert "no value for the field" in error.why
        assert error.remedy == "load the field of the current object first"


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("change", [_assigned, _added, _changed])
def test_merge_when_it_has_no_base_then_an_older_writer_must_have_made_all_objects(
    name: str, change: Callable[[Any, str], None]
) -> None:
    boxes, old = boxes_of(("id",))
    _, stale = _scene(old, name, change)
    current, update = box(boxes.head), sent(boxes, stale)
    if name == "one" and change is _added:
        merge(current, update)
        assert current.one.obj_values() == {"id": 3, "name": "a", "page": None}
    else:
        assert "no value for the field" in refused(current, update).why
    stale = box(old)
    setattr(stale, name, _value(name, _items(old, 1, 2)))
    merge(current, sent(boxes, stale))
    assert list(current.obj_values()) == [name]
