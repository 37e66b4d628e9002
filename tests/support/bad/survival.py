"""Values that a history puts into fields and that its other changes replace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.bad.bad import (
    BOTH,
    Bad,
    Color,
    car,
    make,
    three,
)
from vobjects import (
    UNSET,
    UUID,
    Registry,
    added,
    history,
    initial,
    line,
    made_nullable,
    made_required,
    removed,
    renamed,
    retyped,
    value_added,
    value_removed,
    value_renamed,
    version,
)
from vobjects._declare.changes import Change

_LOUD = "6F9619FF-8B86-D011-B42D-00CF4FC964FF"
"""A UUID that is not in its canonical form."""

_MUST_BE_SET = "for a field that has to be set where its object travels"


def two_lines(one: Change, other: Change) -> Callable[[], Any]:
    """A class with a field that two lines removed, each in its way."""

    def declare() -> None:
        registry = Registry("cars")
        entries = history(initial("1.0"), version("1.1", "A change.", one))
        car = registry.register(make("Car", {"b": int}, HISTORY=entries))
        left = line(car, "1.0", version("2.0", "A change.", other))
        registry.register(make("OtherCar", {"b": int}, HISTORY=left))

    return declare


SURVIVAL = {
    "default of one line that another one would not drop": Bad(
        two_lines(removed("a", was=int, default=7), removed("a", was=int, default=8)),
        "Car 2.0, removed('a')",
        "the default int 7 of removed('a') in 1.1",
        "a default that all versions on its way can hold",
        "or the same one in 2.0 if the field goes there",
    ),
    "removed field that nothing sets": Bad(
        car({"b": int}, removed("a", was=int)),
        "Car 1.1, removed('a')",
        f"no default= {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as default=, or options=UNSET",
    ),
    "removed field that is left unset": Bad(
        car({"b": int}, removed("a", was=int, default=UNSET)),
        "Car 1.1, removed('a')",
        f"no default= {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as default=, or options=UNSET",
    ),
    "added field that is left unset": Bad(
        car({"a": int}, added("a", default=UNSET)),
        "Car 1.1, added('a')",
        f"default=UNSET {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as default=, or a: ... = UNSET",
    ),
    "field that is unset in place of None": Bad(
        car({"a": int | None}, made_nullable("a", instead=UNSET)),
        "Car 1.1, made_nullable('a')",
        f"instead=UNSET {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as instead=, or a: ... = UNSET",
    ),
    "field that is unset where it was None": Bad(
        car({"a": int}, made_required("a", instead=UNSET)),
        "Car 1.1, made_required('a')",
        f"instead=UNSET {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as instead=, or a: ... = UNSET",
    ),
    "field that is unset in place of a newer value": Bad(
        car({"a": Color}, value_added("a", "red", instead=UNSET)),
        "Car 1.1, value_added('a')",
        f"instead=UNSET {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as instead=, or a: ... = UNSET",
    ),
    "field that is unset in place of a removed value": Bad(
        car({"a": Color}, value_removed("a", "gone", instead=UNSET)),
        "Car 1.1, value_removed('a')",
        f"instead=UNSET {_MUST_BE_SET}",
        "a value that the field is set to",
        "write the value as instead=, or a: ... = UNSET",
    ),
    "value instead of None that is removed later": Bad(
        three(
            {"a": Color | None},
            made_nullable("a", instead="gone"),
            value_removed("a", "gone"),
        ),
        "Car 1.2, value_removed('a')",
        "'gone' of instead= of made_nullable('a') in 1.1",
        "a value that all newer versions accept",
        "write another instead= in 1.1, or one in 1.2 as well",
    ),
    "None that is required later": Bad(
        three({"a": int}, added("a", default=None), made_required("a", instead=7)),
        "Car 1.2, made_required('a')",
        "the default None of added('a') in 1.1",
        "a default that all versions on its way can hold",
        "write another default in 1.1",
    ),
    "value that is removed later": Bad(
        three({"a": Color}, added("a", default="gone"), value_removed("a", "gone", instead="red")),
        "Car 1.2, value_removed('a')",
        "'gone'",
        "all versions on its way",
        "such as what instead= says",
    ),
    "values that are removed later": Bad(
        three(
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
            make(
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
        three({}, made_nullable("a", instead=7), removed("a", was=int | None, default=None)),
        "Car 1.1, made_nullable('a')",
        "the default None of removed('a') in 1.2",
        "all versions on its way",
        "write another default in 1.2",
    ),
    "text that was a number": Bad(
        three({}, retyped("a", was=int, up=str, down=int), removed("a", was=str, default="x")),
        "Car 1.1, retyped('a')",
        "the default str 'x' of removed('a') in 1.2",
        "all versions on its way",
        "write another default in 1.2",
    ),
    "text that another type writes otherwise": Bad(
        three({"a": UUID}, added("a", default=_LOUD), retyped("a", was=str, up=str, down=str)),
        "Car 1.2, retyped('a')",
        f"the default str '{_LOUD}' of added('a') in 1.1",
        "all versions on its way",
        "write another default in 1.1",
    ),
    "absence that becomes a value where it goes": Bad(
        three(
            {"b": int}, added("a", default=UNSET), removed("a", was=int, options=UNSET, default=8)
        ),
        "Car 1.2, removed('a')",
        "the absence of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "default that is absent where it goes": Bad(
        three({"b": int}, added("a", default=7), removed("a", was=int, default=UNSET)),
        "Car 1.2, removed('a')",
        "the default int 7 of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "default that is another where it goes": Bad(
        three({"b": int}, added("a", default=7), removed("a", was=int, default=8)),
        "Car 1.2, removed('a')",
        "the default int 7 of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "function where nothing is left": Bad(
        three({"b": int}, added("a", **BOTH), removed("a", was=int)),
        "Car 1.2, removed('a')",
        "what the function of added('a') in 1.1",
        "all versions on its way",
        "or the same one in 1.2 if the field goes there",
    ),
    "value that came later": Bad(
        three(
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
