"""What users of oslo.versionedobjects do with their classes works with ours."""

import datetime
import types
from typing import Any

import pytest
from oslo_versionedobjects import base as ovo

from tests.support.untyped import new
from tests.vobjects.habits import HABITS, Node, Port
from vobjects import (
    AbsentFieldError,
    DeclarationError,
    IncompleteObjectError,
    Registry,
    UnsetFieldError,
    VersionedObject,
    history,
    initial,
)

WHEN = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
OLD = HABITS.at({"Port": "1.0", "PortList": "1.0", "Node": "1.0"}, "spring")


def _port(**values: Any) -> Port:
    port: Port = new(HABITS.head, "Port", **({"id": 1, "name": "eth0"} | values))
    return port


def _node(**values: Any) -> Node:
    node: Node = new(HABITS.head, "Node", **values)
    return node


def test_mixin_when_two_classes_have_it_then_its_fields_are_theirs_at_every_version() -> None:
    port = _port(created_at=WHEN, updated_at=None, mtu=1500)
    assert {"created_at", "updated_at"} <= set(port.fields) & set(OLD["Port"].fields)
    assert OLD.adopt(port).created_at == WHEN
    assert isinstance(port, ovo.VersionedObject)


def test_dict_compat_when_an_object_is_used_like_a_dict_then_fields_are_its_keys() -> None:
    port: Any = _port()
    assert port["name"] == "eth0"
    port["name"] = "eth1"
    port.update({"mtu": 9000})
    assert port.obj_get_changes() == {"id": 1, "name": "eth1", "mtu": 9000}
    assert list(port.keys()) == ["id", "mtu", "name", "label"]
    assert dict(port.items()) == {"id": 1, "mtu": 9000, "name": "eth1", "label": "eth1#1"}
    assert list(port.values()) == [1, 9000, "eth1", "eth1#1"]
    assert port.get("mtu") == 9000
    assert port.get("created_at", "never") == "never"
    with pytest.raises(AttributeError):
        port.get("hue")


def test_dict_compat_when_a_release_lacks_a_field_then_it_is_no_key() -> None:
    port: Any = OLD.adopt(_port(mtu=1500))
    assert dict(port) == {"id": 1, "name": "eth0", "label": "eth0#1"}
    with pytest.raises(AbsentFieldError):
        port["mtu"] = 9000


def test_extra_field_when_a_class_names_one_then_it_is_read_and_never_sent() -> None:
    port = _port()
    assert port.label == "eth0#1"
    assert "label" in port.obj_fields
    assert not port.obj_attr_is_set("label")
    assert "label" not in port.obj_to_primitive()["versioned_object.data"]


def test_recursive_child_when_nodes_stand_in_each_other_then_they_arrive() -> None:
    leaf = _node(id=3, parent=_node(id=2, parent=_node(id=1, parent=None)))
    found: Any = HABITS.head.decode(HABITS.head.encode(leaf))
    assert (found.parent.id, found.parent.parent.id, found.parent.parent.parent) == (2, 1, None)
    assert OLD.adopt(leaf).parent.VERSION == "1.0"  # type: ignore[union-attr]


def test_dict_of_objects_when_it_is_assigned_then_its_objects_are_compared_and_sent() -> None:
    node = _node(ports={"a": _port(), "b": None})
    assert node.ports["a"] == _port()
    assert HABITS.head.decode(HABITS.head.encode(node)) == node
    port = node.ports["a"]
    assert port is not None
    port.name = "eth9"
    assert node != _node(ports={"a": _port(), "b": None})


def test_lazy_loading_when_an_unset_field_is_read_then_it_is_loaded_once() -> None:
    node = _node(id=4)
    Node.loaded.clear()
    assert not node.obj_attr_is_set("weight")
    assert (node.weight, node.weight) == (2.0, 2.0)
    assert Node.loaded == ["weight"]
    with pytest.raises(UnsetFieldError, match="'note' is not set"):
        node.note  # noqa: B018


def test_lazy_loading_when_the_object_is_of_an_older_release_then_it_is_loaded_there() -> None:
    node: Any = new(OLD, "Node", id=8)
    assert node.weight == 4.0
    with pytest.raises(AbsentFieldError):
        node.note  # noqa: B018


def test_field_when_it_is_deleted_then_it_is_unset_and_no_change() -> None:
    port = _port()
    del port.name
    assert not port.obj_attr_is_set("name")
    assert port.obj_what_changed() == {"id"}
    with pytest.raises(IncompleteObjectError, match=r"^\$\.name: expected Port 1\.1"):
        port.obj_to_primitive()
    with pytest.raises(AttributeError):
        del port.name


def test_save_when_it_writes_changes_and_forgets_them_then_the_next_has_only_new_ones() -> None:
    Node.STORE.clear()
    node = _node(id=5, weight=1.0)
    node._context = "context"
    node.save()
    assert Node.STORE == {5: {"id": 5, "weight": 1.0}}
    node.note = "new"
    assert node.obj_get_changes() == {"note": "new"}
    node.save()
    assert Node.STORE == {5: {"id": 5, "weight": 1.0, "note": "new"}}
    assert node.obj_what_changed() == set()


def test_save_when_the_class_has_none_then_it_says_so() -> None:
    with pytest.raises(NotImplementedError):
        _port().save()


def test_changes_when_they_are_reset_with_names_then_recursion_stays_in_them() -> None:
    node = _node(id=1, parent=_node(id=2), ports={"a": _port()})
    node.obj_reset_changes(["parent"], recursive=True)
    assert node.obj_what_changed() == {"id", "ports"}
    node.obj_reset_changes(recursive=True)
    assert node.obj_what_changed() == set()
    node.ports["a"].mtu = 9  # type: ignore[union-attr]
    assert node.obj_what_changed() == {"ports"}
    node.obj_reset_changes()
    assert node.obj_what_changed() == {"ports"}


