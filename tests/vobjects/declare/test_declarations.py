"""A declaration that cannot work is found before anything is sent; each error by its fields."""

import datetime
import decimal
import enum
import types
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import pytest

from vobjects import (
    UNSET,
    DeclarationError,
    FieldOptions,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    converted,
    field,
    history,
    initial,
    options_changed,
    removed,
    renamed,
    retyped,
    value_renamed,
    version,
)
from vobjects._declare.changes import Change
from vobjects._declare.field import REQUIRED
from vobjects._types.annotations import field_type
from vobjects.version import Version


class Color(enum.StrEnum):
    """Two of them."""

    RED = "red"
    BLUE = "blue"


def _facts(act: Callable[[], Any]) -> tuple[str, str, str, str]:
    with pytest.raises(DeclarationError) as caught:
        act()
    facts = caught.value.fields()
    assert all(facts[name] and facts[name] in str(caught.value) for name in facts)
    return facts["where"], facts["found"], facts["expected"], facts["remedy"]


def _declared(fields: dict[str, Any], *changes: Change, **body: Any) -> Registry:
    registry = Registry("cars")
    entries = [initial("1.0"), version("1.1", "A change.", *changes)]
    names = {"__annotations__": fields, "HISTORY": history(*entries), "__module__": __name__}
    registry.register(type("Car", (VersionedObject,), names | body))
    return registry


_NO_VERSIONS = ["1", "1.0.0", "1.01", "a.b", "", "1.", "-1.0", "1.1234567890", 1, [1], {}, None]


@pytest.mark.parametrize("text", [*_NO_VERSIONS, "1.3-kilo"])
def test_version_when_it_is_not_two_numbers_then_it_is_refused(text: Any) -> None:
    where, _found, expected, _remedy = _facts(lambda: Version.parse(text))
    assert (where, expected) == ("version", "two numbers with a dot, such as '1.10'")


@pytest.mark.parametrize("text", [*_NO_VERSIONS, "1.3-", "1.3-Kilo", "1.3-2", "1.3+kilo", "-kilo"])
def test_named_version_when_it_is_none_then_it_is_refused(text: Any) -> None:
    where, _found, expected, _remedy = _facts(lambda: Version.named(text))
    assert (where, expected) == (
        "version",
        "two numbers with a dot, such as '1.10', or '1.3-spring'",
    )


def test_named_version_when_it_is_compared_then_it_is_older_than_its_number_alone() -> None:
    kilo, alone = Version.named("1.3-kilo"), Version.named("1.3")
    assert Version.named("1.2") < kilo < alone < Version.named("1.4")
    assert (str(kilo), kilo.number, str(alone)) == ("1.3-kilo", "1.3", "1.3")


def test_version_when_it_is_compared_then_it_is_by_number() -> None:
    assert Version.parse("1.10") > Version.parse("1.9")
    assert Version.parse("1.10").accepts(Version.parse("1.9"))
    assert not Version.parse("1.9").accepts(Version.parse("1.10"))
    assert not Version.parse("2.0").accepts(Version.parse("1.0"))


@pytest.mark.parametrize(
    ("annotation", "change", "expected"),
    [
        (int, added("a", default="one"), "int"),
        (int, added("a", default=None), "int"),
        (Mapping[str, int], added("a", default={"x": "y"}), "int"),
        (int, removed("b", was=str, default=1), "str"),
        (Color, added("a", default="green"), "Color, one of 'red', 'blue'"),
    ],
)
def test_default_when_its_type_cannot_hold_it_then_it_is_refused(
    annotation: Any, change: Change, expected: str
) -> None:
    where, found, wanted, _remedy = _facts(lambda: _declared({"a": annotation}, change))
    assert where == f"Car 1.1.{change.field}"
    assert found.startswith("the default ")
    assert wanted == expected


def test_default_when_it_is_an_object_then_it_is_refused() -> None:
    registry = Registry("cars")

    @registry.register
    class Wheel(VersionedObject):
        HISTORY = history(initial("1.0"))

    def declare() -> None:
        @registry.register
        class Car(VersionedObject):
            wheel: Wheel
            HISTORY = history(initial("1.0"), version("1.1", "x", added("wheel", default=Wheel())))

    assert _facts(declare)[2] == "a value without objects"


