"""A stale writer cannot erase: what its release never knew survives its changes."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import written_fast
from tests.support.boxes import box, boxes_of, item, sent
from tests.support.nested import destroy, snapshot
from tests.support.pairs import law, release_steps
from tests.support.untyped import new
from vobjects import (
    VALUE,
    DeclarationError,
    FieldValueError,
    LossReport,
    MergeRefusedError,
    ReadOnlyFieldError,
    Registry,
    VersionedObject,
    View,
    added,
    catalog,
    field,
    history,
    initial,
    merge,
    version,
)
from vobjects._declare.object import put_value
from vobjects.testing import filled, minimal, objects
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import state


@pytest.mark.no_cover
@pytest.mark.parametrize(("new_", "old_", "name"), release_steps())
def test_merge_when_an_old_writer_assigns_a_field_then_every_other_field_is_as_before(
    new_: str, old_: str, name: str
) -> None:
    head, old = catalog.at(new_), catalog.at(old_)
    plain = _of_both(head, old, name)

    @law(2)
    @given(objects(head, name), objects(old, name), st.booleans())
    def holds(current: VersionedObject, other: VersionedObject, three_way: bool) -> None:
        stale = convert(old, current)
        if not isinstance(stale, VersionedObject):
            return
        stale.obj_reset_changes(recursive=True)
        read = stale.obj_clone()
        for field_, value in other.obj_clone().obj_values().items():
            if field_ not in plain or not (_writable(stale, field_) and _writable(current, field_)):
                continue
            stale = read.obj_clone()
            setattr(stale, field_, value)
            update = convert(head, stale)
            if isinstance(update, VersionedObject):
                base = read if three_way else None
                _changes_one_field(current.obj_clone(), update, base, field_)

    holds()


def _of_both(head: View, old: View, name: str) -> set[str]:
    """The fields that both releases have, and that no function of the history reads or writes."""
    between = head.registry.lineage(name).apart(head.versions[name], old.versions[name]).undone
    changes = [undone.change for undone in between]
    touched = {field for change in changes for field in getattr(change, "writes", ())}
    return (head.schema(name).fields.keys() & old.schema(name).fields) - touched


def _changes_one_field(current: Any, update: Any, base: Any, field: str) -> None:
    """A merge takes a field whole, or what its writer knew of the objects in it, and no other."""
    before, identities = copy.deepcopy(current).obj_values(), state(current)
    holds_objects = current.SPECS[field].type.children()
    sent = copy.deepcopy(update)
    try:
        merge(current, update, base)
    except (MergeRefusedError, ReadOnlyFieldError):
        assert holds_objects
        assert state(current) == identities
        return
    after = current.obj_values()
    merged = after.pop(field)
    before.pop(field, None)
    assert after == before
    assert update == sent
    if not holds_objects:
        assert merged == sent.obj_values()[field]
    kept = snapshot(current)
    destroy(update)
    assert snapshot(current) == kept


def _writable(obj: VersionedObject, field: str) -> bool:
    return not obj.SPECS[field].options.read_only


def _sent(view: View, obj: VersionedObject) -> Any:
    """The object as the newest release gets it back from an older one."""
    return catalog.at("kilo").decode(view.encode(obj))


def _topology() -> Any:
    kilo = catalog.at("kilo")
    cells = [
        new(kilo, "InstanceNUMACell", id=i, cpuset={i}, memory=512, pagesize=None) for i in range(3)
    ]
    found = new(kilo, "InstanceNUMATopology", instance_uuid=_UUID, cells=cells)
    found.obj_reset_changes(recursive=True)
    return found


def _read_by_juno() -> tuple[Any, Any]:
    """The topology at kilo, and what juno read before kilo pinned the CPUs of each cell."""
    current = _topology()
    stale = catalog.at("juno").adopt(current)
    for cell in current.cells:
        cell.cpu_pinning_raw = {"0": cell.id}
        cell.pagesize = 2048
    current.obj_reset_changes(recursive=True)
    return current, stale


def test_merge_when_a_cell_was_changed_in_place_then_its_unknown_fields_survive() -> None:
    current, stale = _read_by_juno()
    stale.cells[1].memory = 1024
    merge(current, _sent(catalog.at("juno"), stale))
    assert [cell.memory for cell in current.cells] == [512, 1024, 512]
    assert [cell.cpu_pinning_raw for cell in current.cells] == [{"0": i} for i in range(3)]
    assert [cell.pagesize for cell in current.cells] == [2048] * 3
    assert current.cells[1].obj_what_changed() == {"memory"}
    assert current.obj_what_changed() == {"cells"}


def test_merge_when_cells_were_reordered_added_and_removed_then_unknown_fields_survive() -> None:
    current, stale = _read_by_juno()
    fourth = new(catalog.at("juno"), "InstanceNUMACell", id=9, cpuset={9}, memory=64)
    base = copy.deepcopy(stale)
    stale.cells = [stale.cells[2], fourth, stale.cells[0]]
    merge(current, _sent(catalog.at("juno"), stale), base)
    assert [cell.id for cell in current.cells] == [2, 9, 0]
    assert [cell.cpu_pinning_raw for cell in current.cells] == [{"0": 2}, None, {"0": 0}]
    assert "cells" in current._changed_fields


def test_merge_when_a_cell_was_changed_that_is_gone_then_the_others_stay() -> None:
    current, stale = _read_by_juno()
    stale.cells[2].memory = 1
    current.cells = current.cells[:2]
    merge(current, _sent(catalog.at("juno"), stale))
    assert [(cell.id, cell.memory) for cell in current.cells] == [(0, 512), (1, 512)]


def test_merge_when_nothing_was_changed_then_nothing_is_taken() -> None:
    current, stale = _read_by_juno()
    before = copy.deepcopy(current)
    assert merge(current, _sent(catalog.at("juno"), stale)) is current
    assert current == before
    assert current.obj_what_changed() == set()


def test_merge_when_the_old_form_of_a_field_was_changed_then_its_new_form_is_taken() -> None:
    kilo, juno = catalog.at("kilo"), catalog.at("juno")
    flavor = new(kilo, "Flavor", id=1, name="m1.small")
    known = {"uuid": _UUID, "flavor": flavor, "system_metadata": {"a": "b"}}
    current = minimal(kilo, "Instance", **known)
    current.obj_reset_changes(recursive=True)
    stale: Any = juno.adopt(current)
    base = copy.deepcopy(stale)
    stale.system_metadata = stale.system_metadata | {"instance_type_name": "m1.large"}
    with pytest.raises(MergeRefusedError, match=r"\$\.flavor\.name.* did not mark it as changed"):
        merge(current, _sent(juno, stale))
    merge(current, _sent(juno, stale), base)
    assert current.flavor.name == "m1.large"
    assert current.system_metadata == {"a": "b"}


def test_merge_when_the_classes_differ_then_it_is_refused() -> None:
    with pytest.raises(FieldValueError, match=r"expected NUMACell 1.2"):
        merge(filled(catalog.at("kilo"), "NUMACell"), filled(catalog.at("kilo"), "Tag"))


def _lists() -> tuple[Registry, Any, Any]:
    lists = Registry("lists")

    @lists.register
    class Item(VersionedObject):
        name: str
        size: int
        note: str
        KEY = ("name",)
        HISTORY = history(initial("1.0"), version("1.1", "Notes.", added("note", default="")))

    @lists.register
    class Box(VersionedObject):
        items: tuple[Item, ...]
        named: Mapping[str, Item | None]
        rows: tuple[tuple[Item, ...], ...]
        best: Item | None
        HISTORY = history(initial("1.0"))

    def item(name: str) -> Any:
        return new(lists.head, "Item", name=name, size=1, note="")

    current = new(
        lists.head,
        "Box",
        items=[item("a"), item("b")],
        named={"x": item("c"), "y": None},
        rows=[[item("d")], [item("e"), item("f")]],
        best=item("g"),
    )
    current.obj_reset_changes(recursive=True)
    stale = lists.at({"Item": "1.0", "Box": "1.0"}).adopt(current)
    for kept in _items(current):
        kept.note = f"note {kept.name}"
    current.obj_reset_changes(recursive=True)
    return lists, current, stale


def _items(box: Any) -> list[Any]:
    return [*box.items, box.named["x"], *box.rows[0], *box.rows[1], box.best]


def _back(lists: Registry, stale: VersionedObject) -> Any:
    return lists.head.decode(stale.VIEW.encode(stale))


def test_merge_when_items_were_reordered_and_changed_then_they_are_found_by_their_keys() -> None:
    lists, current, stale = _lists()
    stale.items[0].size = 7
    stale.items = [stale.items[1], stale.items[0]]
    merge(current, _back(lists, stale))
    found = [(i.name, i.size, i.note) for i in current.items]
    assert found == [("b", 1, "note b"), ("a", 7, "note a")]


def test_merge_when_items_were_changed_at_any_depth_then_every_note_survives() -> None:
    lists, current, stale = _lists()
    for one in _items(stale):
        one.size = 7
    merge(current, _back(lists, stale))
    assert [item.size for item in _items(current)] == [7] * 7
    assert [item.note for item in _items(current)] == [f"note {n}" for n in "abcdefg"]


def test_merge_when_whole_fields_were_assigned_then_every_note_of_what_stayed_survives() -> None:
    lists, current, stale = _lists()
    base = copy.deepcopy(stale)
    stale.named = dict(stale.named) | {"z": new(stale.VIEW, "Item", name="z", size=2)}
    stale.rows = list(stale.rows)[1:]
    stale.best = new(stale.VIEW, "Item", name="best", size=3)
    merge(current, _back(lists, stale), base)
    assert [item and item.note for item in current.named.values()] == ["note c", None, ""]
    assert [[item.note for item in row] for row in current.rows] == [["note e", "note f"]]
    assert (current.best.name, current.best.note) == ("best", "")


def test_merge_when_the_key_of_an_item_was_changed_then_it_is_another_item() -> None:
    lists, current, stale = _lists()
    base = copy.deepcopy(stale)
    stale.items[1].name, stale.best.name = "z", "y"
    with pytest.raises(MergeRefusedError, match="changed the key") as caught:
        merge(current, _back(lists, stale))
    assert (caught.value.path, caught.value.found) == ("$.best", "Item(name='y')")
    merge(current, _back(lists, stale), base)
    assert [(i.name, i.note) for i in current.items] == [("a", "note a"), ("z", "")]
    assert (current.best.name, current.best.note) == ("y", "")


def test_merge_when_an_object_changed_in_place_is_gone_then_the_change_is_reported() -> None:
    lists, current, stale = _lists()
    stale.best.size = 3
    current.best = None
    report = LossReport()
    merge(current, _back(lists, stale), report=report)
    assert current.best is None
    assert [(entry.path, entry.object) for entry in report] == [("$.best", "Item")]


_UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


def _locked() -> tuple[Registry, Any]:
    doors = Registry("doors")

    @doors.register
    class Lock(VersionedObject):
        id: int
        code: str
        number: int = field(read_only=True)
        KEY = ("id",)
        HISTORY = history(initial("1.0"))

    @doors.register
    class Door(VersionedObject):
        color: str
        locks: tuple[Lock, ...]
        room: str = field(read_only=True)
        HISTORY = history(initial("1.0"))

    locks = [new(doors.head, "Lock", id=i, code="a", number=i) for i in range(2)]
    door = new(doors.head, "Door", color="red", locks=locks, room="hall")
    door.obj_reset_changes(recursive=True)
    return doors, door


def _every_lock_changed(update: Any) -> None:
    for lock in update.locks:
        lock.code = "b"
    put_value(update.locks[1], "number", 7)
    update.locks[1]._changed_fields = {"code", "number"}


def _room_changed(update: Any) -> None:
    update.color = "blue"
    put_value(update, "room", "cellar")
    update._changed_fields = {"color", "room"}


@pytest.mark.parametrize("change", [_every_lock_changed, _room_changed])
def test_merge_when_a_read_only_field_refuses_then_nothing_is_taken(
    change: Callable[[Any], None],
) -> None:
    doors, door = _locked()
    update = copy.deepcopy(door)
    change(update)
    before, locks = state(door), door.locks
    with pytest.raises(ReadOnlyFieldError):
        merge(door, doors.head.decode(doors.head.encode(update)))
    assert state(door) == before
    assert door.locks is locks


def test_merge_when_it_is_taken_then_the_objects_inside_are_the_same_ones() -> None:
    doors, door = _locked()
    update = copy.deepcopy(door)
    update.locks[1].code = "b"
    locks = door.locks
    merge(door, doors.head.decode(doors.head.encode(update)))
    assert door.locks[1] is locks[1]
    assert locks[1].code == "b"


@pytest.mark.parametrize("names", [("b", "b"), ("b", "c")])
def test_merge_when_one_current_object_is_at_two_places_takes_one_value_or_is_refused(
    names: tuple[str, str],
) -> None:
    boxes, _ = boxes_of(("id",))
    shared = item(boxes.head, id=1, name="a")
    current = box(boxes.head, one=shared, several=(shared,))
    update = sent(boxes, current)
    update.one.name, update.several[0].name = names
    if len(set(names)) == 1:
        merge(current, update)
        assert shared.name == "b"
        return
    before = state(current)
    with pytest.raises(MergeRefusedError, match=r"at two places.*put a copy of the object at each"):
        merge(current, update)
    assert state(current) == before


@pytest.mark.parametrize("report", [[], 5, "x"])
def test_merge_when_its_report_is_none_is_refused_with_nothing_changed(report: Any) -> None:
    boxes, old = boxes_of(VALUE)
    current = box(boxes.head, one=item(boxes.head, id=1, name="a", page=8))
    before = state(current)
    update = sent(boxes, new(old, "Box", one=item(old, id=1, name="b")))
    with pytest.raises(DeclarationError, match="expected a LossReport, or None"):
        merge(current, update, None, report)
    assert state(current) == before


def test_merge_when_it_sets_what_an_object_lacked_then_the_object_is_written_fast() -> None:
    boxes = Registry("filled")

    @boxes.register
    class Crate(VersionedObject):
        width: int
        height: int
        HISTORY = history(initial("1.0"))

    made: Any = Crate
    current = made(width=1)
    merge(current, boxes.head.decode(boxes.head.encode(made(width=2, height=3))))
    assert current.obj_values() == {"width": 2, "height": 3}
    assert written_fast(current, boxes.head) == boxes.head.encode(current)
