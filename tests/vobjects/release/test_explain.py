"""What happens to a field, in words: values are shown as readers write them."""

import enum
from typing import Any

import pytest

from vobjects import Loss
from vobjects._plan.planner import Drop, Fill, MapValue
from vobjects._release.explain import sentence


class Color(enum.StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Color.RED, "'red'"),
        ("red", "'red'"),
        (7, "7"),
        (None, "None"),
        (frozenset(), "frozenset()"),
        (frozenset("cab"), "{'a', 'b', 'c'}"),
        (frozenset({Color.RED}), "{'red'}"),
        ((), "()"),
    ],
)
def test_sentence_when_it_has_a_value_then_it_is_shown_as_readers_write_it(
    value: Any, expected: str
) -> None:
    assert sentence(Fill("a", value)) == f"set to {expected}"
    drop = Drop("a", value, Loss.REFUSED, "")
    told = f"dropped when it is {expected}; any other value is refused"
    assert sentence(drop) == told
    absent = f"; if it is not set, {expected} comes back, which is reported"
    assert sentence(drop, may_be_absent=True) == told + absent
    assert sentence(MapValue("a", None, value, "")).startswith(f"None becomes {expected}, ")
