"""What an object remembers of the versions that it passed."""

from __future__ import annotations

import pytest

from tests.support.lines import lineage
from vobjects._plan.passed import way_to


@pytest.mark.parametrize(
    ("passed", "own", "way"),
    [
        (["1.0", "1.1"], "1.7", ["1.0"]),
        (["1.1", "1.2"], "1.0", ["1.2"]),
        (["1.2", "1.0", "1.3"], "1.2", ["1.0", "1.3"]),
        (["1.7", "2.3"], "1.7", ["2.3"]),
        (["1.3", "2.0"], "1.7", ["2.0"]),
        (["1.4", "2.3"], "1.7", ["2.3", "1.4"]),
        (["1.7"], "1.7", []),
    ],
)
def test_way_when_a_version_lies_between_another_one_and_the_own_then_it_is_not_in_it(
    passed: list[str], own: str, way: list[str]
) -> None:
    guests = lineage()
    assert way_to(guests, passed, guests.at(own).version) == tuple(way)
