"""Changes that apply to nothing, that disagree, or whose enum values are not there."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.bad.bad import (
    BOTH,
    Bad,
    Color,
    car,
    none,
    two,
)
from vobjects import (
    UNSET,
    FieldOptions,
    added,
    child_bumped,
    converted,
    made_nullable,
    made_required,
    options_changed,
    removed,
    renamed,
    retyped,
    value_added,
    value_removed,
    value_renamed,
)
from vobjects._declare.changes import Change

_APPLIES_TO_NOTHING: list[Change] = [
    added("b", default=1),
    renamed("b", was="c"),
    retyped("b", was=int, up=int, down=int),
    converted("b", was=int, **BOTH),
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
        car({"a": int}, change),
        "Car 1.1",
        f"{change.word} that applies to nothing",
        "one of a",
        "annotate the field",
    )
    for change in _APPLIES_TO_NOTHING
}

CHANGES = {
    "removed and annotated": Bad(
        car({"a": int}, removed("a", was=int)),
        "Car 1.1",
        "removed('a') that applies to nothing",
        "not there any more",
        "take the annotation off",
    ),
    "added and removed": two("Car 1.1", added("a", default=1), removed("a", was=int)),
    "removed and added": two("Car 1.1", removed("a", was=str), added("a", default=1), a=int),
    "added and renamed": two("Car 1.1", added("a", default=1), renamed("a", was="b"), a=int),
    "retyped twice": two(
        "Car 1.1",
        retyped("a", was=int, up=none, down=none),
        retyped("a", was=str, up=none, down=none),
        a=int,
    ),
    "retyped and made nullable": two(
        "Car 1.1",
        retyped("a", was=int, up=none, down=none),
        made_nullable("a"),
        a=str | None,
    ),
    "added with a value": two(
        "Car 1.1", added("a", default="red"), value_added("a", "blue"), a=Color
    ),
    "a value twice": two(
        "Car 1.1", value_added("a", "blue"), value_added("a", "blue", why="x"), a=Color
    ),
    "options twice": two(
        "Car 1.1",
        options_changed("a", was=FieldOptions()),
        options_changed("a", was=FieldOptions(read_only=True)),
        a=int,
    ),
    "options as they are": Bad(
        car({"a": int}, options_changed("a", was=FieldOptions())),
        "Car 1.1, options_changed('a')",
        "was=FieldOptions(default=REQUIRED, read_only=False, may_be_absent=False), as it is",
        "another default, read_only or may_be_absent",
        "take the change off",
    ),
    "older name taken": Bad(
        car({"a": int, "b": int}, renamed("a", was="b")),
        "Car 1.1, renamed('a', was='b')",
        "a field 'b' that is still there",
        "an older name that no other field has",
        "write the change that frees it after this one",
    ),
    "writes no field": Bad(
        car({"a": int, "b": int}, added("a", writes=("c",), **BOTH)),
        "Car 1.1, added('a')",
        "writes='c', which is no other field there",
        "one of b",
        "name a field that both versions have",
    ),
    "writes itself": Bad(
        car({"a": int}, added("a", writes=("a",), **BOTH)),
        "Car 1.1, added('a')",
        "writes='a', which is no other field there",
        "one of no field",
        "name a field that both versions have",
    ),
    "no objects": Bad(
        car({"a": int}, child_bumped("a", "1.1")),
        "Car 1.1, child_bumped('a')",
        "int",
        "a field that holds objects",
        "name the field of the children",
    ),
    "not nullable": Bad(
        car({"a": int}, made_nullable("a")),
        "Car 1.1, made_nullable('a')",
        "int",
        "a field that may be None",
        "annotate",
    ),
    "nullable": Bad(
        car({"a": int | None}, made_required("a")),
        "Car 1.1, made_required('a')",
        "int | None",
        "a field that is never None",
        "annotate",
    ),
    "default of another type": Bad(
        car({"a": int}, added("a", default="one")),
        "Car 1.1.a",
        "the default str 'one'",
        "int",
        "correct the default",
    ),
}

VALUES = {
    "dropped though it is the default": Bad(
        car({"a": int}, added("a", default=0, may_drop=(0,))),
        "Car 1.1.a, added('a')",
        "may_drop with int 0",
        "other values than the default",
        "take it off",
    ),
    "dropped twice": Bad(
        car({}, removed("a", was=frozenset[int], default=UNSET, may_drop=({1}, frozenset({1})))),
        "Car 1.1.a, removed('a')",
        "or there twice",
        "other values than the default",
        "take it off",
    ),
    "dropped and of another type": Bad(
        car({"a": int}, added("a", default=0, may_drop=("none",))),
        "Car 1.1.a",
        "str 'none'",
        "int",
        "correct the default",
    ),
    "added but not there": Bad(
        car({"a": Color}, value_added("a", "green")),
        "Car 1.1, value_added('a')",
        "Color without 'green'",
        "one of red, blue",
        "correct the value, or add it to the enum",
    ),
    "added to no enum": Bad(
        car({"a": int}, value_added("a", "green")),
        "Car 1.1, value_added('a')",
        "int without 'green'",
        "a field with an enum",
        "correct the value",
    ),
    "removed but still there": Bad(
        car({"a": Color}, value_removed("a", "blue")),
        "Car 1.1, value_removed('a')",
        "Color with 'blue' still",
        "does not have any more",
        "take the value out of the enum",
    ),
    "removed from no enum": Bad(
        car({"a": int}, value_removed("a", "blue")),
        "Car 1.1, value_removed('a')",
        "int",
        "a field with an enum",
        "take the value out",
    ),
    "renamed but not there": Bad(
        car({"a": Color}, value_renamed("a", "green", was="teal")),
        "Car 1.1, value_renamed('a')",
        "Color without 'green'",
        "one of red, blue",
        "correct the value",
    ),
    "renamed from one still there": Bad(
        car({"a": Color}, value_renamed("a", "red", was="blue")),
        "Car 1.1, value_renamed('a')",
        "Color with 'blue' still",
        "does not have any more",
        "take the value out",
    ),
    "instead of one not there": Bad(
        car({"a": Color}, value_added("a", "blue", instead="green")),
        "Car 1.1.a",
        "the default str 'green'",
        "Color, one of 'red'",
        "correct the default",
    ),
    "instead of itself": Bad(
        car({"a": tuple[Color, ...]}, value_added("a", "blue", instead="blue")),
        "Car 1.1.a",
        "the default str 'blue'",
        "Color, one of 'red'",
        "correct the default",
    ),
    "unset in a collection": Bad(
        car({"a": Mapping[str, Color | None]}, value_added("a", "blue", instead=UNSET)),
        "Car 1.1.a, value_added('a')",
        "instead=UNSET in Mapping[str, Color | None]",
        "an item of a collection cannot be unset",
        "leave instead= out",
    ),
    "None of another type": Bad(
        car({"a": int}, made_required("a", instead="no")),
        "Car 1.1.a",
        "the default str 'no'",
        "int",
        "correct the default",
    ),
}