@pytest.mark.parametrize("default", [[], {}, set()])
def test_default_when_it_could_be_changed_then_each_object_gets_a_value_of_its_own(
    default: Any,
) -> None:
    kinds: dict[type, Any] = {list: tuple[int, ...], dict: Mapping[str, int], set: frozenset[int]}
    registry = _declared({"a": kinds[type(default)]}, added("a", default=default))
    found = registry.head.adopt(registry.closure("Car", "1.0")["Car"]())
    with pytest.raises((AttributeError, TypeError)):
        found.obj_values()["a"].update({1: 1})


def test_default_when_the_type_was_another_then_it_must_have_been_too() -> None:
    change = retyped("a", was=str, up=int, down=str)
    facts = _facts(lambda: _declared({"a": int}, change, a=field(default=1)))
    assert facts[:2] == ("'a' before its type changed", "the default int 1")
    before = options_changed("a", was=FieldOptions(default="1"))
    registry = _declared({"a": int}, change, before, a=field(default=1))
    old: Any = registry.closure("Car", "1.0")["Car"]()
    old.obj_set_defaults()
    assert old.a == "1"


def test_class_when_it_has_no_history_then_it_is_refused() -> None:
    class Car(VersionedObject):
        a: int

    assert _facts(lambda: Registry("cars").register(Car))[1] == "no HISTORY"


def test_class_when_its_name_is_taken_then_it_is_refused() -> None:
    registry = _declared({"a": int})
    twin = type("Car", (VersionedObject,), {"HISTORY": history(initial("1.0"))})
    facts = _facts(lambda: registry.register(twin))
    assert facts[1] == "a second class of the name 'Car'"


def test_field_when_the_body_has_a_value_then_it_is_its_default() -> None:
    registry = _declared({"a": int, "b": frozenset[int]}, a=1, b={2})
    assert registry.head.schema("Car").fields["a"].options == FieldOptions(1)
    assert registry.head.schema("Car").fields["b"].options == FieldOptions(frozenset({2}))


def test_field_when_the_body_says_unset_then_it_may_be_absent() -> None:
    registry = _declared({"a": int, "b": ClassVar[int]}, a=UNSET, b=1)
    options = registry.head.schema("Car").fields["a"].options
    assert options == FieldOptions(UNSET) == FieldOptions(UNSET, may_be_absent=True)
    assert not options.has_default
    assert "b" not in registry.head.schema("Car").fields


def test_field_when_the_body_says_nothing_then_it_must_be_set() -> None:
    options = _declared({"a": int}).head.schema("Car").fields["a"].options
    assert options == FieldOptions(REQUIRED)
    assert not options.has_default
    assert not options.may_be_absent


@pytest.mark.parametrize("default", [UNSET, REQUIRED])
def test_field_when_it_may_be_absent_and_has_no_default_to_give_then_it_is_refused(
    default: Any,
) -> None:
    facts = _facts(lambda: field(default=default, may_be_absent=True))
    assert facts[:2] == ("field", f"may_be_absent=True and default={default}")


_ONCE: dict[str, Any] = {"was": int, "default": 3}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (UNSET, FieldOptions(UNSET)),
        (field(default=3, read_only=True), FieldOptions(3, read_only=True)),
        (field(default=3, may_be_absent=True), FieldOptions(3, may_be_absent=True)),
    ],
)
def test_removed_when_it_names_options_then_older_versions_have_them(
    options: Any, expected: FieldOptions
) -> None:
    registry = _declared({"a": int}, removed("b", **_ONCE, options=options))
    assert registry.closure("Car", "1.0").schema("Car").fields["b"].options == expected
    assert "b" not in registry.head.schema("Car").fields


