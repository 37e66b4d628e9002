"""The arguments of one method between two versions, by hand and as laws over all pairs."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpc import (
    ArgumentRefusedError,
    Code,
    Context,
    Interface,
    argument_retyped,
    call,
    history,
    initial,
    version,
)
from rpc._convert.converter import Passage
from rpc._plan.planner import plan
from tests.rpc.interfaces import VERSIONS, Counter
from tests.support.lab import views
from tests.support.pairs import law
from vobjects import ConversionBrokenError, FieldValueError, InexpressibleError, LossReport
from vobjects.version import Version

KILO = views("kilo")
PAIRS = list(itertools.combinations_with_replacement(VERSIONS, 2))
OPTIONAL = {
    "steps": st.lists(st.integers(-2, 9), max_size=2).map(tuple),
    "why": st.none() | st.sampled_from(["", "x"]),
    "limit": st.sampled_from([10, 11]),
}
DRAWN = st.fixed_dictionaries({"name": st.text("a\u00e9", max_size=3)}, optional=OPTIONAL)


def passage(
    older: str, newer: str, method: str = "add", interface: type[Interface] = Counter
) -> Passage:
    at = Version.parse
    found = plan(interface.LINEAGE, method, at(newer), at(older))
    assert found is not None
    return Passage(found, f"at {older}", KILO)


def lowered(older: str, newer: str, **values: Any) -> tuple[dict[str, Any], LossReport]:
    report = LossReport()
    return passage(older, newer).lower(values, report), report


def _native(version: Version, values: dict[str, Any]) -> dict[str, Any]:
    """The drawn values as a release would be given them: those it has, in its types."""
    arguments = Counter.LINEAGE.methods[version]["add"].arguments
    found = {name: value for name, value in values.items() if name in arguments}
    if "steps" in found and version < Version(2, 1):
        first = found["steps"][0] if found["steps"] else 3
        found["steps"] = first if version > Version(1, 0) else str(abs(first))
    return found


@pytest.mark.parametrize(("older", "newer"), PAIRS, ids=str)
@law(60)
@given(drawn=DRAWN)
def test_lower_then_lift_when_any_pair_meets_comes_back_or_is_refused_or_reported(
    older: Version, newer: Version, drawn: dict[str, Any]
) -> None:
    values, report = _native(newer, drawn), LossReport()
    before = dict(values)
    found = passage(str(older), str(newer))
    types = Counter.LINEAGE.methods[older]["add"].arguments
    defaults = {n: a.default for n, a in Counter.LINEAGE.methods[newer]["add"].arguments.items()}

    try:
        there = found.lower(values, report)
    except ArgumentRefusedError:
        return
    assert values == before
    assert set(there) <= set(types)
    for name, value in there.items():
        types[name].type.check(value, ("$",), KILO.judge)
    lost = {entry.path.removeprefix("$.") for entry in report}
    back = found.lift(there, LossReport())
    assert {n: v for n, v in back.items() if n not in lost} == {
        n: v for n, v in (defaults | values).items() if n not in lost
    }
    assert all(values[name] != defaults[name] for name in lost)


@law(60)
@given(drawn=DRAWN)
def test_lower_when_done_in_two_steps_is_the_same(drawn: dict[str, Any]) -> None:
    for older, middle, newer in itertools.combinations(VERSIONS, 3):
        values = _native(newer, drawn)
        try:
            once = passage(str(older), str(newer)).lower(values, LossReport())
        except ArgumentRefusedError:
            continue
        halfway = passage(str(middle), str(newer)).lower(values, LossReport())
        assert passage(str(older), str(middle)).lower(halfway, LossReport()) == once


def test_lower_when_the_peer_is_as_new_changes_nothing() -> None:
    values = {"name": "a", "steps": (1, 2), "why": "x", "limit": 3}

    there, report = lowered("2.1", "2.1", **values)

    assert there == values
    assert not len(report)


def test_lower_when_a_type_was_another_converts_through_every_version() -> None:
    there, _ = lowered("1.0", "2.1", name="a", steps=(5,))

    assert there == {"name": "a", "steps": "5"}


@pytest.mark.parametrize(
    ("older", "steps", "why"),
    [("2.0", (1, 2), "one at a time"), ("1.0", (-1,), "old servers count from zero")],
)
def test_lower_when_the_older_type_has_no_word_is_refused(
    older: str, steps: tuple[int, ...], why: str
) -> None:
    with pytest.raises(ArgumentRefusedError) as caught:
        lowered(older, "2.1", name="a", steps=steps)

    error = caught.value
    assert (error.interface, error.method, error.argument) == ("Counter", "add", "steps")
    assert (error.release, error.why, error.code) == (f"at {older}", why, Code.BACKPORT_REFUSED)
    assert isinstance(error.__cause__, InexpressibleError)


def test_lower_when_loss_is_allowed_reports_it() -> None:
    there, report = lowered("1.2", "1.3", name="a", why="because")

    assert there == {"name": "a", "steps": 1}
    [entry] = report
    assert entry.as_dict() == {
        "path": "$.why",
        "object": "Counter",
        "field": "add(why)",
        "source": "1.3",
        "target": "at 1.2",
        "found": "str 'because'",
        "why": "old servers ask nobody",
    }


def test_lower_when_loss_is_refused_names_the_value_and_a_reason() -> None:
    with pytest.raises(ArgumentRefusedError) as caught:
        lowered("2.0", "2.1", name="a", limit=11)

    assert (caught.value.argument, caught.value.found) == ("limit", "int 11")
    assert caught.value.why == "the argument is not known there"
    assert "nothing was sent" in str(caught.value)


def test_lower_when_a_new_argument_has_its_default_drops_it() -> None:
    there, report = lowered("2.0", "2.1", name="a", limit=10)

    assert there == {"name": "a", "steps": 1, "why": None}
    assert not len(report)


def test_plan_when_the_method_came_later_is_none() -> None:
    assert plan(Counter.LINEAGE, "read", Version(2, 1), Version(1, 0)) is None


def test_lift_when_the_message_is_old_fills_the_defaults_of_today() -> None:
    assert passage("1.0", "2.1").lift({"name": "a"}, LossReport()) == {
        "name": "a",
        "steps": (1,),
        "why": None,
        "limit": 10,
    }


def test_lift_when_the_server_is_old_itself_fills_the_defaults_of_then() -> None:
    assert passage("1.0", "1.0").lift({"name": "a"}, LossReport()) == {"name": "a", "steps": "1"}


def test_lift_when_up_raises_is_a_value_error_of_the_argument() -> None:
    with pytest.raises(FieldValueError) as caught:
        passage("1.0", "1.2").lift({"name": "a", "steps": "many"}, LossReport())

    assert caught.value.path == "$.steps"
    assert caught.value.expected == "a value that becomes int"
    assert "str 'many' (ValueError: invalid literal" in caught.value.found


def made(up: Any, down: Any) -> type[Interface]:
    class Made(Interface):
        TOPIC = "made"

        @call
        def act(self, context: Context, what: int) -> None:
            """Act."""

        HISTORY = history(
            initial("1.0"),
            version("1.1", "x", argument_retyped("act", "what", was=str, up=up, down=down)),
        )

    return Made


@pytest.mark.parametrize(
    ("up", "down", "back"),
    [
        (lambda v, c: 0, lambda v, c: str(v), "int 0"),
        (lambda v, c: int(v), lambda v, c: v, "FieldValueError: $.what: expected str, found int 7"),
        (lambda v, c: int(v), lambda v, c: v.missing, "AttributeError: 'int' object"),
        (lambda v, c: int("x"), lambda v, c: str(v), "ValueError: invalid literal"),
    ],
)
def test_lower_when_a_conversion_is_broken_is_found_at_the_sender(
    up: Any, down: Any, back: str
) -> None:
    with pytest.raises(ConversionBrokenError) as caught:
        passage("1.0", "1.1", "act", made(up, down)).lower({"what": 7}, LossReport())

    error = caught.value
    assert (error.object, error.field, error.found) == ("Made.act", "what", "int 7")
    assert (error.source, error.target) == ("1.1", "1.0")
    assert error.back.startswith(back)


def test_lift_when_up_gives_another_type_is_a_value_error() -> None:
    found = passage("1.0", "1.1", "act", made(lambda v, c: v, lambda v, c: str(v)))

    with pytest.raises(FieldValueError, match="expected int, found str"):
        found.lift({"what": "7"}, LossReport())
