"""The work of a merge is linear in the number of objects: calls are counted, and no time."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.boxes import box, boxes_of, item, sent
from tests.support.seating import Guest, Room
from tests.support.work import calls
from vobjects import VALUE, Registry, merge


def _items(view: Any, count: int, start: int = 0) -> list[Any]:
    page = {"page": None} if view.has("Item", "page") else {}
    return [item(view, id=start + number, name="a", **page) for number in range(count)]


def _named(items: list[Any]) -> dict[str, Any]:
    return {f"k{one.id}": one for one in items}


def _reversed(stale: Any) -> None:
    stale.several, stale.named = stale.several[::-1], dict(reversed(stale.named.items()))


def _in_place(stale: Any) -> None:
    for one in (*stale.several, *stale.named.values()):
        one.name = "b"


def _replaced(stale: Any) -> None:
    count = len(stale.several)
    stale.several = _items(stale.VIEW, count, count)
    stale.named = _named(_items(stale.VIEW, count, count))


def _shortened(stale: Any) -> None:
    stale.several = stale.several[::2]
    stale.named = dict(list(stale.named.items())[::2])


def _work(key: Any, change: Callable[[Any], None], count: int, three_way: bool) -> int:
    boxes: Registry
    boxes, old = boxes_of(key)
    items = _items(boxes.head, 2 * count)
    current = box(boxes.head, several=items[:count], named=_named(items[count:]))
    read = old.adopt(current)
    stale = read.obj_clone()
    change(stale)
    if three_way:
        current.several = [*_items(boxes.head, count, 5 * count), *current.several]
        current.named = _named(_items(boxes.head, count, 5 * count)) | dict(current.named)
    update = sent(boxes, stale)
    return calls(lambda: merge(current, update, read if three_way else None))


@pytest.mark.parametrize(
    ("key", "change", "three_way"),
    [
        (("id",), _reversed, False),
        (("id",), _in_place, False),
        (("id",), _reversed, True),
        (("id",), _in_place, True),
        (("id",), _replaced, True),
        (("id",), _shortened, True),
        (VALUE, _replaced, False),
        (VALUE, _in_place, True),
        (None, _reversed, False),
    ],
)
def test_merge_when_there_are_twice_as_many_objects_then_it_is_at_most_twice_the_work(
    key: Any, change: Callable[[Any], None], three_way: bool
) -> None:
    small, large = (_work(key, change, count, three_way) for count in (50, 200))
    assert large < 4.2 * small


def _room(rows: list[list[Any]]) -> Any:
    """A room with rows of seats, and a long row of all of them."""
    seats = [seat for row in rows for seat in row]
    values: dict[str, Any] = {"seats": seats, "rows": rows, "nested": {"hall": rows}}
    room = Room(tables=(), named={}, spots={}, **values)
    room.obj_reset_changes(recursive=True)
    return room


def _seating_work(count: int, three_way: bool) -> int:
    rows = [[Guest(id=2 * n), None, Guest(id=2 * n + 1), None] for n in range(count)]
    current, read = _room(rows), _room(rows)
    update = read.obj_clone()
    update.seats = (*update.seats, Guest(id=-1))
    update.rows, update.nested = update.rows[::-1], {"hall": update.rows}
    if three_way:
        current.seats = [seat for seat in current.seats for seat in (seat, None)]
    return calls(lambda: merge(current, update, read if three_way else None))


@pytest.mark.parametrize("three_way", [False, True])
def test_merge_when_there_are_twice_as_many_entries_without_a_key_then_it_is_twice_the_work(
    three_way: bool,
) -> None:
    small, large = (_seating_work(count, three_way) for count in (50, 200))
    assert large < 4.2 * small
