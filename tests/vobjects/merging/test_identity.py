"""Which objects are the same one in a merge: keys, values, and objects that declare neither."""

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.boxes import box, boxes_of, hall, item, refused, sent
from tests.support.untyped import new
from vobjects import (
    FieldValueError,
    LossReport,
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
from vobjects._declare.object import put_value
from vobjects.testing import minimal
from vobjects.testing._trees import state


def test_merge_when_another_object_is_assigned_then_it_has_nothing_of_the_old_one() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, one=item(boxes.head, id=1, name="a", page=8))
    merge(current, sent(boxes, new(old, "Box", one=item(old, id=2))))
    assert current.one.obj_values() == {"id": 2, "page": None}


def test_merge_when_the_same_object_is_assigned_then_it_keeps_what_its_writer_did_not_know() -> (
    None
):
    boxes, old = boxes_of(("id",))
    kept = item(boxes.head, id=1, name="a", page=8)
    current = box(boxes.head, one=kept)
    merge(current, sent(boxes, new(old, "Box", one=item(old, id=1, name="b"))))
    assert current.one is kept
    assert kept.obj_values() == {"id": 1, "name": "b", "page": 8}
    assert kept.obj_what_changed() == {"id", "name"}


def test_merge_when_objects_of_a_mapping_are_swapped_then_each_keeps_its_own_fields() -> None:
    boxes, old = boxes_of(("id",))
    first, second = (item(boxes.head, id=i, page=i * 4) for i in (1, 2))
    current = box(boxes.head, named={"a": first, "b": second})
    swapped = {"a": item(old, id=2), "b": item(old, id=1)}
    merge(current, sent(boxes, new(old, "Box", named=swapped)))
    assert current.named == {"a": second, "b": first}
    assert current.named["a"] is second


def test_merge_when_two_keys_were_exchanged_in_place_then_a_base_tells_what_changed() -> None:
    boxes, old = boxes_of(("id",))
    items = [item(boxes.head, id=i, name=f"name {i}", page=None) for i in (1, 2)]
    current = box(boxes.head, several=items)
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    items[0].page, items[1].page = 4, 8
    one, other = stale.several
    one.id, other.id = 2, 1
    error = refused(current, sent(boxes, stale))
    assert error.path == "$.several[0]"
    assert "changed the key" in error.why
    merge(current, sent(boxes, stale), read)
    assert [(i.id, i.name, i.page) for i in current.several] == [(2, "name 1", 8), (1, "name 2", 4)]
    assert current.several[0] is items[1]


def test_merge_when_both_gave_an_object_the_same_new_key_then_the_values_are_the_writers() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, one=item(boxes.head, id=1, name="a", page=None))
    read = old.adopt(current)
    read.obj_reset_changes(recursive=True)
    stale = read.obj_clone()
    stale.one.id = 2
    current.one = item(boxes.head, id=2, name="b", page=9)
    assert refused(current, sent(boxes, stale)).path == "$.one.name"
    merge(current, sent(boxes, stale), read)
    assert current.one.obj_values() == {"id": 2, "name": "a", "page": 9}


def test_merge_when_an_assigned_list_lacks_an_object_then_only_a_base_tells_why() -> None:
    boxes, old = boxes_of(("id",))
    items = [item(boxes.head, id=i, name="a", page=None) for i in (1, 2)]
    current = box(boxes.head, several=items)
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = stale.several[1:]
    error = refused(current, sent(boxes, stale))
    assert (error.path, error.object, error.found) == ("$.several[0]", "Item", "Item(id=1)")
    assert "removed it, or never saw it" in error.why
    assert error.remedy == "pass base=, the object as its writer read it"
    current.several = (*current.several, item(boxes.head, id=3, page=9))
    merge(current, sent(boxes, stale), read)
    assert [(item.id, item.page) for item in current.several] == [(2, None), (3, 9)]


def test_merge_when_an_assigned_list_has_an_object_that_nobody_made_then_a_base_is_asked() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, several=[item(boxes.head, id=i, page=None) for i in (1, 2)])
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = (*stale.several, item(old, id=3))
    current.several = current.several[1:]
    error = refused(current, sent(boxes, stale))
    assert (error.path, error.found) == ("$.several[0]", "Item(id=1)")
    assert error.unknown == ("page",)
    merge(current, sent(boxes, stale), read)
    assert [item.id for item in current.several] == [2, 3]


def test_merge_when_two_writers_put_objects_under_one_key_then_it_is_refused_with_a_base() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, named={})
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.named = {"a": item(old, id=1)}
    current.named = {"a": item(boxes.head, id=2)}
    error = refused(current, sent(boxes, stale), read)
    assert error.path == "$.named['a']"
    assert "another object is at the key 'a'" in error.why


def test_merge_when_an_object_differs_without_a_mark_then_a_base_tells_who_changed_it() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, several=[item(boxes.head, id=i, name="a") for i in (1, 2)])
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.several = stale.several[::-1]
    current.several[0].name = "b"
    error = refused(current, sent(boxes, stale))
    assert error.path == "$.several[1].name"
    assert "did not mark it as changed" in error.why
    merge(current, sent(boxes, stale), read)
    assert [(item.id, item.name) for item in current.several] == [(2, "a"), (1, "b")]


def test_merge_when_another_replaced_the_object_that_was_changed_then_that_is_reported() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, one=item(boxes.head, id=1, name="a"), several=[])
    stale = old.adopt(current)
    stale.one.name = "b"
    current.one = item(boxes.head, id=2, name="c")
    for base in (None, old.adopt(box(boxes.head, one=item(boxes.head, id=1, name="a")))):
        report = LossReport()
        merge(current, sent(boxes, stale), base, report)
        assert current.one.obj_values() == {"id": 2, "name": "c"}
        assert [(entry.path, entry.object) for entry in report] == [("$.one", "Item")]


