"""``foreign_checks()``: unmodified classes of o.vo, and one that is wrong, by name."""

# ruff: noqa: RUF012  (fields are as o.vo wants them)

from __future__ import annotations

import itertools
from typing import Any

import pytest
from oslo_versionedobjects import base, fields

from vobjects import ForeignClasses
from vobjects.testing import ForeignCheck, LawBrokenError, foreign_checks


class QuarryObject(base.VersionedObject):
    """The base class of the project."""

    OBJ_PROJECT_NAMESPACE = "quarry"
    OBJ_SERIAL_NAMESPACE = "quarry_object"


class Grain(fields.FieldType[Any]):
    """A type that o.vo does not have."""

    def coerce(self, obj: Any, attr: str, value: Any) -> Any:
        return str(value)


@base.VersionedObjectRegistry.register
class QuarryStone(QuarryObject):
    """Wide since 1.1."""

    VERSION = "1.1"
    fields: Any = {"id": fields.IntegerField(), "width": fields.FloatField(nullable=True)}

    def obj_make_compatible(self, primitive: Any, target_version: str) -> None:
        super().obj_make_compatible(primitive, target_version)
        if target_version == "1.0":
            primitive.pop("width", None)


@base.VersionedObjectRegistry.register
class QuarrySack(QuarryObject):
    """What a quarry gives."""

    VERSION = "1.0"
    fields: Any = {
        "grain": fields.Field(Grain()),
        "stones": fields.ListOfObjectsField("QuarryStone"),
    }


QUARRY = ForeignClasses(QuarryObject)
SAMPLES = {"Grain": lambda rng: rng.choice(("rye", "wheat"))}


@pytest.mark.parametrize("check", foreign_checks(QUARRY, samples=SAMPLES), ids=str)
def test_check_when_a_class_does_as_its_fields_say_holds(check: ForeignCheck) -> None:
    check()


def test_checks_when_listed_are_every_class_for_every_older_minor_version() -> None:
    names = [str(check) for check in foreign_checks(QUARRY)]
    assert names == ["QuarrySack 1.0 to 1.0", "QuarryStone 1.1 to 1.1", "QuarryStone 1.1 to 1.0"]


def test_check_when_a_field_type_is_unknown_asks_for_a_sample() -> None:
    with pytest.raises(TypeError, match=r"field type Grain: give samples\['Grain'\]"):
        foreign_checks(QUARRY)[0]()


def test_check_when_a_hook_gives_another_value_each_time_names_class_and_receiver() -> None:
    count = itertools.count()

    class ShedObject(base.VersionedObject):
        OBJ_PROJECT_NAMESPACE = "shed"
        OBJ_SERIAL_NAMESPACE = "shed_object"

    @base.VersionedObjectRegistry.register
    class ShedDoor(ShedObject):
        VERSION = "1.1"
        fields: Any = {"width": fields.IntegerField()}

        def obj_make_compatible(self, primitive: Any, target_version: str) -> None:
            if target_version == "1.0":
                primitive["width"] = next(count)

    newest, older = foreign_checks(ForeignClasses(ShedObject))
    newest()
    with pytest.raises(LawBrokenError, match="to_primitive") as caught:
        older()
    error = caught.value
    assert (error.object, error.source, error.target) == ("ShedDoor", "1.1", "1.0")
    assert error.law == "o.vo_does_the_same"


def test_objects_when_made_of_one_seed_are_equal() -> None:
    (check,) = [
        c for c in foreign_checks(QUARRY, samples=SAMPLES) if str(c).startswith("QuarrySack")
    ]
    one, other = (check._object(3).obj_to_primitive() for _ in range(2))
    assert one == other
    assert check._manifest(3) == check._manifest(3)
