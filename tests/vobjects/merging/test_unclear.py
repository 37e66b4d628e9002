"""Values, and objects that nothing tells apart, in a merge."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.boxes import box, boxes_of, hall, item, refused, sent
from tests.support.untyped import new
from vobjects import VALUE, LossReport, VersionedObject, history, initial, merge


def test_merge_when_a_value_is_assigned_then_its_newer_fields_are_at_their_default() -> None:
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, one=item(boxes.head, id=1, name="a", page=8))
    stale, report = new(old, "Box", one=item(old, id=1, name="b")), LossReport()
    merge(current, sent(boxes, stale), report=report)
    assert current.one.obj_values() == {"id": 1, "name": "b", "page": None}
    assert [(e.path, e.object, e.field, e.found) for e in report] == [
        ("$.one.page", "Item", "page", "int 8")
    ]
    assert "is a value" in str(report)


def test_merge_when_a_value_is_changed_in_place_then_it_is_replaced_whole() -> None:
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, several=[item(boxes.head, id=i, page=None) for i in (1, 2)])
    stale, report = old.adopt(current), LossReport()
    stale.several[1].name = "b"
    current.several[0].page = 4
    current.several = (*current.several, item(boxes.head, id=3, page=5))
    merge(current, sent(boxes, stale), report=report)
    assert [item.obj_values() for item in current.several] == [
        {"id": 1, "page": None},
        {"id": 2, "name": "b", "page": None},
    ]
    assert [entry.path for entry in report] == ["$.several[0].page", "$.several[2].page"]


def test_merge_when_a_value_is_the_same_for_its_writer_then_it_stays() -> None:
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, one=item(boxes.head, id=1, page=8))
    kept = current.one
    merge(current, sent(boxes, new(old, "Box", one=item(old, id=1))))
    assert current.one is kept
    assert kept.page == 8


def test_merge_when_no_key_is_declared_and_nothing_is_lost_then_it_is_taken_whole() -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, one=item(boxes.head, id=1, name="a"))
    merge(current, sent(boxes, new(old, "Box", one=item(old, id=2, name="c"))))
    assert current.one.obj_values() == {"id": 2, "name": "c", "page": None}
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.one.name = "b"
    merge(current, sent(boxes, stale))
    assert current.one.obj_values() == {"id": 2, "name": "b", "page": None}


def test_merge_when_no_key_is_declared_and_something_is_lost_then_it_is_refused() -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, one=item(boxes.head, id=1, page=8), several=[])
    error = refused(current, sent(boxes, new(old, "Box", one=item(old, id=2))))
    assert (error.path, error.object) == ("$.one.page", "Item")
    assert "'page' is not in what the writer sent, and Item declares no KEY" in error.why
    assert error.remedy == "declare KEY in Item, or VALUE if it is replaced whole"
    current.one.page = None
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.one.name = "b"
    current.one.id = 2
    assert "may be another object" in refused(current, sent(boxes, stale)).why


def test_merge_when_no_key_is_declared_and_a_list_only_grew_then_it_is_taken() -> None:
    boxes, old = boxes_of(None)
    items = [item(boxes.head, id=i, page=None) for i in (1, 1, 2)]
    current = box(boxes.head, several=items)
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several = (item(old, id=7), *stale.several[::-1])
    merge(current, sent(boxes, stale))
    assert [item.id for item in current.several] == [7, 2, 1, 1]
    assert {id(item) for item in items} == {id(item) for item in current.several[1:]}


def _appended(old: Any, stale: Any) -> None:
    stale.several = (*stale.several, item(old, id=7))


def _shortened(old: Any, stale: Any) -> None:
    stale.several = stale.several[1:]


def _with_a_stranger(old: Any, stale: Any) -> None:
    stranger = item(old, id=7)
    stranger.obj_reset_changes()
    stale.several = (*stale.several, stranger)


def _page(current: Any) -> None:
    current.several[0].page = 8


def _nothing(current: Any) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "meanwhile"),
    [(_appended, _page), (_shortened, _nothing), (_with_a_stranger, _nothing)],
)
def test_merge_when_no_key_is_declared_and_a_list_may_lose_something_then_it_is_refused(
    change: Callable[[Any, Any], None], meanwhile: Callable[[Any], None]
) -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, several=[item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    change(old, stale)
    meanwhile(current)
    refused(current, sent(boxes, stale))
    if meanwhile is _nothing:
        merge(current, sent(boxes, stale), read)
        assert [item.id for item in current.several] == [item.id for item in stale.several]
    else:
        assert refused(current, sent(boxes, stale), read).path == "$.several[0].page"


def test_merge_when_no_key_is_declared_and_both_changed_a_list_then_it_is_refused() -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, several=[item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    _appended(old, stale)
    current.several = (*current.several, item(boxes.head, id=3))
    assert refused(current, sent(boxes, stale), read).path.startswith("$.several")


def test_merge_when_no_key_is_declared_and_all_of_an_item_changed_then_it_is_refused() -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, several=[item(boxes.head, id=1, page=None)])
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several[0].id = 2
    refused(current, sent(boxes, stale))
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several[0].name = "b"
    merge(current, sent(boxes, stale))
    assert current.several[0].obj_values() == {"id": 1, "name": "b", "page": None}


@pytest.mark.parametrize("ids", [(1, 1), (1, None)])
def test_merge_when_a_key_is_not_set_or_there_twice_then_objects_are_as_without_a_key(
    ids: tuple[int | None, ...],
) -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, several=[item(boxes.head, id=i, page=None) for i in ids])
    stale = old.adopt(current)
    stale.several = stale.several[:1]
    error = refused(current, sent(boxes, stale))
    assert "its key is not set, or another object has the same one" in error.why
    assert error.remedy == "give each object a key of its own before it is merged"


def test_merge_when_a_value_is_inside_an_assigned_object_then_a_base_tells_who_changed_it() -> None:
    boxes, old = boxes_of(VALUE)
    current = hall(boxes.head, guest=item(boxes.head, id=1, name="a"))
    read = old.adopt(current)
    stale = read.obj_clone()
    stale._changed_fields = {"rooms"}
    current.rooms[0].guest = item(boxes.head, id=2, name="c", page=4)
    assert "did not mark it" in refused(current, sent(boxes, stale)).why
    merge(current, sent(boxes, stale), read)
    assert current.rooms[0].guest.id == 2
    stale.rooms[0].guest.name = "b"
    report = LossReport()
    merge(current, sent(boxes, stale), read, report)
    assert current.rooms[0].guest.obj_values() == {"id": 1, "name": "b", "page": None}
    assert [entry.path for entry in report] == ["$.rooms[0].guest.page"]


def test_merge_when_an_object_without_a_key_is_inside_then_a_base_tells_who_changed_it() -> None:
    boxes, old = boxes_of(("id",))
    current = hall(boxes.head, box=box(boxes.head, named={}))
    read = old.adopt(current)
    stale = read.obj_clone()
    stale._changed_fields = {"rooms"}
    merge(current, sent(boxes, stale))
    current.rooms[0].box.named = {"a": item(boxes.head, id=1)}
    assert "Box declares no KEY" in refused(current, sent(boxes, stale)).why
    merge(current, sent(boxes, stale), read)
    assert list(current.rooms[0].box.named) == ["a"]
    stale.rooms[0].box.several = ()
    assert "Box declares no KEY" in refused(current, sent(boxes, stale), read).why


def test_merge_when_an_object_holds_a_collection_that_would_be_lost_then_it_is_refused() -> None:
    boxes, old = boxes_of(("id",))
    first = item(boxes.head, id=1, page=None)
    holder = box(boxes.head, several=[first], named={"a": None})
    current = hall(boxes.head, box=holder)
    stale = old.adopt(current)
    stale.rooms[0].box = box(old, several=[], named={"a": None})
    error = refused(current, sent(boxes, stale))
    assert (error.path, error.found) == ("$.rooms[0].box.several[0]", "Item(id=1)")
    assert "the object is not in what the writer sent" in error.why
    stale.rooms[0].box = box(old, several=[item(old, id=1)])
    assert refused(current, sent(boxes, stale)).path == "$.rooms[0].box.named"


def test_merge_when_an_object_of_another_class_is_assigned_then_it_replaces_the_old_one() -> None:
    boxes, old = boxes_of(None)
    current = box(boxes.head, one=item(boxes.head, id=1))
    stale = box(old)
    stale.one = new(old, "Tray", id=1, name="b")
    merge(current, sent(boxes, stale))
    assert current.one.obj_name() == "Tray"
    changed = box(boxes.head, one=item(boxes.head, id=1, name="b"))
    changed.one.name = "c"
    assert "may be another object" in refused(current, changed).why


def test_merge_when_values_and_objects_with_a_key_are_together_then_none_is_lost() -> None:
    boxes, _ = boxes_of(("id",))
    both = [item(boxes.head, id=1), new(boxes.head, "Tray", id=2)]
    current = box(boxes.head, several=both)
    update = current.obj_clone()
    update.several = (*update.several, new(boxes.head, "Tray", id=3))
    merge(current, update)
    assert [one.id for one in current.several] == [1, 2, 3]
    update.several = update.several[:1]
    assert "values and objects with a key are in one field" in refused(current, update).why


def test_merge_when_a_mapping_has_entries_without_objects_then_they_are_kept_or_it_is_refused() -> (
    None
):
    boxes, old = boxes_of(None)
    current = box(boxes.head, named={"a": item(boxes.head, id=1, page=None), "b": None})
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.named["a"].name = "c"
    merge(current, sent(boxes, stale))
    assert current.named["a"].name == "c"
    again = old.adopt(current)
    again.named = {"a": again.named["a"], "b": item(old, id=7)}
    merge(current, sent(boxes, again))
    assert current.named["b"].id == 7
    current.named = dict(current.named) | {"c": None}
    assert refused(current, sent(boxes, again)).path == "$.named['c']"


def test_merge_when_objects_without_a_key_hold_collections_then_equal_ones_are_found() -> None:
    boxes, _ = boxes_of(("id",))

    held: Any = boxes.head["Box"]
    body = {
        "__annotations__": {"boxes": tuple[held, ...]},
        "__module__": __name__,
        "HISTORY": history(initial("1.0")),
    }
    shed: Any = boxes.register(type("Shed", (VersionedObject,), body))

    def boxes_with(*ids: int) -> list[Any]:
        made = [{"several": [item(boxes.head, id=i)], "maps": {"a": {}}} for i in ids]
        return [box(boxes.head, **values) for values in made]

    current = shed(boxes=boxes_with(1, 2))
    kept, update = current.boxes, shed(boxes=boxes_with(2, 1))
    merge(current, update)
    assert [found is one for found, one in zip(current.boxes, kept[::-1], strict=True)] == [
        True
    ] * 2


def test_merge_when_a_writer_takes_all_values_out_then_nothing_is_reported() -> None:
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, several=[item(boxes.head, id=1, page=None)])
    stale, report = old.adopt(current), LossReport()
    stale.several = ()
    current.several[0].page = 8
    merge(current, sent(boxes, stale), report=report)
    assert (current.several, list(report)) == ((), [])


def test_merge_when_a_mapping_of_values_has_entries_without_one_then_the_others_are_reported() -> (
    None
):
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, named={"a": None, "b": item(boxes.head, id=1, page=8)})
    stale, report = box(old), LossReport()
    stale.named = {"b": item(old, id=2)}
    merge(current, sent(boxes, stale), report=report)
    assert list(current.named) == ["b"]
    assert [entry.path for entry in report] == ["$.named['b'].page"]
