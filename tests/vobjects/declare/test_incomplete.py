"""Whole at the boundary: what is sent lacks no field that may not be absent, in any form."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.both_ways import read_fast, read_slowly, whole, written_fast
from tests.support.pairs import EXAMPLES, every_release, law
from tests.support.untyped import new
from vobjects import (
    UNSET,
    DecodeError,
    IncompleteObjectError,
    LossReport,
    Registry,
    VersionedObject,
    View,
    VObjectError,
    added,
    catalog,
    field,
    history,
    initial,
    merge,
    options_changed,
    removed,
    version,
)
from vobjects._codec.message import pack
from vobjects._codec.values import Values
from vobjects._types.containers import Child
from vobjects.testing import filled, minimal, random_conversions
from vobjects.testing._trees import parts, tree

Write = Callable[[VersionedObject, View], Any]


def _as_value(obj: VersionedObject, at: View) -> bytes:
    values = Values(obj.VIEW, {"thing": Child(obj.obj_name())})
    return values.encode({"thing": obj}, at, LossReport())


FORMS: dict[str, Write] = {
    "message": lambda obj, at: obj.VIEW.encode(obj, at),
    "primitive": lambda obj, at: obj.VIEW.to_primitive(obj, at),
    "value": _as_value,
}


def _lacks(obj: VersionedObject, form: str, at: View, path: str) -> None:
    """Check that an object is refused for the field at a path."""
    with pytest.raises(IncompleteObjectError) as caught:
        FORMS[form](obj, at)
    start = "$.thing" if form == "value" else "$"
    error = caught.value
    assert error.path == start + path.removeprefix("$")
    assert error.unset == [path.rpartition(".")[2]]
    assert f"{error.object} {error.version}" in str(error)


def _objects(obj: VersionedObject) -> list[tuple[str, VersionedObject]]:
    return [(path, part) for path, part in parts(obj) if isinstance(part, VersionedObject)]


def _each_field_is_needed_or_absent(obj: VersionedObject, draw: Callable[..., Any]) -> None:
    """Leave a field out, anywhere in a full object: it is refused if it may not be absent."""
    filled_parts = [(path, part) for path, part in _objects(obj) if part.obj_values()]
    if not filled_parts:
        return
    path, part = draw(st.sampled_from(filled_parts))
    name = draw(st.sampled_from(sorted(part.obj_values())))
    optional = part.SPECS[name].options.may_be_absent
    delattr(part, name)
    if not optional:
        for form in FORMS:
            _lacks(obj, form, obj.VIEW, f"{path}.{name}")
        assert written_fast(obj, obj.VIEW) is None
        assert tree(obj.VIEW.adopt(obj)) == tree(obj) == tree(copy.deepcopy(obj))
        return
    read = obj.VIEW.decode(obj.VIEW.encode(obj))
    assert not dict(_objects(read))[path].obj_attr_is_set(name)
    assert tree(read) == tree(obj.VIEW.from_primitive(obj.VIEW.to_primitive(obj))) == tree(obj)


@law(EXAMPLES * 40)
@given(st.data())
def test_field_when_it_is_left_out_anywhere_in_a_random_object_then_it_is_needed_or_absent(
    data: st.DataObject,
) -> None:
    _obj, (view, *_) = data.draw(random_conversions(1))
    obj = filled(view, data.draw(st.sampled_from(sorted(view))))
    _each_field_is_needed_or_absent(obj, data.draw)


@pytest.mark.parametrize(("release", "name"), every_release())
@law(3)
@given(data=st.data())
def test_field_when_it_is_left_out_anywhere_in_an_object_of_nova_then_it_is_needed_or_absent(
    release: str, name: str, data: st.DataObject
) -> None:
    obj = filled(catalog.at(release), name)
    _each_field_is_needed_or_absent(obj, data.draw)


@pytest.mark.parametrize(("release", "name"), every_release())
def test_message_when_an_old_peer_left_all_out_then_both_readers_take_it_and_nobody_sends_it_on(
    release: str, name: str
) -> None:
    view = catalog.at(release)
    message = pack("nova", [name, view.versions[name].number, {}, []])
    found = view.decode(message)
    fast, slow = read_fast(message, view), read_slowly(message, view)
    assert slow is not None
    assert fast is None or whole(fast) == whole(slow)
    required = sorted(view.schema(name).required)
    if required:
        with pytest.raises(IncompleteObjectError) as caught:
            view.encode(found)
        assert caught.value.unset == required
    else:
        assert view.decode(view.encode(found)) == found


@law(EXAMPLES * 20)
@given(st.data())
def test_object_when_it_is_incomplete_then_no_version_of_its_class_is_written(
    data: st.DataObject,
) -> None:
    _obj, (view, other) = data.draw(random_conversions(2))
    obj = filled(view, data.draw(st.sampled_from(sorted(view))))
    required = sorted(obj._required)
    if required:
        name = data.draw(st.sampled_from(required))
        delattr(obj, name)
        for form in FORMS:
            _lacks(obj, form, other, f"$.{name}")


GUESTS = Registry("guests")


@GUESTS.register
class Disk(VersionedObject):
    """What stands in a guest."""

    size: int
    bus: str = field(default="virtio", read_only=True)
    HISTORY = history(initial("1.0"))


@GUESTS.register
class Guest(VersionedObject):
    """A class with fields of each kind."""

    name: str
    disks: tuple[Disk, ...]
    by_name: Mapping[str, Disk | None] = {}
    memory: int = 512
    host: str | None = UNSET
    node: str | None = field(default=None, may_be_absent=True)
    note: str
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Notes.", added("note", default=""), removed("flags", was=int, default=0)),
        version("1.2", "A node is known.", options_changed("node", was=field(default=None))),
    )


def _guest(**values: Any) -> Any:
    return Guest(**{"name": "a", "disks": (Disk(size=1),), "note": ""} | values)


def test_constructor_when_fields_have_defaults_then_they_are_set_and_no_change() -> None:
    guest = new(GUESTS.head, "Guest", name="a")
    assert guest.obj_values() == {"name": "a", "by_name": {}, "memory": 512}
    assert guest.obj_what_changed() == {"name"}
    guest.memory = 512
    assert guest.obj_what_changed() == {"name"}
    assert new(GUESTS.head, "Guest", memory=512).obj_what_changed() == {"memory"}


def test_merge_when_the_writer_gave_no_value_then_defaults_change_nothing() -> None:
    current = _guest(memory=1024)
    merge(current, new(GUESTS.head, "Guest", name="b"))
    assert (current.name, current.memory) == ("b", 1024)


def test_defaults_when_they_may_be_absent_then_only_ovos_method_sets_them() -> None:
    guest = _guest()
    assert not guest.obj_attr_is_set("node")
    guest.obj_set_defaults()
    assert guest.obj_values().get("node", "unset") is None


def test_objects_when_they_share_a_default_then_none_can_change_it() -> None:
    one, other = _guest(), _guest()
    one.by_name = {"a": Disk(size=1)}
    assert other.by_name == {}
    with pytest.raises(TypeError):
        other.by_name["a"] = None


def test_error_when_several_fields_are_unset_then_it_names_all_of_them() -> None:
    with pytest.raises(IncompleteObjectError) as caught:
        GUESTS.head.encode(new(GUESTS.head, "Guest"))
    assert caught.value.fields() == {
        "path": "$.disks",
        "object": "Guest",
        "version": "1.2",
        "release": "",
        "unset": ["disks", "name", "note"],
        "remedy": "set them before the object is sent, or declare '= UNSET' for what may be absent",
    }


@pytest.mark.parametrize("form", FORMS)
def test_child_when_it_is_incomplete_in_a_mapping_then_the_path_has_its_key(form: str) -> None:
    guest = _guest(by_name={"root": new(GUESTS.head, "Disk"), "swap": None})
    _lacks(guest, form, GUESTS.head, "$.by_name['root'].size")


def test_object_when_the_last_field_is_set_then_it_travels_and_when_deleted_it_does_not() -> None:
    disk = new(GUESTS.head, "Disk")
    for _ in range(2):
        with pytest.raises(IncompleteObjectError, match=r"^\$\.size: "):
            GUESTS.head.encode(disk)
        disk.size = 3
        assert GUESTS.head.decode(GUESTS.head.encode(disk)) == disk
        del disk.size


def test_changes_when_an_object_is_incomplete_then_they_are_kept_as_of_any_other() -> None:
    guest = new(GUESTS.head, "Guest", name="a")
    guest.obj_reset_changes()
    assert guest.obj_what_changed() == set()
    guest._changed_fields.add("name")
    assert guest.obj_clone().obj_what_changed() == {"name"}


def test_version_when_a_field_may_be_absent_later_only_then_it_is_refused_for_older_ones() -> None:
    old = GUESTS.closure("Guest", "1.1")
    assert old.decode(GUESTS.head.encode(_guest(node="b"), old)).node == "b"  # type: ignore[attr-defined]
    for write in (GUESTS.head.encode, GUESTS.head.to_primitive):
        with pytest.raises(IncompleteObjectError) as caught:
            write(_guest(), old)
        assert (caught.value.path, caught.value.unset) == ("$.node", ["node"])
        assert caught.value.version == "1.1"
        assert "let the history of Guest set them for 1.1" in caught.value.remedy
    assert not old.adopt(_guest()).obj_attr_is_set("node")


def test_object_when_a_peer_sent_it_incomplete_then_it_is_read_and_not_sent_on() -> None:
    raw = GUESTS.head.to_primitive(_guest())
    disk = raw["versioned_object.data"]["disks"][0]
    del disk["versioned_object.data"]["size"]
    found = GUESTS.head.from_primitive(raw)
    assert not found.disks[0].obj_attr_is_set("size")  # type: ignore[attr-defined]
    _lacks(found, "message", GUESTS.head, "$.disks[0].size")


@pytest.mark.parametrize("name", ["Guest", "Disk"])
def test_least_object_when_it_is_sent_then_it_comes_back(name: str) -> None:
    obj = minimal(GUESTS.head, name)
    assert tree(GUESTS.head.decode(GUESTS.head.encode(obj))) == tree(obj)


def test_incomplete_node_when_something_else_asks_it_then_it_is_an_ordinary_object() -> None:
    node: Any = new(GUESTS.head, "Disk")._node
    assert not hasattr(node, "shape")
    assert issubclass(IncompleteObjectError, VObjectError)
    assert not issubclass(IncompleteObjectError, DecodeError)


def test_object_when_it_is_complete_and_not_marked_so_is_written_all_the_same() -> None:
    crates = Registry("crates")

    @crates.register
    class Crate(VersionedObject):
        width: int
        height: int
        HISTORY = history(initial("1.0"))

    crate = new(crates.head, "Crate", width=1)
    crate._node[2]["height"] = 2
    assert written_fast(crate, crates.head) is None
    assert crates.head.decode(crates.head.encode(crate)) == new(
        crates.head, "Crate", width=1, height=2
    )