def test_removed_when_its_options_have_another_type_then_it_is_refused() -> None:
    change = removed("b", **_ONCE, options=field(default="3"))
    facts = _facts(lambda: _declared({"a": int}, change))
    assert facts[:2] == ("Car 1.1, removed('b')", "the default str '3'")


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda: removed("b", **_ONCE, options=3), "options=3"),
        (lambda: options_changed("a", was=3), "was=3"),
    ],
)
def test_options_when_they_are_a_value_then_they_are_refused(make: Any, found: str) -> None:
    facts = _facts(make)
    assert facts[1] == found
    assert facts[3] == f"write {found.replace('3', 'field(default=3)')}"


def test_class_when_the_default_of_the_body_is_of_another_type_then_it_is_refused() -> None:
    facts = _facts(lambda: _declared({"a": int}, a=field(default="1")))
    assert facts[:2] == ("Car.a", "the default str '1'")


def test_class_when_an_annotation_names_nothing_then_it_is_refused() -> None:
    facts = _facts(lambda: _declared({"a": "Unheard"}))
    assert facts[1] == "an annotation with the unknown name 'Unheard'"


def test_class_when_a_child_is_of_another_registry_then_it_is_refused() -> None:
    other = _declared({"a": int}).declared("Car")
    facts = _facts(lambda: _declared({"a": tuple[other, ...]}))  # type: ignore[valid-type]
    assert facts[2] == "a class of the same registry"


@pytest.mark.parametrize(
    ("annotation", "remedy"),
    [
        (bytes, "write str, with the bytes in base64"),
        (Any, "say which type it has"),
        (object, "say which type it has"),
        (list[int], "write tuple[int, ...]"),
        (list, "write tuple[int, ...]"),
        (dict[str, int], "write Mapping[str, int]"),
        (tuple[int, str], "write tuple[int, ...]"),
        (tuple, "write tuple[int, ...]"),
        (Mapping[int, str], "write Mapping[str, int], with keys of text"),
        (int | str, "write one type, or one type | None"),
        (int | str | None, "write one type, or one type | None"),
        (set[int], "write frozenset[int]"),
        (frozenset[int | None], "write frozenset[int] with single values, or tuple"),
        (frozenset[frozenset[int]], "write frozenset[int] with single values, or tuple"),
        (frozenset[tuple[int, ...]], "write frozenset[int] with single values, or tuple"),
        (datetime.date, "write datetime, or str for a day"),
        (datetime.timedelta, "write float for seconds"),
        (decimal.Decimal, "write str, or int of the smallest unit"),
        (uuid.UUID, "write vobjects.UUID"),
        (complex, "write two float fields"),
        (enum.Enum("Plain", "A"), "make it an enum.StrEnum"),
        (enum.IntEnum("Number", "A"), "make it an enum.StrEnum"),
        (range, "annotate the field with one of these"),
        (5, "annotate the field with one of these"),
    ],
)
def test_annotation_when_no_field_type_says_it_then_the_error_says_what_to_write(
    annotation: Any, remedy: str
) -> None:
    where, _found, expected, told = _facts(lambda: _declared({"a": annotation}))
    assert where == "Car.a"
    assert expected.startswith("int, float, bool, str")
    assert remedy in told


def _nested(levels: int, inner: Any) -> Any:
    for _ in range(levels):
        inner = types.GenericAlias(tuple, (inner, ...))
    return inner


@pytest.mark.parametrize("inner", [int, "int"])
def test_annotation_when_it_nests_more_than_a_person_reads_is_refused(inner: Any) -> None:
    _declared({"a": _nested(30, inner)})
    for levels in (40, 5000):
        where, found, _, _ = _facts(lambda: _declared({"a": _nested(levels, inner)}))  # noqa: B023
        assert (where, found) == ("Car.a", "more than 32 types inside each other")


def test_annotation_when_a_text_in_it_names_nothing_then_the_name_is_told() -> None:
    where, found, expected, remedy = _facts(
        lambda: _declared({"a": types.GenericAlias(tuple, ("Wheel", ...))})
    )
    assert (where, found) == ("Car.a", "tuple['Wheel', ...] with the unknown name 'Wheel'")
    assert expected == f"Car or names that {__name__} has at run time"
    assert "import Wheel" in remedy


