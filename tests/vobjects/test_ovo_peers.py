"""The serializer, the indirection, the fixtures and the schemas of o.vo take our objects."""

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from oslo_versionedobjects import base as ovo
from oslo_versionedobjects import exception as ovo_exception
from oslo_versionedobjects import fields as ovo_fields
from oslo_versionedobjects import fixture as ovo_fixture

from tests.support.contents import PCI
from tests.support.pairs import every_release
from tests.support.untyped import new
from tests.vobjects.habits import HABITS, Node, Port
from vobjects import (
    DeclarationError,
    Registry,
    TooNewError,
    VersionedObject,
    View,
    catalog,
    field,
    history,
    initial,
    publish,
)
from vobjects.catalog import NOVA
from vobjects.testing import filled

OLD = HABITS.at({"Port": "1.0", "PortList": "1.0", "Node": "1.0"}, "spring")
SUMMER = HABITS.at({"Port": "1.1", "PortList": "1.1", "Node": "1.1"}, "summer")


@pytest.fixture(autouse=True)
def registry_of_ovo() -> Iterator[None]:
    """What a test puts into the one registry of the process is gone after it."""
    known = ovo.VersionedObjectRegistry.obj_classes()
    before = dict(known)
    yield
    known.clear()
    known.update(before)


def _serializer(view: View) -> Any:
    class Serializer(ovo.VersionedObjectSerializer):
        OBJ_BASE_CLASS = view.base_class

    return Serializer()


def test_serializer_when_objects_stand_in_collections_then_all_go_through_it() -> None:
    serializer = _serializer(HABITS.head)
    port = Port(id=1)
    for sent in ([port], {"a": port}, {"deep": [{"er": port}]}, (port, 1)):
        found = serializer.deserialize_entity("context", serializer.serialize_entity(None, sent))
        assert found == sent
    assert found[0].obj_context == "context"


def test_serializer_when_the_object_is_too_new_then_no_older_form_is_asked_of_anybody() -> None:
    class Nobody(ovo.VersionedObjectIndirectionAPI):
        object_action: Any = NotImplemented
        object_backport: Any = NotImplemented
        object_backport_versions: Any = NotImplemented

    serializer = _serializer(OLD)
    serializer.OBJ_BASE_CLASS.indirection_api = Nobody()
    with pytest.raises(TooNewError, match=r"expected Port 1\.0 or older \(spring\)"):
        serializer.deserialize_entity(None, Port(id=1).obj_to_primitive())


class Conductor(ovo.VersionedObjectIndirectionAPI):
    """Runs methods in a newer release, as the conductor of Nova does."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._base = view["Node"]

    def object_action(
        self, context: Any, objinst: Any, objmethod: str, args: Any, kwargs: Any
    ) -> Any:
        """Run a method on a copy; return what it changed and what it returned."""
        obj = self._base.obj_from_primitive(objinst.obj_to_primitive(), context)
        before = obj.obj_clone()
        with mock.patch.object(type(obj), "indirection_api", None):  # it has a process of its own
            result = getattr(obj, objmethod)(*args, **kwargs)
        updates: dict[str, Any] = {
            name: spec.to_primitive(obj, name, getattr(obj, name))
            for name, spec in obj.fields.items()
            if name in obj and (name not in before or getattr(before, name) != getattr(obj, name))
        }
        updates["obj_what_changed"] = obj.obj_what_changed()
        return updates, result

    def object_class_action_versions(
        self,
        context: Any,
        objname: str,
        objmethod: str,
        object_versions: dict[str, str],
        args: Any,
        kwargs: Any,
    ) -> Any:
        """Run a class method; return what it returned at the caller's versions."""
        cls = self._base.obj_class_from_name(objname, object_versions[objname])
        result = getattr(cls, objmethod)(context, *args, **kwargs)
        primitive = result.obj_to_primitive(object_versions[objname], object_versions)
        return OLD["Node"].obj_from_primitive(primitive, context)


