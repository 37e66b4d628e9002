"""Bad mixins, subclasses, children and lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.bad.bad import (
    Bad,
    make,
    wheels,
)
from vobjects import (
    Registry,
    VersionedObject,
    added,
    child_bumped,
    history,
    initial,
    line,
    removed,
    same_as,
    version,
)
from vobjects._declare.changes import ChildBumped, Entry


class _Timed(VersionedObject):
    """A mixin with a field of its own."""

    at: int


class _Told(VersionedObject):
    """A mixin with a history that nothing reads."""

    HISTORY = history(initial("1.0"))


CLASSES = {
    "mixin with another type": Bad(
        lambda: Registry("cars").register(
            make("Car", {"at": str}, _Timed, HISTORY=history(initial("1.0")))
        ),
        "Car.at",
        "int of _Timed and str of Car",
        "one type of a field",
        "give it another name",
    ),
    "mixin with a history": Bad(
        lambda: Registry("cars").register(make("Car", {}, _Told, HISTORY=history(initial("1.0")))),
        "Car",
        "a HISTORY of _Told, which is not registered",
        "a HISTORY in registered classes alone",
        "make its changes a tuple",
    ),
    "subclass without a history": Bad(
        lambda: Registry("cars").register(make("Van", {}, wheels()[1])),
        "Van",
        "no HISTORY",
        "HISTORY = history(",
        "declare the history",
    ),
}


def _bumped(*to: str) -> Callable[[], Any]:
    def declare() -> None:
        registry, wheel = wheels()
        bumps = [
            version(f"1.{place}", "x", child_bumped("wheels", text))
            for place, text in enumerate(to, 1)
        ]
        fields = {"wheels": tuple[wheel, ...]}  # type: ignore[valid-type]  # a class made just now
        registry.register(make("Car", fields, HISTORY=history(initial("1.0"), *bumps)))

    return declare


def _made_for(*children: ChildBumped) -> Callable[[], Any]:
    def declare() -> None:
        first = initial("1.0", "x", *children)
        Registry("cars").register(make("Car", {"seats": int}, HISTORY=history(first)))

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
    "at first, in a field without any": Bad(
        _made_for(child_bumped("seats", "1.0")),
        "Car 1.0, child_bumped('seats')",
        "int",
        "a field that holds objects",
        "name the field of the children",
    ),
}


def _line(fields: dict[str, Any], after: str, *entries: Entry) -> Callable[[], Any]:
    """A line of the wheel with two versions."""

    def declare() -> None:
        registry, wheel = wheels()
        registry.register(make("Old", fields, HISTORY=line(wheel, after, *entries)))

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
        lambda: wheels()[0].register(
            make("Old", {}, HISTORY=line(object, "1.0", version("1.1", "x")))
        ),
        "Old",
        "a line of <class 'object'>",
        "a line of a class of the registry 'cars'",
        "register that class first",
    ),
    "of a class elsewhere": Bad(
        lambda: wheels()[0].register(
            make("Old", {}, HISTORY=line(wheels()[1], "1.0", version("1.1", "x")))
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
        _line(
            {"name": str},
            "1.0",
            version("1.1", "x", same_as("1.2")),
            version("1.3", "x", same_as("1.2")),
        ),
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
