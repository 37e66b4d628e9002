"""What is recorded of classes of o.vo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compat import Foreign
from compat.foreign import describe_objects
from compat.foreign._types import parse
from tests.compat.foreign.code import empty_registry, module

_FERRIES = """
class FerryObject(base.VersionedObject):
    OBJ_PROJECT_NAMESPACE = "ferries"

    def obj_load_attr(self, name):
        self.obj_set_defaults(name)


class Knots(fields.FieldType):
    def coerce(self, obj, attr, value):
        return obj.speed


@base.VersionedObjectRegistry.register
class Berth(FerryObject):
    VERSION = "1.1"
    fields = {"id": fields.IntegerField(read_only=True)}


@base.VersionedObjectRegistry.register
class Ferry(FerryObject):
    VERSION = "1.4"
    fields = {
        "name": fields.StringField(default="Ada"),
        "size": fields.EnumField(valid_values=("small", "large"), default="small"),
        "flags": fields.Field(fields.List(fields.Enum(valid_values=("red",))), nullable=True),
        "berths": fields.ListOfObjectsField("Berth", default=[]),
        "others": fields.DictOfListOfStringsField(),
        "home": fields.ObjectField("Berth", nullable=True, default=None),
        "abroad": fields.ObjectField("Foreigner"),
        "speed": fields.Field(Knots(), default=object),
        "age": fields.FloatField(default=1.5),
        "crew": fields.DictOfIntegersField(default={"deck": 2}),
        "seats": fields.IntegerField(default=2**70),
    }
"""


@pytest.fixture
def code(tmp_path: Path) -> Iterator[ModuleType]:
    with empty_registry():
        yield module(tmp_path, _FERRIES)


def test_objects_when_described_have_their_types_down_to_the_elements(code: ModuleType) -> None:
    facts = describe_objects(Foreign(code.FerryObject).classes)

    assert facts["Berth"] == {
        "version": "1.1",
        "fields": {"id": {"type": "Integer", "read_only": True}},
    }
    assert facts["Ferry"]["version"] == "1.4"
    assert {name: field["type"] for name, field in facts["Ferry"]["fields"].items()} == {
        "abroad": "Object[Foreigner]",
        "age": "Float",
        "berths": "List[Object[Berth]]",
        "crew": "Dict[Integer]",
        "flags": "List[Enum] | None",
        "home": "Object[Berth] | None",
        "name": "String",
        "others": "Dict[List[String]]",
        "seats": "Integer",
        "size": "Enum",
        "speed": "Knots",
    }


def test_field_when_described_has_its_values_default_and_children(code: ModuleType) -> None:
    fields = describe_objects(Foreign(code.FerryObject).classes)["Ferry"]["fields"]

    assert fields["size"] == {
        "type": "Enum",
        "values": ["small", "large"],
        "default": "small",
        "loads": True,
    }
    assert fields["flags"]["values"] == ["red"]
    assert fields["berths"]["children"] == {"Berth": "1.1"}
    assert fields["berths"]["default"] == []
    assert fields["home"]["default"] is None
    assert fields["crew"]["default"] == {"deck": 2}
    assert fields["speed"]["default"] == "<class 'object'>"
    assert fields["age"]["default"] == 1.5
    assert fields["seats"]["default"] == str(2**70)
    assert "children" not in fields["abroad"]
    assert "loads" not in fields["others"]


@pytest.mark.parametrize(
    "text",
    ["Integer", "List[Enum | None] | None", "Dict[Object[Berth]]", "Object[Berth] | None", "a b["],
)
def test_type_when_its_text_is_read_has_that_text(text: str) -> None:
    assert str(parse(text)) == text
