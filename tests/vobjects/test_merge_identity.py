"""Which objects are the same one in a merge: keys, values, and objects that declare neither."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.support.filled import new
from tests.support.trees import state
from vobjects import (
    UNSET,
    VALUE,
    FieldValueError,
    LossReport,
    MergeRefusedError,
    ObjectList,
    ReadOnlyFieldError,
    Registry,
    VersionedObject,
    added,
    catalog,
    field,
    history,
    initial,
    merge,
    version,
)

_PAGES = history(initial("1.0"), version("1.1", "Pages.", added("page", default=None)))


def _registry(key: Any) -> tuple[Registry, Any]:
    """Items with a key, and boxes that hold them; items have pages since 1.1."""
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int | None = UNSET
        name: str = UNSET
        page: int | None = UNSET
        KEY = key
        HISTORY = _PAGES

    @boxes.register
    class Box(VersionedObject):
        one: Item | None = UNSET
        several: tuple[Item, ...] = UNSET
        named: Mapping[str, Item | None] = UNSET
        HISTORY = history(initial("1.0"))

    return boxes, boxes.at({"Item": "1.0", "Box": "1.0"}, "old")


def _box(view: Any, **values: Any) -> Any:
    box = new(view, "Box", **values)
    box.obj_reset_changes(recursive=True)
    return box


def _item(view: Any, **values: Any) -> Any:
    return new(view, "Item", **values)


def _sent(boxes: Registry, stale: Any) -> Any:
    return boxes.head.decode(stale.VIEW.encode(stale))


def _refused(current: Any, update: Any, base: Any = None) -> MergeRefusedError:
    before, report = state(current), LossReport()
    with pytest.raises(MergeRefusedError) as caught:
        merge(current, update, base, report)
    assert state(current) == before
    assert not report
    return caught.value


def test_merge_when_another_object_is_assigned_then_it_has_nothing_of_the_old_one() -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, one=_item(boxes.head, id=1, name="a", page=8))
    merge(current, _sent(boxes, new(old, "Box", one=_item(old, id=2))))
    assert current.one.obj_values() == {"id": 2, "page": None}


def test_merge_when_the_same_object_is_assigned_then_it_keeps_what_its_writer_did_not_know() -> (
    None
):
    boxes, old = _registry(("id",))
    kept = _item(boxes.head, id=1, name="a", page=8)
    current = _box(boxes.head, one=kept)
    merge(current, _sent(boxes, new(old, "Box", one=_item(old, id=1, name="b"))))
    assert current.one is kept
    assert kept.obj_values() == {"id": 1, "name": "b", "page": 8}
    assert kept.obj_what_changed() == {"id", "name"}


def test_merge_when_objects_of_a_mapping_are_swapped_then_each_keeps_its_own_fields() -> None:
    boxes, old = _registry(("id",))
    first, second = (_item(boxes.head, id=i, page=i * 4) for i in (1, 2))
    current = _box(boxes.head, named={"a": first, "b": second})
    swapped = {"a": _item(old, id=2), "b": _item(old, id=1)}
    merge(current, _sent(boxes, new(old, "Box", named=swapped)))
    assert current.named == {"a": second, "b": first}
    assert current.named["a"] is second


def test_merge_when_an_assigned_list_lacks_an_object_then_only_a_base_tells_why() -> None:
    boxes, old = _registry(("id",))
    items = [_item(boxes.head, id=i, name="a", page=None) for i in (1, 2)]
    current = _box(boxes.head, several=items)
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = stale.several[1:]
    error = _refused(current, _sent(boxes, stale))
    assert (error.path, error.object, error.found) == ("$.several[0]", "Item", "Item(id=1)")
    assert "removed it, or never saw it" in error.why
    assert error.remedy == "pass base=, the object as its writer read it"
    current.several = (*current.several, _item(boxes.head, id=3, page=9))
    merge(current, _sent(boxes, stale), read)
    assert [(item.id, item.page) for item in current.several] == [(2, None), (3, 9)]


def test_merge_when_an_assigned_list_has_an_object_that_nobody_made_then_a_base_is_asked() -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, several=[_item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = (*stale.several, _item(old, id=3))
    current.several = current.several[1:]
    error = _refused(current, _sent(boxes, stale))
    assert (error.path, error.found) == ("$.several[0]", "Item(id=1)")
    assert error.unknown == ("page",)
    merge(current, _sent(boxes, stale), read)
    assert [item.id for item in current.several] == [2, 3]


def test_merge_when_two_writers_put_objects_under_one_key_then_it_is_refused_with_a_base() -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, named={})
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.named = {"a": _item(old, id=1)}
    current.named = {"a": _item(boxes.head, id=2)}
    error = _refused(current, _sent(boxes, stale), read)
    assert error.path == "$.named['a']"
    assert "another object is at the key 'a'" in error.why


def test_merge_when_an_object_differs_without_a_mark_then_a_base_tells_who_changed_it() -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, several=[_item(boxes.head, id=i, name="a") for i in (1, 2)])
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = stale.several[::-1]
    current.several[0].name = "b"
    error = _refused(current, _sent(boxes, stale))
    assert error.path == "$.several[1].name"
    assert "did not mark it as changed" in error.why
    merge(current, _sent(boxes, stale), read)
    assert [(item.id, item.name) for item in current.several] == [(2, "a"), (1, "b")]


def test_merge_when_another_replaced_the_object_that_was_changed_then_that_is_reported() -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, one=_item(boxes.head, id=1, name="a"), several=[])
    stale = old.adopt(current)
    stale.one.name = "b"
    current.one = _item(boxes.head, id=2, name="c")
    for base in (None, old.adopt(_box(boxes.head, one=_item(boxes.head, id=1, name="a")))):
        report = LossReport()
        merge(current, _sent(boxes, stale), base, report)
        assert current.one.obj_values() == {"id": 2, "name": "c"}
        assert [(entry.path, entry.object) for entry in report] == [("$.one", "Item")]


def test_merge_when_the_current_object_has_not_loaded_the_field_then_the_writer_must_know_all() -> (
    None
):
    boxes, old = _registry(("id",))
    for view in (old, boxes.head):
        current = _box(boxes.head)
        stale = _box(view, one=_item(view, id=1, name="a"))
        stale.one.name = "b"
        if view is old:
            assert "no value for the field" in _refused(current, _sent(boxes, stale)).why
        else:
            merge(current, _sent(boxes, stale))
            assert current.one == stale.one


def test_merge_when_two_objects_are_not_the_same_one_then_it_is_refused() -> None:
    boxes, _ = _registry(("id",))
    current = _item(boxes.head, id=1, name="a")
    update = _item(boxes.head, id=2, name="b")
    update.obj_reset_changes()
    update.name = "c"
    error = _refused(current, update)
    assert (error.path, error.why) == ("$", "the current object is Item(id=1)")
    update.id = 3
    merge(current, update)
    assert current.obj_values() == {"id": 3, "name": "c"}


def test_merge_when_the_base_is_of_another_class_then_it_is_refused() -> None:
    boxes, _ = _registry(("id",))
    current = _item(boxes.head, id=1)
    with pytest.raises(FieldValueError, match=r"expected a base of Item 1\.1"):
        merge(current, current.obj_clone(), _box(boxes.head))


def test_merge_when_objects_contain_each_other_then_it_is_refused() -> None:
    boxes, _ = _registry(("id",))
    current, update = _box(boxes.head), new(boxes.head, "Box", named={})
    update.__dict__["named"] = {"a": update}
    with pytest.raises(FieldValueError, match="within the depth limit"):
        merge(current, update)


def test_merge_when_a_value_is_assigned_then_its_newer_fields_are_at_their_default() -> None:
    boxes, old = _registry(VALUE)
    current = _box(boxes.head, one=_item(boxes.head, id=1, name="a", page=8))
    stale, report = new(old, "Box", one=_item(old, id=1, name="b")), LossReport()
    merge(current, _sent(boxes, stale), report=report)
    assert current.one.obj_values() == {"id": 1, "name": "b", "page": None}
    assert [(e.path, e.object, e.field, e.found) for e in report] == [
        ("$.one.page", "Item", "page", "int 8")
    ]
    assert "is a value" in str(report)


def test_merge_when_a_value_is_changed_in_place_then_it_is_replaced_whole() -> None:
    boxes, old = _registry(VALUE)
    current = _box(boxes.head, several=[_item(boxes.head, id=i, page=None) for i in (1, 2)])
    stale, report = old.adopt(current), LossReport()
    stale.several[1].name = "b"
    current.several[0].page = 4
    current.several = (*current.several, _item(boxes.head, id=3, page=5))
    merge(current, _sent(boxes, stale), report=report)
    assert [item.obj_values() for item in current.several] == [
        {"id": 1, "page": None},
        {"id": 2, "name": "b", "page": None},
    ]
    assert [entry.path for entry in report] == ["$.several[0].page", "$.several[2].page"]


def test_merge_when_a_value_is_the_same_for_its_writer_then_it_stays() -> None:
    boxes, old = _registry(VALUE)
    current = _box(boxes.head, one=_item(boxes.head, id=1, page=8))
    kept = current.one
    merge(current, _sent(boxes, new(old, "Box", one=_item(old, id=1))))
    assert current.one is kept
    assert kept.page == 8


def test_merge_when_no_key_is_declared_and_nothing_is_lost_then_it_is_taken_whole() -> None:
    boxes, old = _registry(None)
    current = _box(boxes.head, one=_item(boxes.head, id=1, name="a"))
    merge(current, _sent(boxes, new(old, "Box", one=_item(old, id=2, name="c"))))
    assert current.one.obj_values() == {"id": 2, "name": "c", "page": None}
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.one.name = "b"
    merge(current, _sent(boxes, stale))
    assert current.one.obj_values() == {"id": 2, "name": "b", "page": None}


def test_merge_when_no_key_is_declared_and_something_is_lost_then_it_is_refused() -> None:
    boxes, old = _registry(None)
    current = _box(boxes.head, one=_item(boxes.head, id=1, page=8), several=[])
    error = _refused(current, _sent(boxes, new(old, "Box", one=_item(old, id=2))))
    assert (error.path, error.object) == ("$.one.page", "Item")
    assert "'page' is not in what the writer sent, and Item declares no KEY" in error.why
    assert error.remedy == "declare KEY in Item, or VALUE if it is replaced whole"
    current.one.page = None
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.one.name = "b"
    current.one.id = 2
    assert "may be another object" in _refused(current, _sent(boxes, stale)).why


def test_merge_when_no_key_is_declared_and_a_list_only_grew_then_it_is_taken() -> None:
    boxes, old = _registry(None)
    items = [_item(boxes.head, id=i, page=None) for i in (1, 1, 2)]
    current = _box(boxes.head, several=items)
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several = (_item(old, id=7), *stale.several[::-1])
    merge(current, _sent(boxes, stale))
    assert [item.id for item in current.several] == [7, 2, 1, 1]
    assert {id(item) for item in items} == {id(item) for item in current.several[1:]}


def _appended(old: Any, stale: Any) -> None:
    stale.several = (*stale.several, _item(old, id=7))


def _shortened(old: Any, stale: Any) -> None:
    stale.several = stale.several[1:]


def _with_a_stranger(old: Any, stale: Any) -> None:
    stranger = _item(old, id=7)
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
    boxes, old = _registry(None)
    current = _box(boxes.head, several=[_item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    change(old, stale)
    meanwhile(current)
    _refused(current, _sent(boxes, stale))
    if meanwhile is _nothing:
        merge(current, _sent(boxes, stale), read)
        assert [item.id for item in current.several] == [item.id for item in stale.several]
    else:
        assert _refused(current, _sent(boxes, stale), read).path == "$.several[0].page"


def test_merge_when_no_key_is_declared_and_both_changed_a_list_then_it_is_refused() -> None:
    boxes, old = _registry(None)
    current = _box(boxes.head, several=[_item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    _appended(old, stale)
    current.several = (*current.several, _item(boxes.head, id=3))
    assert _refused(current, _sent(boxes, stale), read).path.startswith("$.several")


def test_merge_when_no_key_is_declared_and_all_of_an_item_changed_then_it_is_refused() -> None:
    boxes, old = _registry(None)
    current = _box(boxes.head, several=[_item(boxes.head, id=1, page=None)])
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several[0].id = 2
    _refused(current, _sent(boxes, stale))
    stale = old.adopt(current)
    stale.obj_reset_changes(recursive=True)
    stale.several[0].name = "b"
    merge(current, _sent(boxes, stale))
    assert current.several[0].obj_values() == {"id": 1, "name": "b", "page": None}


@pytest.mark.parametrize("ids", [(1, 1), (1, None)])
def test_merge_when_a_key_is_not_set_or_there_twice_then_objects_are_as_without_a_key(
    ids: tuple[int | None, ...],
) -> None:
    boxes, old = _registry(("id",))
    current = _box(boxes.head, several=[_item(boxes.head, id=i, page=None) for i in ids])
    stale = old.adopt(current)
    stale.several = stale.several[:1]
    error = _refused(current, _sent(boxes, stale))
    assert "its key is not set, or another object has the same one" in error.why
    assert error.remedy == "give each object a key of its own before it is merged"


def test_merge_when_the_writer_did_not_know_the_key_then_it_decides_nothing() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        name: str
        uuid: str
        KEY = ("uuid",)
        HISTORY = history(initial("1.0"), version("1.1", "UUIDs.", added("uuid", default="none")))

    @boxes.register
    class Box(VersionedObject):
        one: Item
        HISTORY = history(initial("1.0"))

    old: Any = boxes.at({"Item": "1.0", "Box": "1.0"})
    current = Box(one=Item(name="a", uuid="u"))
    update = boxes.head.decode(old.encode(new(old, "Box", one=new(old, "Item", name="b"))))
    assert _refused(current, update).path == "$.one.uuid"


def test_key_when_a_class_is_a_list_then_there_is_one_in_each_place() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int
        page: int | None
        KEY = ("id",)
        HISTORY = _PAGES

    @boxes.register
    class ItemList(ObjectList[Item]):
        objects: tuple[Item, ...]
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Box(VersionedObject):
        items: ItemList = field(read_only=True)
        HISTORY = history(initial("1.0"))

    items = tuple(Item(id=number, page=None) for number in (1, 2))
    current = Box(items=ItemList(objects=items))
    current.obj_reset_changes(recursive=True)
    listed, old = current.items, boxes.at({"Item": "1.0", "ItemList": "1.0", "Box": "1.0"})
    stale: Any = old.adopt(current)
    current.items[0].page = 8
    stale.items.objects = stale.items.objects[::-1]
    merge(current, boxes.head.adopt(stale))
    assert current.items is listed
    assert [(item.id, item.page) for item in current.items] == [(2, None), (1, 8)]


def test_merge_when_an_assigned_object_changes_a_read_only_field_then_it_is_refused() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int
        size: int
        KEY = ("id",)
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Box(VersionedObject):
        item: Item = field(read_only=True)
        HISTORY = history(initial("1.0"))

    current = Box(item=Item(id=1, size=1))
    update = Box(item=Item(id=1, size=2))
    before = state(current)
    with pytest.raises(ReadOnlyFieldError):
        merge(current, update)
    assert state(current) == before
    update.obj_reset_changes()
    merge(current, update)
    assert current.item.size == 2


def test_merge_when_an_old_compute_gives_another_flavor_then_it_has_no_old_description() -> None:
    head, pike = catalog.at("gazpacho"), catalog.at("pike")
    flavor = new(head, "Flavor", id=1, name="small", memory_mb=2048, description="for tests")
    current = new(head, "Instance", uuid=_UUID, flavor=flavor)
    current.obj_reset_changes(recursive=True)
    stale = new(pike, "Instance", uuid=_UUID)
    stale.obj_reset_changes()
    stale.flavor = new(pike, "Flavor", id=2, name="large", memory_mb=8192)
    merge(current, head.decode(pike.encode(stale)))
    assert (current.flavor.id, current.flavor.description) == (2, None)


def test_merge_when_a_refused_one_is_in_a_mapping_then_nothing_in_it_has_changed() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int
        size: int
        KEY = ("id",)
        HISTORY = history(initial("1.0"))

    @boxes.register
    class Box(VersionedObject):
        items: Mapping[str, Item]
        number: int = field(read_only=True)
        HISTORY = history(initial("1.0"))

    current = Box(items={"a": Item(id=1, size=1)}, number=1)
    current.obj_reset_changes(recursive=True)
    update = copy.deepcopy(current)
    update.items["a"].size = 2
    update.__dict__["number"] = 2
    update._changed_fields = {"number"}
    before = state(current)
    with pytest.raises(ReadOnlyFieldError):
        merge(current, update)
    assert state(current) == before


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
