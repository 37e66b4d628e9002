"""Histories that cannot work: each fails when it is made, and the error says what to write."""

import functools
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.support.bad import changes, classes, functions, slips, survival, words
from tests.support.bad.bad import Color, make
from vobjects import (
    DeclarationError,
    Registry,
    added,
    converted,
    history,
    initial,
    retyped,
    value_renamed,
    version,
)

BAD = {
    f"{table}: {name}": bad
    for table, bads in (
        ("entries", words.ENTRIES),
        ("words", words.WORDS),
        ("functions", functions.FUNCTIONS),
        ("nothing", changes.NOTHING),
        ("changes", changes.CHANGES),
        ("values", changes.VALUES),
        ("survival", survival.SURVIVAL),
        ("classes", classes.CLASSES),
        ("children", classes.CHILDREN),
        ("lines", classes.LINES),
        ("sentences", slips.SENTENCES),
        ("slips", slips.CHANGES),
        ("parts", slips.PARTS),
        ("alike", slips.ALIKE),
        ("histories", slips.HISTORIES),
        ("history of a class", slips.CLASSES),
        ("registries", slips.REGISTRIES),
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


@pytest.mark.parametrize(
    "function",
    [
        str,
        int,
        Color,
        str.split,
        ",".join,
        json.loads,
        datetime.fromisoformat,
        lambda v: v,
        lambda values: ",".join(values),
        lambda value, base=10: int(value, base),
        lambda *found: found[0],
        functools.partial(int, base=8),
    ],
)
def test_function_when_it_takes_one_value_is_accepted(function: Callable[[Any], Any]) -> None:
    assert retyped("a", was=int, up=function, down=function).up is function


@pytest.mark.parametrize(
    "function", [lambda v, c: None, lambda values, classes=None: None, lambda *both: None, dict.pop]
)
def test_function_when_it_takes_values_and_classes_is_accepted(function: Any) -> None:
    assert converted("a", was=int, up=function, down=function).up is function


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
    cars.register(make("Car", {"a": Color, "b": Color}, HISTORY=history(*entries)))
    old = cars.closure("Car", "1.0")
    assert cars.head.adopt(old["Car"]()).obj_values() == {"a": Color.RED, "b": Color.BLUE}
