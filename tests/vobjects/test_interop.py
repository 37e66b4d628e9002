"""Side by side with oslo.versionedobjects: its serializer, its API, and a class of its own."""

import datetime
from collections.abc import Mapping
from typing import Any

import pytest
from oslo_versionedobjects import base as ovo
from oslo_versionedobjects import exception as ovo_exception
from oslo_versionedobjects import fields as ovo_fields

from tests.support.pairs import every_release
from tests.support.untyped import new
from vobjects import UNSET, DecodeError, Registry, VersionedObject, catalog, field, history, initial
from vobjects.testing import filled

OURS = Registry("plain", "plain_object")


@OURS.register
class Part(VersionedObject):
    """Ours."""

    number: int = UNSET
    HISTORY = history(initial("1.0"))


@OURS.register
class Thing(VersionedObject):
    """Ours, with a field of every kind."""

    flag: bool = field(default=True)
    number: int = field(default=UNSET, read_only=True)
    share: float = UNSET
    text: str | None = UNSET
    when: datetime.datetime = UNSET
    cpus: frozenset[int] = UNSET
    rows: tuple[frozenset[int], ...] = UNSET
    names: tuple[str | None, ...] = UNSET
    tags: Mapping[str, str | None] = UNSET
    nested: Mapping[str, tuple[int, ...]] = UNSET
    part: Part = UNSET
    parts: tuple[Part, ...] = UNSET
    maybe: Part | None = UNSET
    HISTORY = history(initial("1.0"))


def _plain() -> Any:
    """The same two classes, written by hand for oslo.versionedobjects."""

    class Base(ovo.VersionedObject):
        OBJ_SERIAL_NAMESPACE = "plain_object"
        OBJ_PROJECT_NAMESPACE = "plain"

        @classmethod
        def obj_class_from_name(cls, objname: str, objver: str) -> Any:
            return {"Part": PlainPart, "Thing": PlainThing}[objname]

    class PlainPart(Base):
        fields = {"number": ovo_fields.IntegerField()}  # noqa: RUF012

        @classmethod
        def obj_name(cls) -> str:
            return "Part"

    class PlainThing(Base):
        fields = {  # noqa: RUF012
            "flag": ovo_fields.BooleanField(default=True),
            "number": ovo_fields.IntegerField(read_only=True),
            "share": ovo_fields.FloatField(),
            "text": ovo_fields.StringField(nullable=True),
            "when": ovo_fields.DateTimeField(),
            "cpus": ovo_fields.SetOfIntegersField(),
            "rows": ovo_fields.ListOfSetsOfIntegersField(),
            "names": ovo_fields.Field(ovo_fields.List(ovo_fields.String(), nullable=True)),
            "tags": ovo_fields.DictOfNullableStringsField(),
            "nested": ovo_fields.Field(ovo_fields.Dict(ovo_fields.List(ovo_fields.Integer()))),
            "part": ovo_fields.Field(_AnyObject()),
            "parts": ovo_fields.Field(ovo_fields.List(_AnyObject())),
            "maybe": ovo_fields.Field(_AnyObject(), nullable=True),
        }

        @classmethod
        def obj_name(cls) -> str:
            return "Thing"

    for cls in (PlainPart, PlainThing):  # what o.vo's registry does, without its one registry
        ovo._make_class_properties(cls)
    return PlainThing, PlainPart


class _AnyObject(ovo_fields.FieldType[Any]):
    """o.vo's Object field finds classes in its one registry; these stand in none."""

    def coerce(self, obj: Any, attr: str, value: Any) -> Any:
        return value

    def to_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        return value.obj_to_primitive()

    def from_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        return obj.obj_from_primitive(value)


_VALUES: dict[str, Any] = {
    "flag": False,
    "number": 3,
    "share": 0.5,
    "text": None,
    "when": datetime.datetime(2015, 4, 30, 12, 30, 15, tzinfo=datetime.UTC),
    "cpus": {3, 1},
    "rows": [{1}, {2, 3}],
    "names": ["a", None],
    "tags": {"a": None, "b": "c"},
    "nested": {"x": [1, 2]},
    "maybe": None,
}


def _both() -> tuple[Any, Any, Any]:
    thing_class, part_class = _plain()
    plain = thing_class(
        **_VALUES, part=part_class(number=1), parts=[part_class(number=n) for n in range(2)]
    )
    ours = new(
        OURS.head,
        "Thing",
        **_VALUES,
        part=Part(number=1),
        parts=[Part(number=n) for n in range(2)],
    )
    return ours, plain, thing_class


def test_primitive_when_both_write_the_same_object_then_it_is_the_same() -> None:
    ours, plain, _ = _both()
    assert _sets_sorted(OURS.head.to_primitive(ours)) == _sets_sorted(plain.obj_to_primitive())


def _sets_sorted(primitive: Any) -> Any:
    data = dict(primitive["plain_object.data"])
    data["cpus"], data["rows"] = sorted(data["cpus"]), [sorted(row) for row in data["rows"]]
    changes = sorted(primitive["plain_object.changes"])
    return primitive | {"plain_object.data": data, "plain_object.changes": changes}


def test_primitive_when_we_write_it_then_a_plain_class_reads_it() -> None:
    ours, plain, thing_class = _both()
    found = thing_class.obj_from_primitive(OURS.head.to_primitive(ours))
    for name in _VALUES:
        assert getattr(found, name) == getattr(plain, name), name
    assert [part.number for part in found.parts] == [0, 1]
    assert found.obj_what_changed() == plain.obj_what_changed()


