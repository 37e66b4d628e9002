"""Arguments that functions move into others, and what comes of functions that do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import (
    ArgumentRefusedError,
    Context,
    Interface,
    argument_added,
    argument_removed,
    call,
    history,
    initial,
    version,
)
from rpc._convert.converter import Passage
from rpc._plan.planner import plan
from tests.support.lab import views
from vobjects import ConversionBrokenError, FieldValueError, InexpressibleError, LossReport

KILO = views("kilo")


def split(values: dict[str, Any], classes: Any) -> None:
    """Name and number stood in one text."""
    name, _, number = values["name"].partition("#")
    values["name"], values["number"] = name, int(number) if number else None


def join(values: dict[str, Any], classes: Any) -> None:
    """The number goes behind the name."""
    if "#" in values["name"]:
        raise InexpressibleError("the name would be cut")
    if values["number"] is not None:
        values["name"] = f"{values['name']}#{values['number']}"


def passage(up: Any = split, down: Any = join, *, removed: bool = False) -> Passage:
    class Added(Interface):
        TOPIC = "crossing"

        @call
        def act(self, context: Context, name: str, number: int | None) -> None:
            """Act."""

        HISTORY = history(
            initial("1.0"),
            version("1.1", "A number.", argument_added("act", "number", up=up, down=down)),
        )

    class Removed(Interface):
        TOPIC = "crossing"

        @call
        def act(self, context: Context, name: str) -> None:
            """Act."""

        HISTORY = history(
            initial("1.0"),
            version(
                "1.1",
                "No number.",
                argument_removed("act", "number", was=int | None, up=down, down=up),
            ),
        )

    lineage = (Removed if removed else Added).LINEAGE
    found = plan(lineage, "act", lineage.at("1.1"), lineage.at("1.0"))
    assert found is not None
    return Passage(found, "at 1.0", KILO)


APART, TOGETHER = {"name": "a", "number": 5}, {"name": "a#5"}


def test_added_argument_when_it_has_functions_is_moved_both_ways() -> None:
    report = LossReport()

    assert passage().lower(APART, report) == TOGETHER
    assert passage().lift(TOGETHER, report) == APART
    assert passage().lift({"name": "a"}, report) == {"name": "a", "number": None}
    assert not len(report)


def test_removed_argument_when_it_has_functions_is_moved_both_ways() -> None:
    report = LossReport()

    assert passage(removed=True).lower(TOGETHER, report) == APART
    assert passage(removed=True).lift(APART, report) == TOGETHER
    assert not len(report)


def test_argument_when_it_cannot_be_moved_is_refused() -> None:
    with pytest.raises(ArgumentRefusedError) as caught:
        passage().lower({"name": "a#b", "number": 5}, LossReport())

    error = caught.value
    assert (error.method, error.argument, error.found) == ("act", "number", "int 5")
    assert (error.release, error.why) == ("at 1.0", "the name would be cut")


def forget(values: dict[str, Any], classes: Any) -> None:
    """Moves nothing."""


def shout(values: dict[str, Any], classes: Any) -> None:
    raise LookupError("oh")


def spoil(values: dict[str, Any], classes: Any) -> None:
    values["name"] = 7


def never(values: dict[str, Any], classes: Any) -> None:
    values["number"] = None


@pytest.mark.parametrize(
    ("up", "down", "back"),
    [
        (never, forget, "dict {'name': 'a', 'number': None}"),
        (split, shout, "LookupError: oh"),
        (shout, join, "LookupError: oh"),
        (split, spoil, "FieldValueError: $.name: expected str, found int 7"),
    ],
)
def test_functions_when_they_do_not_fit_are_found_at_the_sender(
    up: Any, down: Any, back: str
) -> None:
    with pytest.raises(ConversionBrokenError) as caught:
        passage(up, down).lower(APART, LossReport())

    error = caught.value
    assert (error.object, error.field, error.back) == ("Added.act", "number", back)
    assert (error.source, error.target) == ("1.1", "1.0")


def test_message_when_it_cannot_be_read_by_the_function_is_refused() -> None:
    with pytest.raises(FieldValueError) as caught:
        passage().lift({"name": "a#b"}, LossReport())

    assert caught.value.path == "$.number"
    assert caught.value.expected == "arguments that become those of 1.1"
    assert "ValueError: invalid literal" in caught.value.found
