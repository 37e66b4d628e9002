"""Generated code does what an interpreter of the same plans does, for histories nobody wrote."""

import pytest
from hypothesis import given

from tests.support.interpreter import Refused, interpret
from tests.support.pairs import EXAMPLES, law
from vobjects import (
    BackportRefusedError,
    Loss,
    LossReport,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    renamed,
    version,
)
from vobjects.testing import ObjectAndViews, random_conversions
from vobjects.testing._random.conversions import is_rising
from vobjects.testing._round_trip import convert
from vobjects.testing._trees import tree

pytestmark = pytest.mark.no_cover  # twice as fast; others measure what it reaches


@law(EXAMPLES * 40)
@given(random_conversions(2))
def test_generated_code_when_the_history_is_random_then_it_does_as_the_interpreter(
    case: ObjectAndViews,
) -> None:
    obj, (own, old) = case
    if is_rising([own, old]):
        return
    report = LossReport()
    found = convert(old, obj, report)
    try:
        expected, lost = interpret(obj, old)
    except Refused:
        assert isinstance(found, BackportRefusedError)
        return
    assert tree(found) == expected
    assert sorted(entry.field for entry in report) == sorted(lost)


def test_interpreter_when_a_lost_field_was_renamed_names_it_as_its_object_has_it() -> None:
    cars = Registry("cars")

    @cars.register
    class Car(VersionedObject):
        tint: str
        HISTORY = history(
            initial("1.0"),
            version(
                "1.1", "Colors.", added("color", default="", loss=Loss.ALLOWED, why="a detail")
            ),
            version("1.2", "Tints.", renamed("tint", was="color")),
        )

    old, report = cars.closure("Car", "1.0"), LossReport()
    obj = Car(tint="red")
    convert(old, obj, report)
    assert interpret(obj, old) == (("Car", "1.0", {}), ["tint"])
    assert [entry.field for entry in report] == ["tint"]
