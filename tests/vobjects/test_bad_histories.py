"""Histories that cannot work: each fails when it is made, and the error says what to write."""

import enum
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from vobjects import (
    UNSET,
    DeclarationError,
    FieldOptions,
    Loss,
    Registry,
    VersionedObject,
    added,
    child_bumped,
    converted,
    history,
    initial,
    line,
    made_nullable,
    made_required,
    options_changed,
    removed,
    renamed,
    retyped,
    same_as,
    value_added,
    value_removed,
    value_renamed,
    version,
)
from vobjects.history import Change, Entry


class Color(enum.StrEnum):
    """Two of them."""

    RED = "red"
    BLUE = "blue"


class Bad(NamedTuple):
    """What is declared, and the facts of the error: each must be in the fact of the same name."""

    declare: Callable[[], Any]
    where: str
    found: str
    expected: str
    remedy: str


def _nothing(values: Any, classes: Any) -> None:
    """A conversion."""


def _none(value: Any) -> Any:
    return value


_BOTH: dict[str, Any] = {"up": _nothing, "down": _nothing}


def _class(name: str, fields: dict[str, Any], *bases: type, **body: Any) -> Any:
    names = {"__annotations__": fields, "__module__": __name__}
    return type(name, bases or (VersionedObject,), names | body)


def _car(fields: dict[str, Any], *changes: Change, **body: Any) -> Callable[[], Any]:
    """A class with one version after its first."""

    def declare() -> None:
        entries = (initial("1.0"), version("1.1", "A change.", *changes))
        Registry("cars").register(_class("Car", fields, HISTORY=history(*entries), **body))

    return declare


def _history(*entries: Entry) -> Callable[[], Any]:
    return lambda: history(*entries)


def _two(where: str, *changes: Change, **annotations: Any) -> Bad:
    """Two changes of one field in one version."""
    found = " and ".join(change.word for change in changes)
    return Bad(_car(annotations, *changes), where, found, "one change", "join the two")


ENTRIES = {
    "no entry": Bad(_history(), "history", "no initial version", "initial('1.0')", "begin"),
    "no initial entry": Bad(
        _history(version("1.0", "x", renamed("a", was="b"))),
        "history",
        "no initial version",
        "initial('1.0') first",
        "begin the history with initial(...)",
    ),
    "out of order": Bad(
        _history(initial("1.10"), version("1.9", "x")),
        "history",
        "1.9 after 1.10",
        "1.10 is newer than 1.9",
        "move the entry",
    ),
    "twice": Bad(
        _history(initial("1.1"), version("1.1", "x")),
        "history",
        "1.1 after 1.1",
        "rising order",
        "correct its number",
    ),
    "older content last": Bad(
        _history(initial("1.1"), version("1.1-kilo", "x")),
        "history",
        "1.1-kilo after 1.1",
        "an older content of a number stands before the number alone",
        "move the entry",
    ),
    "content twice": Bad(
        _history(initial("1.1-a"), version("1.1-a", "x"), version("1.1", "x")),
        "history",
        "1.1-a after 1.1-a",
        "rising order",
        "correct its number",
    ),
    "older content alone": Bad(
        _history(initial("1.0"), version("1.1-kilo", "x"), version("1.2", "x")),
        "history",
        "1.1-kilo without 1.1",
        "the newest content under the number 1.1 alone",
        "write that version too",
    ),
    "no description": Bad(
        _history(initial("1.0"), version("1.1", "")),
        "version('1.1')",
        "no description",
        "one sentence",
        "say what changed",
    ),
    "no change": Bad(
        lambda: version("1.1", "x", "memory"),  # type: ignore[arg-type]
        "version('1.1')",
        "str 'memory'",
        "added('memory', default=0)",
        "words of a history",
    ),
    "no version": Bad(
        lambda: version(["1.1"], "x"),  # type: ignore[arg-type]
        "version",
        "list ['1.1']",
        "'1.10', or '1.3-kilo'",
        "a string of major.minor",
    ),
    "same_as in a history": Bad(
        lambda: _car({}, same_as("1.0"))(),  # type: ignore[arg-type]
        "Car 1.1",
        "same_as('1.0') in a history",
        "in a line()",
        "write the changes themselves",
    ),
}

