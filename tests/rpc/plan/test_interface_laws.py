"""The laws of interfaces, over all pairs of versions of random histories."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rpc import ArgumentRefusedError, Interface
from rpc._convert.converter import Passage
from rpc._declare.method import MethodSpec
from rpc._plan.planner import plan
from tests.support.lab import views
from tests.support.pairs import law
from tests.support.random_interface import Written, contents, interfaces
from vobjects import BackportRefusedError, FieldValueError, LossReport
from vobjects._declare.field import REQUIRED
from vobjects.version import Version

KILO = views("kilo")
DATA = st.data()


def passages(interface: type[Interface]) -> Iterator[Passage]:
    """Every method between every two versions that both have it."""
    lineage = interface.LINEAGE
    for older, newer in itertools.combinations_with_replacement(lineage.methods, 2):
        for method in lineage.methods[newer]:
            found = plan(lineage, method, newer, older)
            if found is not None:
                yield Passage(found, f"at {older}", KILO)


def drawn(data: Any, spec: MethodSpec) -> dict[str, Any]:
    """Arguments of a method; what has a default may be left out."""
    found = {}
    for name, argument in spec.arguments.items():
        if argument.default is REQUIRED or data.draw(st.booleans()):
            value = data.draw(contents(argument.type.text))
            found[name] = argument.type.check(value, ("$",), KILO.judge)
    return found


def fits(spec: MethodSpec, values: dict[str, Any]) -> None:
    """The arguments are those of the method, each of its type."""
    assert set(values) == set(spec.arguments)
    for name, value in values.items():
        assert spec.arguments[name].type.check(value, ("$",), KILO.judge) == value


@law(60)
@given(interfaces())
def test_version_when_derived_is_what_it_would_declare_itself(made: Written) -> None:
    assert set(made.interface.LINEAGE.methods) == set(made.native)
    for number, methods in made.interface.LINEAGE.methods.items():
        own = made.native[number].LINEAGE.methods[number]
        assert {n: s.describe() for n, s in methods.items()} == {
            n: s.describe() for n, s in own.items()
        }


@law(60)
@given(interfaces(), DATA)
def test_lower_then_lift_when_a_newer_client_calls_comes_back_or_is_refused_or_reported(
    made: Written, data: Any
) -> None:
    for passage in passages(made.interface):
        values, report = drawn(data, passage.plan.newer), LossReport()
        before = dict(values)
        try:
            there = passage.lower(values, report)
        except ArgumentRefusedError:
            continue
        assert values == before
        fits(passage.plan.older, there)
        back = passage.lift(there, nothing := LossReport())
        lost = {e.field.partition("(")[2].rstrip(")") for e in report}
        fits(passage.plan.newer, back)
        assert not len(nothing)
        if not lost:
            assert back == passage.plan.newer.defaults | values


@law(60)
@given(interfaces(), DATA)
def test_lift_then_lower_when_an_older_client_calls_comes_back_or_is_refused_or_reported(
    made: Written, data: Any
) -> None:
    for passage in passages(made.interface):
        values, report = drawn(data, passage.plan.older), LossReport()
        before = dict(values)
        try:
            here = passage.lift(values, report)
        except FieldValueError:
            continue
        assert values == before
        fits(passage.plan.newer, here)
        back = passage.lower(here, nothing := LossReport())
        fits(passage.plan.older, back)
        assert not len(nothing)
        if not len(report):
            assert back == passage.plan.older.defaults | values


def through(made: Written, older: Version, newer: Version, method: str) -> Passage | None:
    found = plan(made.interface.LINEAGE, method, newer, older)
    return Passage(found, "", KILO) if found else None


@law(40)
@given(interfaces(), DATA)
def test_way_when_it_goes_over_a_version_between_is_the_same(made: Written, data: Any) -> None:
    lineage = made.interface.LINEAGE
    for older, middle, newer in itertools.combinations(lineage.methods, 3):
        for method in lineage.methods[newer]:
            whole, first = through(made, older, newer, method), through(made, middle, newer, method)
            if whole is None or first is None:
                assert whole is None
                continue
            second = through(made, older, middle, first.plan.older.name)
            assert second is not None
            same_way_down(whole, first, second, drawn(data, whole.plan.newer))
            same_way_up(whole, first, second, drawn(data, whole.plan.older))


def same_way_down(whole: Passage, first: Passage, second: Passage, values: Any) -> None:
    at_once, in_two = LossReport(), LossReport()
    try:
        halfway = first.lower(values, in_two)
    except ArgumentRefusedError:
        assert refuses(whole, values)  # what a version refuses, all older ones refuse
        return
    if refuses(whole, values):
        assert refuses(second, halfway)
        return
    assert whole.lower(values, at_once) == second.lower(halfway, in_two)
    assert [e.field for e in at_once] == [e.field for e in in_two]


def refuses(passage: Passage, values: Any) -> bool:
    try:
        passage.lower(values, LossReport())
    except ArgumentRefusedError:
        return True
    return False


def same_way_up(whole: Passage, first: Passage, second: Passage, values: Any) -> None:
    try:
        here = whole.lift(values, LossReport())
    except FieldValueError:
        return
    halfway = second.lift(values, LossReport())
    assert first.lift(halfway, LossReport()) == here


@law(60)
@given(interfaces(), DATA)
def test_result_when_an_older_client_is_answered_comes_back_or_is_refused(
    made: Written, data: Any
) -> None:
    for passage in passages(made.interface):
        type_, older = passage.plan.newer.result, passage.plan.older.result
        value = type_ and data.draw(contents(type_.text))
        try:
            lowered = passage.lower_result(value)
        except BackportRefusedError:
            continue
        assert (older and older.check(lowered, ("$",), KILO.judge)) == lowered
        assert passage.lift_result(lowered) == value
