"""Objects that are at many places: measured in the number of objects before they are written."""

# ruff: noqa: RUF012  (fields are as o.vo wants them)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from oslo_versionedobjects import base, fields

from tests.support.foreign.classes import Fields, register
from tests.support.work import calls, growth
from vobjects import FieldValueError, ForeignClasses, Limits

LEVELS = 40


class KnotObject(base.VersionedObject):
    """The base class of a project whose objects contain each other."""

    OBJ_PROJECT_NAMESPACE = "knots"
    OBJ_SERIAL_NAMESPACE = "knots_object"


class OwnObject(fields.Object):
    """A field type that writes objects itself."""

    def to_primitive(self, obj: Any, attr: str, value: Any) -> Any:
        """What o.vo writes."""
        return super().to_primitive(obj, attr, value)


@register
class Knot(KnotObject):
    """Objects in every container, and in fields that write them themselves."""

    VERSION = "1.1"
    fields: Fields = {
        "text": fields.StringField(),
        "one": fields.ObjectField("Knot", subclasses=True),
        "other": fields.ObjectField("Knot", subclasses=True),
        "many": fields.ListOfObjectsField("Knot", subclasses=True),
        "map": fields.Field(fields.Dict(fields.Object("Knot", subclasses=True))),
        "own": fields.Field(OwnObject("Knot", subclasses=True)),
        "named": fields.Field(fields.Dict(OwnObject("Knot", subclasses=True))),
        "owns": fields.Field(fields.List(OwnObject("Knot", subclasses=True))),
    }

    def obj_make_compatible(self, primitive: dict[str, Any], target_version: str) -> None:
        """All versions are alike."""


@register
class KnotWriter(Knot):
    """Writes its primitive itself."""

    def obj_to_primitive(self, *args: Any, **kwargs: Any) -> Any:
        """What o.vo writes."""
        return super().obj_to_primitive(*args, **kwargs)


KNOTS = ForeignClasses(KnotObject, Limits(items=5000, bytes=50_000))
OLD = {"Knot": "1.0", "KnotWriter": "1.0"}
PLACES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "fields": lambda below: {"one": below, "other": below},
    "a list": lambda below: {"many": [below, below]},
    "a mapping": lambda below: {"map": {"a": below, "b": below}},
    "own fields": lambda below: {"own": below, "one": below},
    "an own mapping": lambda below: {"named": {"a": below, "b": below}},
    "an own list": lambda below: {"owns": [below, below]},
}
WAYS: dict[str, Callable[[Any], object]] = {
    "message": KNOTS.encode,
    "primitive": KNOTS.to_primitive,
    "message for a version": lambda obj: KNOTS.encode(obj, "1.0"),
    "primitive for a version": lambda obj: KNOTS.to_primitive(obj, "1.0"),
    "primitive for a manifest": lambda obj: KNOTS.to_primitive(obj, OLD),
}


def _chain(levels: int, place: str, cls: Any = Knot) -> Any:
    found = cls(text="x")
    for _ in range(levels):
        found.obj_reset_changes()
        found = cls(text="x", **PLACES[place](found))
    found.obj_reset_changes()
    return found


@pytest.mark.parametrize("cls", [Knot, KnotWriter])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("way", WAYS)
def test_object_when_one_is_at_many_places_then_it_is_refused_in_the_number_of_objects(
    way: str, place: str, cls: Any
) -> None:
    write = WAYS[way]

    def work(levels: int) -> Callable[[], object]:
        obj = _chain(levels, place, cls)

        def refused() -> None:
            with pytest.raises(FieldValueError, match="is written at each place") as caught:
                write(obj)
            assert caught.value.path.startswith("$")

        refused()  # compiles what the second time only uses
        return refused

    assert growth(work, LEVELS) < 2.2


@pytest.mark.parametrize("place", PLACES)
def test_object_when_what_is_written_fits_then_it_is_written_as_by_ovo(place: str) -> None:
    for cls in (Knot, KnotWriter):
        obj = _chain(8, place, cls)
        assert KNOTS.to_primitive(obj) == obj.obj_to_primitive()
        assert KNOTS.decode(KNOTS.encode(obj)).obj_to_primitive() == obj.obj_to_primitive()


def test_object_when_many_different_ones_are_in_it_then_only_the_message_is_refused() -> None:
    obj = Knot(many=[Knot(text="x" * 10) for _ in range(3000)])
    assert KNOTS.to_primitive(obj) == obj.obj_to_primitive()
    with pytest.raises(FieldValueError, match="bytes"):
        KNOTS.encode(obj)


def test_object_when_it_contains_itself_then_it_fails_as_with_ovo() -> None:
    obj: Any = Knot(text="x")
    obj.one = obj
    for write in (KNOTS.encode, KNOTS.to_primitive):
        with pytest.raises(RecursionError):
            write(obj)


def test_object_when_few_objects_are_written_then_none_is_measured() -> None:
    obj: Any = Knot(many=[Knot(text="x") for _ in range(20)])
    KNOTS.encode(obj)
    fewer = calls(lambda: KNOTS.encode(obj))
    obj.many = [*obj.many, *(Knot(text="x") for _ in range(20))]
    assert calls(lambda: KNOTS.encode(obj)) < 2.2 * fewer


def test_object_when_unset_fields_are_reported_then_each_object_is_looked_at_once() -> None:
    complete = ForeignClasses(KnotObject, may_be_absent={"Knot": tuple(Knot.fields)})

    def work(levels: int) -> Callable[[], object]:
        obj = _chain(levels, "fields")
        return lambda: complete._unset.of(obj)

    work(2)()
    assert growth(work, 8) < 2.2