def test_annotation_when_it_is_text_and_nobody_can_evaluate_it_then_the_remedy_is_told() -> None:
    assert "from __future__ import annotations" in _facts(lambda: field_type("Wheel", "here"))[3]


def test_manifest_when_it_names_what_is_not_there_then_it_is_refused() -> None:
    registry = _declared({"a": int})
    assert _facts(lambda: registry.at({"Bus": "1.0"}, "old"))[:2] == ("manifest old", "class 'Bus'")
    facts = _facts(lambda: registry.at({"Car": "1.7"}))
    assert facts[1:3] == ("version 1.7", "one of 1.0, 1.1")
    assert _facts(lambda: registry.at({"Car": 1.0}))[0] == "version"  # type: ignore[dict-item]
    assert registry.at({"Car": "1.0"}, "old") is registry.at({"Car": "1.0"}, "old")


def test_child_version_when_the_field_changes_then_it_follows_it() -> None:
    registry = Registry("cars")

    @registry.register
    class Wheel(VersionedObject):
        size: int
        HISTORY = history(initial("1.0"), version("1.1", "Sizes.", added("size", default=0)))

    @registry.register
    class Tyre(VersionedObject):
        HISTORY = history(initial("1.0"), version("1.1", "Behaviour."))

    @registry.register
    class Car(VersionedObject):
        rims: tuple[Tyre, ...]
        HISTORY = history(
            initial("1.0"),
            version("1.1", "x", child_bumped("wheels", "1.0")),
            version("1.2", "x", child_bumped("wheels", "1.1"), renamed("rims", was="wheels")),
            version("1.3", "x", converted("rims", was=tuple[Wheel, ...], up=_none, down=_none)),
            version("1.4", "x", child_bumped("rims", "1.1")),
        )

    lineage = registry.lineage("Car")
    found = [
        lineage.child_version(field, Version.parse(text))
        for field, text in (
            ("wheels", "1.0"),
            ("wheels", "1.1"),
            ("rims", "1.2"),
            ("wheels", "1.2"),
            ("rims", "1.3"),
            ("rims", "1.4"),
        )
    ]
    assert found == [None, "1.0", "1.1", None, None, "1.1"]
    assert registry.closure("Car", "1.2").manifest == {"Car": "1.2", "Wheel": "1.1"}
    assert registry.closure("Car", "1.4").manifest == {"Car": "1.4", "Tyre": "1.1", "Wheel": "1.1"}


def _none(values: Any, classes: Any) -> None:
    """No wheel and no tyre to make."""
    values["rims"] = ()


def test_removed_when_it_came_with_a_default_then_older_objects_go_past_it() -> None:
    registry = Registry("cars")

    @registry.register
    class Car(VersionedObject):
        HISTORY = history(
            initial("1.0"),
            version("1.1", "A horn.", added("horn", default="", why="silence is golden")),
            version("1.2", "A louder one.", renamed("klaxon", was="horn")),
            version("1.3", "No horn.", removed("klaxon", was=str)),
        )

    old = registry.closure("Car", "1.0")
    assert registry.head.adopt(old["Car"]()).obj_values() == {}
    assert registry.closure("Car", "1.2").adopt(Car()).obj_values() == {"klaxon": ""}
    assert old.adopt(Car()).obj_values() == {}


def test_removed_when_a_value_of_its_default_was_renamed_then_each_version_has_its_own() -> None:
    registry = Registry("cars")

    @registry.register
    class Car(VersionedObject):
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Colors.", added("tints", default={"a": "crimson"})),
            version("1.2", "Crimson is red.", value_renamed("tints", "red", was="crimson")),
            version("1.3", "No colors.", removed("tints", was=Mapping[str, Color])),
        )

    found = [registry.closure("Car", text).adopt(Car()) for text in ("1.1", "1.2")]
    assert [one.obj_values() for one in found] == [
        {"tints": {"a": "crimson"}},
        {"tints": {"a": "red"}},
    ]
    assert registry.head.adopt(registry.closure("Car", "1.0")["Car"]()) == Car()