def test_merge_when_the_current_object_has_not_loaded_the_field_then_the_writer_must_know_all() -> (
    None
):
    boxes, old = boxes_of(("id",))
    for view in (old, boxes.head):
        current = box(boxes.head)
        stale = box(view, one=item(view, id=1, name="a"))
        stale.one.name = "b"
        if view is old:
            assert "no value for the field" in refused(current, sent(boxes, stale)).why
        else:
            merge(current, sent(boxes, stale))
            assert current.one == stale.one


def test_merge_when_an_object_in_an_assigned_one_is_another_then_a_base_tells_who_put_it() -> None:
    boxes, old = boxes_of(("id",))
    current = hall(boxes.head, guest=item(boxes.head, id=1))
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.rooms = stale.rooms[:]
    stale._changed_fields = {"rooms"}
    stale.rooms[0].guest.name = "b"
    current.rooms[0].guest = item(boxes.head, id=2, name="c")
    assert refused(current, sent(boxes, stale)).path == "$.rooms[0].guest"
    report = LossReport()
    merge(current, sent(boxes, stale), read, report)
    assert current.rooms[0].guest.obj_values() == {"id": 2, "name": "c"}
    assert [entry.path for entry in report] == ["$.rooms[0].guest"]
    stale.rooms[0].guest.obj_reset_changes()
    merge(current, sent(boxes, stale), read)
    other = stale.obj_clone()
    other.rooms[0].guest = item(old, id=5)
    other.rooms[0].obj_reset_changes(recursive=True)
    merge(current, sent(boxes, other), read)
    assert current.rooms[0].guest.id == 5


def test_merge_when_both_add_to_a_mapping_of_mappings_then_both_are_there() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, maps={"a": {"x": item(boxes.head, id=1)}})
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.maps = {"a": dict(stale.maps["a"]) | {"y": item(old, id=2)}, "b": {}}
    current.maps = dict(current.maps) | {
        "c": {"z": item(boxes.head, id=3), "w": item(boxes.head, id=4)},
        "d": {},
    }
    merge(current, sent(boxes, stale), read)
    found = {key: {k: i.id for k, i in items.items()} for key, items in current.maps.items()}
    assert found == {"a": {"x": 1, "y": 2}, "b": {}, "c": {"z": 3, "w": 4}, "d": {}}
    assert type(current.maps["c"]) is type(current.maps)


def test_merge_when_the_collection_of_an_added_object_is_gone_then_it_is_refused() -> None:
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, maps={"a": {"x": item(boxes.head, id=1)}})
    read = old.adopt(current)
    stale = read.obj_clone()
    stale.maps = {}
    current.maps = {"a": dict(current.maps["a"]) | {"y": item(boxes.head, id=2)}}
    merge(current, sent(boxes, stale), read)
    assert {key: list(items) for key, items in current.maps.items()} == {"a": ["y"]}


def test_merge_when_two_objects_are_not_the_same_one_then_it_is_refused() -> None:
    boxes, _ = boxes_of(("id",))
    current = item(boxes.head, id=1, name="a")
    update = item(boxes.head, id=2, name="b")
    update.obj_reset_changes()
    update.name = "c"
    error = refused(current, update)
    assert (error.path, error.why) == ("$", "the current object is Item(id=1)")
    update.id = 3
    merge(current, update)
    assert current.obj_values() == {"id": 3, "name": "c"}


def test_merge_when_the_base_is_of_another_class_then_it_is_refused() -> None:
    boxes, _ = boxes_of(("id",))
    current = item(boxes.head, id=1)
    with pytest.raises(FieldValueError, match=r"expected a base of Item 1\.1"):
        merge(current, current.obj_clone(), box(boxes.head))


def test_merge_when_objects_contain_each_other_then_it_is_refused() -> None:
    boxes, _ = boxes_of(("id",))
    current, update = box(boxes.head), new(boxes.head, "Box", named={})
    put_value(update, "named", {"a": update})
    with pytest.raises(FieldValueError, match="within the depth limit"):
        merge(current, update)


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
    assert refused(current, update).path == "$.one.uuid"


def test_key_when_a_class_is_a_list_then_there_is_one_in_each_place() -> None:
    boxes = Registry("boxes")

    @boxes.register
    class Item(VersionedObject):
        id: int
        page: int | None
        KEY = ("id",)
        HISTORY = history(initial("1.0"), version("1.1", "Pages.", added("page", default=None)))

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
    current = minimal(head, "Instance", uuid=_UUID, flavor=flavor)
    current.obj_reset_changes(recursive=True)
    stale = minimal(pike, "Instance", uuid=_UUID)
    stale.obj_reset_changes()
    stale.flavor = minimal(pike, "Flavor", id=2, name="large")
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
    put_value(update, "number", 2)
    update._changed_fields = {"number"}
    before = state(current)
    with pytest.raises(ReadOnlyFieldError):
        merge(current, update)
    assert state(current) == before


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


def test_merge_when_an_object_was_taken_from_an_old_writer_then_its_newer_fields_count_later() -> (
    None
):
    boxes, old = boxes_of(("id",))
    current = box(boxes.head, several=[])
    stale = old.adopt(current)
    stale.several = [item(old, id=1, name="a")]
    merge(current, sent(boxes, stale))
    current.obj_reset_changes(recursive=True)
    other = current.obj_clone()
    current.several[0].page = 8
    merge(other, current)
    assert other.several[0].page == 8
