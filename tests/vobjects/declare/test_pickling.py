"""Copies and pickles of objects of declared classes and of the classes of views."""

import copy
import pickle
from typing import Any

import pytest

from tests.support.contents import PCI
from tests.support.lines import FLEET, GuestV1, versions
from tests.support.pairs import every_release
from tests.support.untyped import new
from tests.vobjects.habits import HABITS, Node, Port
from vobjects import DecodeError, catalog, field
from vobjects._declare.pickling import scratch_copy
from vobjects._paths import ROOT
from vobjects._types.frozen import FrozenDict
from vobjects.testing import filled
from vobjects.testing._trees import tree

OLD = HABITS.at({"Port": "1.0", "PortList": "1.0", "Node": "1.0"}, "spring")


def _pickled(obj: Any) -> Any:
    return pickle.loads(pickle.dumps(obj))


@pytest.mark.parametrize(("release", "name"), every_release())
def test_pickle_when_an_object_of_any_release_comes_back_then_it_is_of_that_release(
    release: str, name: str
) -> None:
    obj: Any = filled(catalog.at(release), name)
    obj.obj_reset_changes(fields=list(obj.fields)[:1])
    obj._context = "context"
    obj._cache = {"kept": 1}
    found = _pickled(obj)
    assert type(found) is type(obj)
    assert tree(found) == tree(obj)
    assert found.obj_what_changed() == obj.obj_what_changed()
    assert (found._context, found._cache) == ("context", {"kept": 1})
    found.obj_reset_changes()
    assert found.obj_what_changed() <= obj.obj_what_changed()


def test_pickle_when_no_field_is_set_then_none_is_set_afterwards() -> None:
    port = new(HABITS.head, "Port")
    del port.name
    assert _pickled(port) == port
    assert _pickled(port).obj_values() == {}


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_when_the_class_is_declared_or_of_a_view_then_every_protocol_has_it(
    protocol: int,
) -> None:
    for view in (HABITS.head, OLD):
        port = new(view, "Port", id=1)
        found = pickle.loads(pickle.dumps(port, protocol))
        assert type(found) is view["Port"]
        assert found == port


def test_pickle_when_an_older_release_wrote_the_object_then_that_is_kept() -> None:
    sent: Any = HABITS.head.adopt(new(OLD, "Port", id=1))
    assert sent._passed == _pickled(sent)._passed == ("1.0",)


def test_pickle_when_objects_share_a_child_or_stand_in_a_circle_then_they_still_do() -> None:
    port, node = new(HABITS.head, "Port", id=1), new(HABITS.head, "Node", id=1)
    node.ports = {"a": port, "b": port}
    found = _pickled(node)
    assert found.ports["a"] is found.ports["b"]
    node.parent = node
    circle = _pickled(node)
    assert circle.parent is circle


def test_pickle_when_the_class_has_another_version_by_now_then_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bytes_ = pickle.dumps(new(HABITS.head, "Port", id=1))
    monkeypatch.setattr(Port, "_wire_version", "1.2")
    with pytest.raises(DecodeError, match=r"expected Port 1\.2; .* found a pickle of 1\.1"):
        pickle.loads(bytes_)


def test_pickle_when_the_object_cannot_be_used_before_then_it_can_be_used_after() -> None:
    found = _pickled(new(OLD, "Node", id=6))
    assert found.weight == 3.0
    found.id = 7
    assert found.obj_what_changed() == {"id", "weight"}
    assert OLD.decode(OLD.encode(found)) == found


@pytest.mark.parametrize("text", [str(version) for version in versions()])
def test_pickle_when_the_object_is_of_a_line_then_it_comes_back_in_it(text: str) -> None:
    obj = filled(FLEET.closure("Guest", text), "Guest")
    for pickled in (obj, new(GuestV1.VIEW, "Guest", id=1)):
        found = _pickled(pickled)
        assert type(found) is type(pickled)
        assert found == pickled


@pytest.mark.parametrize("text", [str(version) for version in PCI.lineage("Device").versions])
def test_pickle_when_a_number_has_two_contents_then_it_comes_back_with_its_own(text: str) -> None:
    obj = filled(PCI.closure("Device", text), "Device")
    found = _pickled(obj)
    assert (type(found), found) == (type(obj), obj)


def test_copy_when_it_is_shallow_then_children_are_shared_and_changes_are_not() -> None:
    node: Any = Node(id=1, parent=new(HABITS.head, "Node", id=2), ports={}, weight=1.0)
    node.obj_reset_changes(recursive=True)
    node._context = "context"
    twin = copy.copy(node)
    assert twin == node
    assert twin.parent is node.parent
    assert twin._context == "context"
    twin.weight = 5.0
    assert (node.weight, node.obj_what_changed()) == (1.0, set())
    assert twin.obj_what_changed() == {"weight"}


@pytest.mark.parametrize(("release", "name"), every_release())
def test_copy_when_it_is_deep_then_it_is_equal_and_has_the_same_changes(
    release: str, name: str
) -> None:
    obj = filled(catalog.at(release), name)
    obj.obj_reset_changes(fields=list(obj.fields)[:1])
    for twin in (copy.deepcopy(obj), obj.obj_clone()):
        assert twin == obj
        assert twin is not obj
        assert twin.obj_what_changed() == obj.obj_what_changed()


def test_copy_when_objects_stand_in_a_circle_then_the_deep_one_does_too() -> None:
    node = new(HABITS.head, "Node", id=1)
    node.parent = node
    twin = copy.deepcopy(node)
    assert twin.parent is twin
    assert twin is not node


def test_mapping_when_it_is_pickled_or_copied_then_it_stays_frozen() -> None:
    frozen = FrozenDict({"a": 1})
    assert copy.copy(frozen) is frozen
    assert copy.deepcopy(frozen) is frozen
    twin = _pickled(frozen)
    assert type(twin) is FrozenDict
    assert twin == frozen
    for change in ("clear", "popitem"):
        with pytest.raises(TypeError, match="assign a new mapping"):
            getattr(twin, change)()


def test_options_when_they_are_pickled_then_unset_is_still_itself() -> None:
    assert _pickled(field()) == field()


@pytest.mark.parametrize("value", ["text", 5, None, frozenset({1})])
def test_scratch_copy_when_a_value_cannot_change_is_the_value(value: Any) -> None:
    assert scratch_copy(value, ROOT, 1) is value