def test_defaults_when_they_are_set_then_values_that_are_there_stay() -> None:
    port = new(HABITS.head, "Port", id=1)
    assert (port.name, port.obj_what_changed()) == ("port", {"id"})
    del port.name
    port.obj_set_defaults()
    assert (port.name, port.obj_what_changed()) == ("port", {"id", "name"})
    port.name = "eth0"
    port.obj_set_defaults("name")
    assert port.name == "eth0"


def test_context_when_an_object_is_made_or_read_with_one_then_it_and_its_children_have_it() -> None:
    port: Any = new(HABITS.head, "Port", context="context", id=1)
    assert port.obj_context == port._context == "context"
    sent = _node(parent=_node(id=1), ports={"a": _port()}).obj_to_primitive()
    node: Any = Node.obj_from_primitive(sent, "context")
    contexts = [node.obj_context, node.parent.obj_context, node.ports["a"].obj_context]
    assert contexts == ["context"] * 3
    assert Node.obj_from_primitive(sent).parent.obj_context is None  # type: ignore[union-attr]


def test_comparison_when_the_mixin_of_ovo_is_there_then_it_compares_as_ours() -> None:
    lines = Registry("lines")

    @lines.register
    class Line(ovo.ComparableVersionedObject, VersionedObject):  # type: ignore[misc]  # __hash__
        number: int
        HISTORY = history(initial("1.0"))

    assert Line(number=1) == Line(number=1)
    assert Line(number=1) != Line(number=2)
    changed = Line(number=1)
    changed.obj_reset_changes()
    assert changed != Line(number=1)
    with pytest.raises(TypeError):
        hash(changed)


def test_comparison_when_only_changes_or_contexts_differ_then_objects_are_equal() -> None:
    one, other = _port(), _port()
    other.obj_reset_changes()
    other._context = "context"
    assert one == other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_text_when_an_object_is_printed_then_its_class_version_and_values_are_there() -> None:
    expected = "Port 1.1(id=1, name='eth0')"
    assert repr(_port()) == str(_port()) == expected
    assert repr(_node(parent=_node(id=1))) == "Node 1.1(parent=Node 1.1(id=1))"


def test_subclass_when_it_overrides_methods_then_every_release_has_them() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        wheels: int
        HISTORY = history(initial("1.0"))

        def sound(self) -> str:
            return f"{self.wheels} wheels"

    @cars.register
    class Truck(Car):
        load: int
        HISTORY = history(initial("1.0"))

        def sound(self) -> str:
            return f"{super().sound()}, {self.load} t"

    truck: Any = cars.closure("Truck", "1.0")[Truck](wheels=6, load=7)
    assert truck.sound() == "6 wheels, 7 t"
    assert isinstance(truck, Truck | Car)


def test_class_when_no_registry_has_it_then_using_it_says_what_to_do() -> None:
    class Loose(VersionedObject):
        number: int

    with pytest.raises(DeclarationError, match=r"decorate it with @registry.register") as caught:
        Loose(number=1)
    assert caught.value.where.endswith("Loose")
    with pytest.raises(DeclarationError):
        Loose.obj_from_primitive({})


class _OwnList(ovo.ObjectListBase[Any]):
    """A list in the way of o.vo."""


class _Backporting:
    def obj_make_compatible(self, primitive: Any, target_version: str) -> None:
        """What o.vo would call."""


@pytest.mark.parametrize(
    ("base", "body", "name", "remedy"),
    [
        (ovo.TimestampedObject, {}, "fields", "annotate them in the class or in a mixin"),
        (_OwnList, {}, "fields", "a list of objects is an ObjectList"),
        (_Backporting, {}, "obj_make_compatible", "say in HISTORY what each version changed"),
        (object, {"VERSION": "1.1"}, "VERSION", "HISTORY has every version"),
        (object, {"obj_relationships": {}}, "obj_relationships", r"say child_bumped\(\)"),
        (object, {"child_versions": {}}, "child_versions", r"say child_bumped\(\)"),
    ],
)
def test_class_when_it_says_something_that_only_ovo_reads_then_it_is_refused(
    base: type, body: dict[str, Any], name: str, remedy: str
) -> None:
    facts = {"HISTORY": history(initial("1.0")), "__module__": __name__, **body}
    bases = (VersionedObject,) if base is object else (base, VersionedObject)
    cls = types.new_class("Thing", bases, exec_body=lambda names: names.update(facts))
    with pytest.raises(DeclarationError, match=remedy) as caught:
        Registry("things").register(cls)
    assert caught.value.found.startswith(repr(name))
    assert caught.value.where.endswith("Thing")


def test_class_when_a_registered_one_stands_above_it_then_nothing_is_left_over() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        HISTORY = history(initial("1.0"))

    @cars.register
    class Truck(Car):
        HISTORY = history(initial("1.0"))

    assert (Truck.VERSION, set(Truck.fields)) == ("1.0", set())


def test_changes_when_a_child_has_a_rule_of_its_own_then_it_is_asked() -> None:
    engines = Registry("engines")

    @engines.register
    class Piston(VersionedObject):
        stroke: int
        HISTORY = history(initial("1.0"))

        def obj_what_changed(self) -> set[str]:
            return {"stroke"}

    @engines.register
    class Engine(VersionedObject):
        piston: Piston
        HISTORY = history(initial("1.0"))

    engine = Engine(piston=Piston(stroke=1))
    engine.obj_reset_changes(recursive=True)
    assert engine.obj_what_changed() == {"piston"}