@pytest.fixture
def conductor(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An older class whose remotable methods run in the newest release."""
    cls: Any = OLD["Node"]
    monkeypatch.setattr(Node, "STORE", {4: {"id": 4, "weight": 1.0, "ports": {}}})
    monkeypatch.setattr(cls, "indirection_api", Conductor(HABITS.head), raising=False)
    publish(OLD)
    return cls


def test_remotable_when_an_old_class_asks_a_new_release_then_it_gets_its_own_version(
    conductor: Any,
) -> None:
    node = conductor.get("context", 4)
    assert type(node) is conductor
    assert (node.weight, node.obj_what_changed(), node.obj_context) == (1.0, set(), "context")


def test_remotable_when_a_method_changes_fields_elsewhere_then_they_change_here(
    conductor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = new(HABITS.head, "Node", id=4, weight=1.0)
    node._context = "context"
    monkeypatch.setattr(Node, "indirection_api", Conductor(OLD))
    with pytest.raises(TooNewError, match=r"found Node 1\.1"):
        node.grow(1.5)
    monkeypatch.setattr(Node, "indirection_api", Conductor(SUMMER))
    assert node.grow(1.5) == "grown by 1.5"
    assert (node.weight, node.note) == (2.5, "grown by 1.5")
    assert node.obj_what_changed() == {"id", "weight", "note"}


def test_remotable_when_there_is_no_context_then_the_object_is_an_orphan() -> None:
    with pytest.raises(ovo_exception.OrphanedObjectError):
        new(HABITS.head, "Node", id=1).save()


@pytest.mark.parametrize(("release", "name"), every_release())
def test_updates_when_every_field_travels_by_ovos_field_types_then_nothing_is_lost(
    release: str, name: str
) -> None:
    obj = filled(catalog.at(release), name)
    twin = type(obj)()
    for name_, spec in obj.fields.items():
        sent = spec.to_primitive(obj, name_, getattr(obj, name_))
        setattr(twin, name_, spec.from_primitive(twin, name_, sent))
    assert twin == obj


def test_indirection_fixture_when_it_is_ovos_own_then_methods_run_through_it() -> None:
    publish(HABITS.head)
    Node.STORE.clear()
    with ovo_fixture.IndirectionFixture():
        node: Any = new(
            HABITS.head, "Node", id=6, weight=1.0, ports={"a": new(HABITS.head, "Port")}
        )
        node._context = "context"
        node.save()
        assert node.obj_what_changed() == {"ports"} - {"ports"}
        assert Node.get("context", 6) == node
        assert node.grow(2.0) == "grown by 2.0"
        assert node.obj_what_changed() == {"weight", "note"}


def test_stable_json_fixture_when_it_is_in_use_then_primitives_are_as_without() -> None:
    node = new(HABITS.head, "Node", weight=1.0, id=1, note="a")
    alone = node.obj_to_primitive()
    with ovo_fixture.StableObjectJsonFixture():
        assert node.obj_to_primitive() == alone
    assert alone["versioned_object.changes"] == ["id", "note", "weight"]


def _checker(view: View) -> Any:
    return ovo_fixture.ObjectVersionChecker({name: [view[name]] for name in view})


def test_checker_when_a_class_changes_then_its_fingerprint_does() -> None:
    new_ones, old_ones = _checker(HABITS.head).get_hashes(), _checker(OLD).get_hashes()
    assert new_ones["Port"].startswith("1.1-")
    assert old_ones["Port"].startswith("1.0-")
    assert _checker(HABITS.head).test_hashes(new_ones) == ({}, {})
    expected, actual = _checker(HABITS.head).test_hashes(old_ones)
    assert set(expected) == set(actual) == {"Port", "PortList", "Node"}


def test_checker_when_remotable_methods_differ_then_fingerprints_do() -> None:
    class Remote(Node):
        @ovo.remotable
        def shrink(self, by: float) -> None:
            """Nothing yet."""

    one = ovo_fixture.ObjectVersionChecker({"Node": [Node]}).get_hashes()
    other = ovo_fixture.ObjectVersionChecker({"Node": [Remote]}).get_hashes()
    assert one != other


def test_checker_when_it_asks_for_every_older_version_then_each_is_written() -> None:
    publish(HABITS.head)
    for manifest in (False, True):
        _checker(HABITS.head).test_compatibility_routines(use_manifest=manifest)
    _checker(HABITS.head).test_relationships_in_order()


def test_checker_when_classes_stand_in_each_other_then_its_tree_has_them() -> None:
    tree = _checker(catalog.at("kilo")).get_dependency_tree()
    assert tree["Instance"]["Flavor"] == "1.1"
    publish(HABITS.head)
    assert ovo.obj_tree_get_versions("PortList") == {"PortList": "1.1", "Port": "1.1"}


def test_comparing_when_a_row_has_the_same_values_then_ovos_helper_agrees() -> None:
    port = new(HABITS.head, "Port", id=1, name="eth0")

    class Case:
        def assertEqual(self, one: Any, other: Any) -> None:  # noqa: N802
            assert one == other

    ovo_fixture.compare_obj(Case(), port, {"id": 1, "name": "eth0"})
    with pytest.raises(AssertionError):
        ovo_fixture.compare_obj(Case(), port, {"id": 2, "name": "eth0"})


def test_class_lookup_when_a_name_and_version_are_given_then_it_is_that_of_the_view() -> None:
    assert Port.obj_class_from_name("Node", "1.0") is Node
    assert OLD["Port"].obj_class_from_name("Node", "1.0") is OLD["Node"]
    with pytest.raises(ovo_exception.UnsupportedObjectError):
        Port.obj_class_from_name("Nothing", "1.0")
    with pytest.raises(ovo_exception.IncompatibleObjectVersion, match=r"1\.1 of Node"):
        OLD["Port"].obj_class_from_name("Node", "1.1")


def test_class_lookup_when_a_number_has_two_contents_then_either_is_the_views() -> None:
    kilo = PCI.closure("Device", "1.3-kilo")["Device"]
    assert kilo.obj_class_from_name("Device", "1.3") is kilo
    with pytest.raises(ovo_exception.IncompatibleObjectVersion, match=r"supported version is 1\.3"):
        kilo.obj_class_from_name("Device", "1.4")


def test_publish_when_it_is_done_again_for_another_view_then_that_one_is_found() -> None:
    publish(OLD)
    publish(HABITS.head)
    assert ovo.VersionedObject.obj_class_from_name("Node", "1.1") is Node
    assert ovo.obj_tree_get_versions("Port") == {"Port": "1.1"}


def test_publish_when_ovo_has_a_class_of_that_name_then_it_is_refused() -> None:
    others = Registry("others")

    @others.register
    class Port(VersionedObject):
        HISTORY = history(initial("1.0"))

    publish(others.head)
    before = dict(ovo.VersionedObjectRegistry.obj_classes())
    with pytest.raises(DeclarationError, match="publish one of the two projects only") as caught:
        publish(HABITS.head)
    assert "Port" in caught.value.found
    assert dict(ovo.VersionedObjectRegistry.obj_classes()) == before

    class Tag(ovo.VersionedObject):
        fields = {"id": ovo_fields.IntegerField()}  # noqa: RUF012

    ovo.VersionedObjectRegistry.register(Tag)
    with pytest.raises(DeclarationError, match="no other class of the name 'Tag'"):
        publish(NOVA.head)


def test_schema_when_a_class_has_plain_fields_then_it_is_as_ovo_says_it() -> None:
    plain = Registry("versionedobjects", "versioned_object")

    @plain.register
    class Plain(VersionedObject):
        flag: bool = field(default=True)
        names: tuple[str, ...]
        number: int = field(read_only=True)
        share: float | None
        tags: frozenset[str]
        HISTORY = history(initial("1.0"))

    class Twin(ovo.VersionedObject):
        fields = {  # noqa: RUF012
            "flag": ovo_fields.BooleanField(default=True),
            "names": ovo_fields.ListOfStringsField(),
            "number": ovo_fields.IntegerField(read_only=True),
            "share": ovo_fields.FloatField(nullable=True),
            "tags": ovo_fields.SetOfStringsField(),
        }

        @classmethod
        def obj_name(cls) -> str:
            return "Plain"

    ovo.VersionedObjectRegistry.register(Twin)
    theirs = Twin.to_json_schema()
    data = theirs["properties"]["versioned_object.data"]
    assert data["required"] == ["flag", "names", "number", "tags"]
    data["required"] = ["flag", "names", "number", "share", "tags"]  # None is not absent
    for name in ("names", "tags"):
        del data["properties"][name]["items"]["readonly"]  # a member is no field
    assert Plain.to_json_schema() == theirs


def test_schema_when_a_class_holds_itself_and_others_then_they_are_references() -> None:
    schema = Node.to_json_schema()
    fields = schema["properties"]["versioned_object.data"]["properties"]
    parent = {"anyOf": [{"$ref": "#"}, {"type": ["null"]}], "readonly": False}
    assert fields["parent"] == parent
    assert fields["ports"] == {
        "readonly": False,
        "type": ["object"],
        "additionalProperties": {"anyOf": [{"$ref": "#/definitions/Port"}, {"type": ["null"]}]},
    }
    port = schema["definitions"]["Port"]["properties"]["versioned_object.data"]["properties"]
    assert set(port) == set(Port.fields)
    assert "mtu" not in str(OLD["Node"].to_json_schema())


@pytest.mark.parametrize(("release", "name"), every_release())
def test_schema_when_any_class_is_asked_for_it_then_it_has_every_field_and_definition(
    release: str, name: str
) -> None:
    view = catalog.at(release)
    schema = view[name].to_json_schema()
    fields = schema["properties"]["nova_object.data"]["properties"]
    assert set(fields) == set(view[name].fields)
    assert set(schema.get("definitions", {})) == view.reachable(name) - {name}


def test_registry_fixture_when_it_is_ovos_own_then_what_is_published_is_gone_after_it() -> None:
    with ovo_fixture.VersionedObjectRegistryFixture():
        publish(HABITS.head)
        assert "Port" in ovo.VersionedObjectRegistry.obj_classes()
    assert "Port" not in ovo.VersionedObjectRegistry.obj_classes()