WORDS = {
    "added without a way up": Bad(
        lambda: added("a"), "added('a')", "no way back up", "a default or", "write default="
    ),
    "added half": Bad(
        lambda: added("a", down=_nothing), "added('a')", "one half", "both up and down", "write up="
    ),
    "removed half": Bad(
        lambda: removed("a", was=int, up=_nothing),
        "removed('a')",
        "one half",
        "both up and down",
        "write down=",
    ),
    "writes without functions": Bad(
        lambda: added("a", default=1, writes=("b",)),
        "added('a')",
        "writes=('b',) and no function",
        "beside up= and down=",
        "take writes= off",
    ),
    "loss beside functions": Bad(
        lambda: added("a", loss=Loss.ALLOWED, **_BOTH),
        "added('a')",
        "loss= beside a conversion",
        "loss=, or up= and down=",
        "take one of them off",
    ),
    "no function": Bad(
        lambda: retyped("a", was=int, up=str, down=None),  # type: ignore[arg-type]
        "retyped('a')",
        "down=None",
        "a function each way",
        "write down=",
    ),
    "no function at all": Bad(
        lambda: converted("a", was=int, up="int", down=_nothing),  # type: ignore[arg-type]
        "converted('a')",
        "up='int'",
        "a function each way",
        "write up=",
    ),
    "no child version": Bad(
        lambda: child_bumped("a", "new"), "version", "str 'new'", "'1.10'", "major.minor"
    ),
}

_APPLIES_TO_NOTHING: list[Change] = [
    added("b", default=1),
    renamed("b", was="c"),
    retyped("b", was=int, up=int, down=int),
    converted("b", was=int, **_BOTH),
    value_added("b", "x"),
    value_removed("b", "x"),
    value_renamed("b", "x", was="y"),
    made_nullable("b"),
    made_required("b"),
    child_bumped("b", "1.0"),
    options_changed("b", was=FieldOptions()),
]
NOTHING = {
    change.word: Bad(
        _car({"a": int}, change),
        "Car 1.1",
        f"{change.word} that applies to nothing",
        "one of a",
        "annotate the field",
    )
    for change in _APPLIES_TO_NOTHING
}

CHANGES = {
    "removed and annotated": Bad(
        _car({"a": int}, removed("a", was=int)),
        "Car 1.1",
        "removed('a') that applies to nothing",
        "not there any more",
        "take the annotation off",
    ),
    "added and removed": _two("Car 1.1", added("a", default=1), removed("a", was=int)),
    "removed and added": _two("Car 1.1", removed("a", was=str), added("a", default=1), a=int),
    "added and renamed": _two("Car 1.1", added("a", default=1), renamed("a", was="b"), a=int),
    "retyped twice": _two("Car 1.1", *[retyped("a", was=int, up=_none, down=_none)] * 2, a=int),
    "retyped and made nullable": _two(
        "Car 1.1",
        retyped("a", was=int, up=_none, down=_none),
        made_nullable("a"),
        a=str | None,
    ),
    "added with a value": _two(
        "Car 1.1", added("a", default="red"), value_added("a", "blue"), a=Color
    ),
    "a value twice": _two("Car 1.1", *[value_added("a", "blue")] * 2, a=Color),
    "options twice": _two("Car 1.1", *[options_changed("a", was=FieldOptions())] * 2, a=int),
    "older name taken": Bad(
        _car({"a": int, "b": int}, renamed("a", was="b")),
        "Car 1.1, renamed('a', was='b')",
        "a field 'b' that is still there",
        "an older name that no other field has",
        "remove the other field first",
    ),
    "writes no field": Bad(
        _car({"a": int, "b": int}, added("a", writes=("c",), **_BOTH)),
        "Car 1.1, added('a')",
        "writes='c', which is no other field there",
        "one of b",
        "name a field that both versions have",
    ),
    "writes itself": Bad(
        _car({"a": int}, added("a", writes=("a",), **_BOTH)),
        "Car 1.1, added('a')",
        "writes='a', which is no other field there",
        "one of no field",
        "name a field that both versions have",
    ),
    "no objects": Bad(
        _car({"a": int}, child_bumped("a", "1.1")),
        "Car 1.1, child_bumped('a')",
        "int",
        "a field that holds objects",
        "name the field of the children",
    ),
    "not nullable": Bad(
        _car({"a": int}, made_nullable("a")),
        "Car 1.1, made_nullable('a')",
        "int",
        "a field that may be None",
        "annotate",
    ),
    "nullable": Bad(
        _car({"a": int | None}, made_required("a")),
        "Car 1.1, made_required('a')",
        "int | None",
        "a field that is never None",
        "annotate",
    ),
    "default of another type": Bad(
        _car({"a": int}, added("a", default="one")),
        "Car 1.1.a",
        "the default str 'one'",
        "int",
        "correct the default",
    ),
}