def test_primitive_when_a_plain_class_writes_it_then_we_read_it() -> None:
    ours, plain, _ = _both()
    found = OURS.head.from_primitive(plain.obj_to_primitive())
    assert found == ours
    assert found.obj_what_changed() == ours.obj_what_changed()


def test_time_when_it_has_microseconds_then_a_plain_class_reads_them() -> None:
    _, _, thing_class = _both()
    when = datetime.datetime(2015, 4, 30, 12, 0, 0, 123456, datetime.UTC)
    primitive = OURS.head.to_primitive(new(OURS.head, "Thing", when=when))
    assert thing_class.obj_from_primitive(primitive).when == when


def test_time_when_a_plain_class_writes_an_offset_then_reading_says_so() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    _, _, thing_class = _both()
    primitive = thing_class(when=datetime.datetime(2015, 1, 1, tzinfo=zone)).obj_to_primitive()
    assert primitive["plain_object.data"]["when"] == "2015-01-01T00:00:00UTC+02:00"
    with pytest.raises(DecodeError, match=r"\$\.when: expected datetime"):
        OURS.head.from_primitive(primitive)


@pytest.mark.parametrize("text", ["2015-04-30", "2015-04-30T12:00:00+02:00Z", "soonZ", 5, "Z"])
def test_time_when_its_text_is_no_instant_then_reading_says_so(text: Any) -> None:
    primitive = OURS.head.to_primitive(new(OURS.head, "Thing"))
    primitive["plain_object.data"]["when"] = text
    with pytest.raises(DecodeError, match=r"\$\.when"):
        OURS.head.from_primitive(primitive)


@pytest.mark.parametrize(("release", "name"), every_release())
def test_serializer_when_it_is_ovos_own_then_objects_go_through_it(release: str, name: str) -> None:
    class Serializer(ovo.VersionedObjectSerializer):
        OBJ_BASE_CLASS = catalog.at(release).base_class

    obj = filled(catalog.at(release), name)
    wire = Serializer().serialize_entity(None, {"args": [obj]})
    found = Serializer().deserialize_entity("context", wire)["args"][0]
    assert found == obj
    assert found._context == "context"
    assert found.obj_what_changed() == obj.obj_what_changed()


def test_primitive_when_an_older_release_wrote_it_then_the_class_method_upgrades_it() -> None:
    juno = catalog.at("juno")
    cell = filled(juno, "InstanceNUMACell")
    found: Any = catalog.at("kilo")["InstanceNUMACell"].obj_from_primitive(juno.to_primitive(cell))
    assert found.VERSION == "1.2"
    assert found.pagesize is None


def test_backport_when_it_is_asked_for_in_ovos_way_then_it_is_the_same() -> None:
    kilo = catalog.at("kilo")
    values = {"id": 0, "cpuset": {0}, "memory": 512, "pinned_cpus": set(), "siblings": []}
    topology = new(kilo, "NUMATopology", cells=[new(kilo, "NUMACell", **values, mempages=[])])
    primitive = topology.obj_to_primitive("1.1")
    assert primitive["nova_object.data"]["cells"][0]["nova_object.version"] == "1.1"
    by_manifest = topology.obj_to_primitive("1.2", {"NUMACell": "1.0"})
    assert by_manifest["nova_object.data"]["cells"][0]["nova_object.version"] == "1.0"
    assert topology.obj_to_primitive() == kilo.to_primitive(topology)


def test_changes_when_they_are_reset_then_only_those_that_were_named_are() -> None:
    ours, _, _ = _both()
    ours.obj_reset_changes()
    assert ours.obj_what_changed() == {"part", "parts"}
    ours.obj_reset_changes(recursive=True)
    assert ours.obj_what_changed() == set()
    ours.text, ours.share = "new", 0.5
    assert ours.obj_what_changed() == {"text"}
    assert ours.obj_get_changes() == {"text": "new"}
    ours.parts[0].number = 9
    ours.obj_reset_changes(fields=["parts"], recursive=True)
    assert ours.obj_what_changed() == {"text"}


def test_fields_when_a_read_only_one_is_set_again_then_it_is_refused() -> None:
    ours, _, _ = _both()
    ours.number = 3
    with pytest.raises(AttributeError, match="'number' is read-only and already set"):
        ours.number = 4


def test_defaults_when_they_are_asked_for_then_unset_fields_get_them() -> None:
    thing: Any = new(OURS.head, "Thing")
    thing.obj_set_defaults("flag")
    assert thing.flag is True
    with pytest.raises(ovo_exception.ObjectActionError):
        thing.obj_set_defaults("share")


def test_objects_when_they_differ_in_class_or_values_then_they_are_not_equal() -> None:
    assert new(OURS.head, "Part", number=1) != new(OURS.head, "Part", number=2)
    assert new(OURS.head, "Part", number=1) != 1
    assert "number" in new(OURS.head, "Part", number=1)
    assert "number" not in new(OURS.head, "Part")
    assert repr(new(OURS.head, "Part", number=1)) == "Part 1.0(number=1)"
    with pytest.raises(AttributeError, match="no version of Part has it"):
        new(OURS.head, "Part").obj_attr_is_set("nothing")


def test_attributes_when_they_are_no_fields_then_they_are_not_sent() -> None:
    part: Any = new(OURS.head, "Part", number=1)
    part._cache = new(OURS.head, "Part", number=5)
    assert OURS.head.to_primitive(part)["plain_object.data"] == {"number": 1}
    assert list(part.obj_children()) == []
    part.indirection_api = None
    with pytest.raises(AttributeError):
        part.unheard_of = 1
