"""What happens to a field, in words: values are shown as readers write them."""

import enum
from typing import Any

import pytest

from vobjects import Loss, Registry, VersionedObject, added, explain, history, initial, version
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


def _depots() -> Registry:
    """Depots of parcels: 1.1 of the parcel came, and no version of the depot says so."""
    depots = Registry("depots")

    @depots.register
    class Parcel(VersionedObject):
        weight: int = 0
        HISTORY = history(initial("1.0"), version("1.1", "Weights.", added("weight", default=0)))

    @depots.register
    class Depot(VersionedObject):
        parcels: tuple[Parcel, ...] = ()
        HISTORY = history(initial("1.0"))

    return depots


def test_explanation_when_releases_have_other_children_says_so_without_a_history() -> None:
    depots = _depots()
    old = depots.at({"Parcel": "1.0", "Depot": "1.0"}, "old")
    new = depots.at({"Parcel": "1.1", "Depot": "1.0"}, "new")

    [fate] = explain(depots, "Depot", new, old).fields
    assert (fate.fate, fate.entry) == ("Parcel 1.1 becomes 1.0", "")
    assert fate.why == "the releases have it at other versions, and no history says so"
    assert explain(depots, "Depot", "1.0", "1.0").fields[0].fate == "the same"
    assert explain(depots, "Depot", new, new).fields[0].fate == "the same"