VALUES = {
    "added but not there": Bad(
        _car({"a": Color}, value_added("a", "green")),
        "Car 1.1, value_added('a')",
        "Color without 'green'",
        "one of red, blue",
        "correct the value, or add it to the enum",
    ),
    "added to no enum": Bad(
        _car({"a": int}, value_added("a", "green")),
        "Car 1.1, value_added('a')",
        "int without 'green'",
        "a field with an enum",
        "correct the value",
    ),
    "removed but still there": Bad(
        _car({"a": Color}, value_removed("a", "blue")),
        "Car 1.1, value_removed('a')",
        "Color with 'blue' still",
        "does not have any more",
        "take the value out of the enum",
    ),
    "removed from no enum": Bad(
        _car({"a": int}, value_removed("a", "blue")),
        "Car 1.1, value_removed('a')",
        "int",
        "a field with an enum",
        "take the value out",
    ),
    "renamed but not there": Bad(
        _car({"a": Color}, value_renamed("a", "green", was="teal")),
        "Car 1.1, value_renamed('a')",
        "Color without 'green'",
        "one of red, blue",
        "correct the value",
    ),
    "renamed from one still there": Bad(
        _car({"a": Color}, value_renamed("a", "red", was="blue")),
        "Car 1.1, value_renamed('a')",
        "Color with 'blue' still",
        "does not have any more",
        "take the value out",
    ),
    "instead of one not there": Bad(
        _car({"a": Color}, value_added("a", "blue", instead="green")),
        "Car 1.1.a",
        "the default str 'green'",
        "Color, one of 'red'",
        "correct the default",
    ),
    "instead of itself": Bad(
        _car({"a": tuple[Color, ...]}, value_added("a", "blue", instead="blue")),
        "Car 1.1.a",
        "the default str 'blue'",
        "Color, one of 'red'",
        "correct the default",
    ),
    "unset in a collection": Bad(
        _car({"a": Mapping[str, Color | None]}, value_added("a", "blue", instead=UNSET)),
        "Car 1.1.a, value_added('a')",
        "instead=UNSET in Mapping[str, Color | None]",
        "an item of a collection cannot be unset",
        "leave instead= out",
    ),
    "None of another type": Bad(
        _car({"a": int}, made_required("a", instead="no")),
        "Car 1.1.a",
        "the default str 'no'",
        "int",
        "correct the default",
    ),
}


def _three(fields: dict[str, Any], first: Change, second: Change) -> Callable[[], Any]:
    """A class with a change in 1.1 and one in 1.2."""

    def declare() -> None:
        entries = (initial("1.0"), version("1.1", "x", first), version("1.2", "x", second))
        Registry("cars").register(_class("Car", fields, HISTORY=history(*entries)))

    return declare


