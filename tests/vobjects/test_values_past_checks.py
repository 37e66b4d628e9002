"""Values that are written into the dictionary of an object travel in their canonical form."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from vobjects import (
    UUID,
    FieldValueError,
    Registry,
    VersionedObject,
    added,
    history,
    initial,
    version,
)

BAGS = Registry("bags")


class Color(enum.StrEnum):
    """A color."""

    RED = "red"
    BLUE = "blue"


@BAGS.register
class Bag(VersionedObject):
    """A bag with a field of every type that has more than one form."""

    at: datetime.datetime
    color: Color
    colors: frozenset[Color]
    id: UUID
    weight: float
    sizes: tuple[float, ...]
    times: Mapping[str, datetime.datetime]
    maybe: datetime.datetime | None
    extra: int
    HISTORY = history(initial("1.0"), version("1.1", "Extra.", added("extra", default=0)))


@BAGS.register
class Rack(VersionedObject):
    """A rack of bags."""

    bag: Bag
    bags: tuple[Bag, ...]
    named: Mapping[str, Bag | None]
    extra: int
    HISTORY = history(initial("1.0"), version("1.1", "Extra.", added("extra", default=0)))


_NOON = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
_OLD = BAGS.at({"Bag": "1.0", "Rack": "1.0"}, "old")
VALUES: dict[str, Any] = {
    "at": _NOON,
    "color": "red",
    "colors": {"red", "blue"},
    "id": "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
    "weight": 5,
    "sizes": [1, -0.0],
    "times": {"noon": _NOON},
    "maybe": _NOON,
}
TRAVELS: dict[str, Callable[[Any], Any]] = {
    "encode": BAGS.head.encode,
    "encode to an older view": lambda obj: BAGS.head.encode(obj, _OLD),
    "to_primitive": BAGS.head.to_primitive,
    "to_primitive to an older view": lambda obj: BAGS.head.to_primitive(obj, _OLD),
    "adopt": lambda obj: BAGS.head.encode(BAGS.head.adopt(obj)),
    "adopt in an older view": lambda obj: _OLD.encode(_OLD.adopt(obj)),
}
HOLDERS: dict[str, Callable[[Any], Any]] = {
    "itself": lambda bag: bag,
    "child": lambda bag: Rack(bag=bag, bags=(), named={}, extra=0),
    "tuple": lambda bag: Rack(bag=_bag({}), bags=(bag,), named={}, extra=0),
    "mapping": lambda bag: Rack(bag=_bag({}), bags=(), named={"a": bag}, extra=0),
}


def _bag(changed: Mapping[str, Any]) -> Any:
    return Bag(**{**VALUES, "extra": 0, **changed})


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
@pytest.mark.parametrize("name", VALUES)
def test_value_when_it_is_written_past_the_checks_travels_as_if_it_was_assigned(
    name: str, holder: Callable[[Any], Any], travel: Callable[[Any], Any]
) -> None:
    bag = _bag({})
    expected = travel(holder(bag))
    vars(bag)[name] = VALUES[name]
    assert travel(holder(bag)) == expected
    assert vars(bag)[name] is VALUES[name]
    assert bag.obj_what_changed() == {*VALUES, "extra"}


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
@pytest.mark.parametrize(
    ("name", "value"), [("at", "noon"), ("color", "green"), ("id", 5), ("sizes", "12")]
)
def test_value_when_its_type_cannot_take_it_is_refused_with_its_path(
    name: str, value: Any, travel: Callable[[Any], Any]
) -> None:
    bag = _bag({})
    vars(bag)[name] = value
    with pytest.raises(FieldValueError) as caught:
        travel(HOLDERS["tuple"](bag))
    assert caught.value.path == f"$.bags[0].{name}"