SURVIVAL = {
    "None that is required later": Bad(
        _three({"a": int}, added("a", default=None), made_required("a", instead=7)),
        "Car 1.2, made_required('a')",
        "the default None of added('a') in 1.1",
        "a default that all versions on its way can hold",
        "write another default in 1.1",
    ),
    "value that is removed later": Bad(
        _three({"a": Color}, added("a", default="gone"), value_removed("a", "gone", instead="red")),
        "Car 1.2, value_removed('a')",
        "'gone'",
        "all versions on its way",
        "such as what instead= says",
    ),
    "values that are removed later": Bad(
        _three(
            {"a": Mapping[str, Color]},
            added("a", default={"x": "gone"}),
            value_removed("a", "gone", instead="red"),
        ),
        "Car 1.2, value_removed('a')",
        "of added('a') in 1.1",
        "all versions on its way",
        "write another default in 1.1",
    ),
    "value that is renamed and removed": Bad(
        lambda: Registry("cars").register(
            _class(
                "Car",
                {"b": tuple[Color, ...]},
                HISTORY=history(
                    initial("1.0"),
                    version("1.1", "x", added("a", default=("old",))),
                    version(
                        "1.2", "x", value_renamed("a", "red", was="old"), renamed("b", was="a")
                    ),
                    version("1.3", "x", value_renamed("b", "blue", was="navy")),
                    version("1.4", "x", removed("b", was=tuple[Color, ...])),
                    version("1.5", "x", added("b", default=("gone",))),
                    version("1.6", "x", value_removed("b", "gone")),
                ),
            )
        ),
        "Car 1.6, value_removed('b')",
        "of added('b') in 1.5",
        "all versions on its way",
        "write another default in 1.5",
    ),
    "None that came later": Bad(
        _three({}, made_nullable("a", instead=7), removed("a", was=int | None, default=None)),
        "Car 1.1, made_nullable('a')",
        "the default None of removed('a') in 1.2",
        "all versions on its way",
        "write another default in 1.2",
    ),
    "text that was a number": Bad(
        _three({}, retyped("a", was=int, up=str, down=int), removed("a", was=str, default="x")),
        "Car 1.1, retyped('a')",
        "the default str 'x' of removed('a') in 1.2",
        "all versions on its way",
        "write another default in 1.2",
    ),
    "default that is another where it goes": Bad(
        _three({"b": int}, added("a", default=7), removed("a", was=int, default=8)),
        "Car 1.2, removed('a')",
        "the default int 7 of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "function where nothing is left": Bad(
        _three({"b": int}, added("a", **_BOTH), removed("a", was=int)),
        "Car 1.2, removed('a')",
        "what the function of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "value that came later": Bad(
        _three(
            {},
            value_added("a", "blue", instead="red"),
            removed("a", was=frozenset[Color], default={"blue"}),
        ),
        "Car 1.1, value_added('a')",
        "of removed('a') in 1.2",
        "all versions on its way",
        "write another default in 1.2",
    ),
}


class _Timed(VersionedObject):
    """A mixin with a field of its own."""

    at: int


class _Told(VersionedObject):
    """A mixin with a history that nothing reads."""

    HISTORY = history(initial("1.0"))


CLASSES = {
    "mixin with another type": Bad(
        lambda: Registry("cars").register(
            _class("Car", {"at": str}, _Timed, HISTORY=history(initial("1.0")))
        ),
        "Car.at",
        "int of _Timed and str of Car",
        "one type of a field",
        "give it another name",
    ),
    "mixin with a history": Bad(
        lambda: Registry("cars").register(
            _class("Car", {}, _Told, HISTORY=history(initial("1.0")))
        ),
        "Car",
        "a HISTORY of _Told, which is not registered",
        "a HISTORY in registered classes alone",
        "make its changes a tuple",
    ),
    "subclass without a history": Bad(
        lambda: Registry("cars").register(_class("Van", {}, _registered()[1])),
        "Van",
        "no HISTORY",
        "HISTORY = history(",
        "declare the history",
    ),
}


def _registered() -> tuple[Registry, Any]:
    """A class with two versions, 1.0 and 1.2, and the annotated fields of a wheel."""
    registry = Registry("cars")
    entries = (initial("1.0"), version("1.2", "Size.", added("size", default=0)))
    wheel = _class("Wheel", {"size": int, "name": str}, HISTORY=history(*entries))
    return registry, registry.register(wheel)


def _bumped(*to: str) -> Callable[[], Any]:
    def declare() -> None:
        registry, wheel = _registered()
        bumps = [
            version(f"1.{place}", "x", child_bumped("wheels", text))
            for place, text in enumerate(to, 1)
        ]
        fields = {"wheels": tuple[wheel, ...]}  # type: ignore[valid-type]  # a class made just now
        registry.register(_class("Car", fields, HISTORY=history(initial("1.0"), *bumps)))

    return declare


CHILDREN = {
    "bumped to what never was": Bad(
        _bumped("1.1"),
        "Car 1.1, child_bumped('wheels')",
        "Wheel 1.1",
        "one of 1.0, 1.2",
        "declare it in the history of Wheel",
    ),
    "bumped back": Bad(
        _bumped("1.2", "1.0"),
        "Car 1.2, child_bumped('wheels')",
        "Wheel 1.0",
        "one of 1.2",
        "correct the version",
    ),
}


def _line(fields: dict[str, Any], after: str, *entries: Entry) -> Callable[[], Any]:
    """A line of the wheel with two versions."""

    def declare() -> None:
        registry, wheel = _registered()
        registry.register(_class("Old", fields, HISTORY=line(wheel, after, *entries)))

    return declare


LINES = {
    "no version": Bad(
        lambda: line(object, "1.0"), "line after 1.0", "no version", "at least once", "delete it"
    ),
    "out of order": Bad(
        lambda: line(object, "1.2", version("1.1", "x")),
        "line after 1.2",
        "1.1 after 1.2",
        "rising order",
        "correct its number",
    ),
    "of no class": Bad(
        lambda: _registered()[0].register(
            _class("Old", {}, HISTORY=line(object, "1.0", version("1.1", "x")))
        ),
        "Old",
        "a line of <class 'object'>",
        "a line of a class of the registry 'cars'",
        "register that class first",
    ),
    "of a class elsewhere": Bad(
        lambda: _registered()[0].register(
            _class("Old", {}, HISTORY=line(_registered()[1], "1.0", version("1.1", "x")))
        ),
        "Old",
        "a line of <class",
        "a line of a class of the registry 'cars'",
        "in the same registry",
    ),
    "after what never was": Bad(
        _line({"name": str}, "1.7", version("1.8", "x")),
        "Wheel",
        "version 1.7",
        "one of 1.0, 1.2",
        "correct the version",
    ),
    "number that is taken": Bad(
        _line({"name": str}, "1.0", version("1.2", "x")),
        "Wheel, line after 1.0",
        "version 1.2",
        "a number that Wheel does not have yet",
        "number the versions of the line on",
    ),
    "other fields": Bad(
        _line({"name": int}, "1.0", version("1.1", "x")),
        "Wheel, line after 1.0",
        "field 'name' as type int before its changes",
        "type str, as Wheel 1.0 has it",
        "correct the annotation",
    ),
    "fewer fields": Bad(
        _line({}, "1.0", version("1.1", "x")),
        "Wheel, line after 1.0",
        "field 'name' as no field before its changes",
        "type str, as Wheel 1.0 has it",
        "write the change in the line",
    ),
    "same as before it": Bad(
        _line({"name": str}, "1.0", version("1.1", "x", same_as("1.0"))),
        "Wheel, line after 1.0",
        "same_as('1.0') that applies to nothing",
        "each of 1.2 once at most",
        "since it was left",
    ),
    "same as twice": Bad(
        _line({"name": str}, "1.0", version("1.1", "x", same_as("1.2"), same_as("1.2"))),
        "Wheel, line after 1.0",
        "same_as('1.2') that applies to nothing",
        "each of 1.2 once at most",
        "since it was left",
    ),
    "same after another change": Bad(
        _line(
            {"size": int, "name": str},
            "1.0",
            version("1.1", "x", added("size", default=1)),
            version("1.3", "x", removed("size", was=int, default=1)),
            version("1.4", "x", same_as("1.2")),
        ),
        "Wheel, line after 1.0, 1.4",
        "same_as('1.2') after ",
        "fields that are alike in both lines",
        "write the changes of the line themselves",
    ),
}

BAD = {
    f"{table}: {name}": bad
    for table, bads in (
        ("entries", ENTRIES),
        ("words", WORDS),
        ("nothing", NOTHING),
        ("changes", CHANGES),
        ("values", VALUES),
        ("survival", SURVIVAL),
        ("classes", CLASSES),
        ("children", CHILDREN),
        ("lines", LINES),
    )
    for name, bad in bads.items()
}


@pytest.mark.parametrize("name", BAD)
def test_history_when_it_cannot_work_then_the_error_says_what_to_write(name: str) -> None:
    bad = BAD[name]
    with pytest.raises(DeclarationError) as caught:
        bad.declare()
    facts = caught.value.fields()
    assert facts.keys() == {"where", "found", "expected", "remedy"}
    for fact, value in facts.items():
        assert getattr(bad, fact) in value, fact
        assert value in str(caught.value)


def test_default_when_its_value_is_renamed_later_then_it_goes_with_the_name() -> None:
    cars = Registry("cars")
    entries = (
        initial("1.0"),
        version("1.1", "x", added("a", default="rot"), added("b", default="blue")),
        version("1.2", "x", value_renamed("a", "red", was="rot")),
        version(
            "1.3",
            "x",
            value_renamed("b", "red", was="rouge"),
            value_renamed("a", "blue", was="blau"),
        ),
    )
    cars.register(_class("Car", {"a": Color, "b": Color}, HISTORY=history(*entries)))
    old = cars.closure("Car", "1.0")
    assert cars.head.adopt(old["Car"]()).obj_values() == {"a": Color.RED, "b": Color.BLUE}
