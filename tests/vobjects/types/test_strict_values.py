"""Values are strict: what o.vo coerces without a word (T22, T23) is refused or kept whole."""

import datetime
import enum
import zoneinfo
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.untyped import new
from vobjects import UNSET, FieldValueError, Registry, VersionedObject, history, initial

T = Registry("strict")


class Letter(enum.StrEnum):
    """Two of them."""

    A = "a"
    B = "b"


@T.register
class Parent(VersionedObject):
    """A field of every kind."""

    id: int = UNSET
    locked: bool = UNSET
    kind: Letter = UNSET
    when: datetime.datetime = UNSET
    m: Mapping[str, int | None] = UNSET
    t: tuple[str, ...] = UNSET
    c: frozenset[int] = UNSET
    s: str = UNSET
    f: float = UNSET

    HISTORY = history(initial("1.0"))


def _parent(**values: Any) -> Any:
    return new(T.head, "Parent", **values)


def _data(primitive: Any) -> Any:
    return primitive["versioned_object.data"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("locked", "False"),
        ("locked", "nonsense"),
        ("locked", 1),
        ("id", 3.99),
        ("id", True),
        ("id", "3"),
        ("id", 2**64),
        ("s", 1e22),
        ("s", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)),
        ("s", "\ud800"),
        ("f", float("nan")),
        ("f", float("inf")),
        ("f", "1.0"),
        ("f", 2**60),
        ("kind", "d"),
        ("kind", 1),
        ("when", "2026-01-01T00:00:00Z"),
        ("t", "abc"),
        ("m", {1: None}),
        ("m", {"a": "b"}),
        ("c", [1]),
        ("c", {True}),
        ("m", [("a", None)]),
    ],
)
def test_t22_when_a_value_is_of_another_type_then_it_is_refused(field: str, value: Any) -> None:
    with pytest.raises(FieldValueError) as caught:
        _parent(**{field: value})
    assert caught.value.path.startswith(f"$.{field}")


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "UTC"])
def test_t23_when_a_time_has_a_named_zone_then_the_instant_is_kept(zone: str) -> None:
    when = datetime.datetime(2026, 7, 1, 12, 0, 0, 999_999, zoneinfo.ZoneInfo(zone))
    primitive = T.head.to_primitive(_parent(when=when))
    assert _data(primitive)["when"].endswith(".999999Z")
    found: Any = T.head.from_primitive(primitive)
    assert found.when == when
    assert found.when.utcoffset() == datetime.timedelta(0)


def test_t23_when_a_time_has_an_offset_then_the_instant_is_kept() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    when = datetime.datetime(2026, 7, 1, 12, tzinfo=zone)
    assert _data(T.head.to_primitive(_parent(when=when)))["when"] == "2026-07-01T10:00:00Z"


@pytest.mark.parametrize("when", [datetime.datetime(2026, 7, 1), datetime.date(2026, 7, 1)])
def test_t23_when_a_time_has_no_zone_then_it_is_refused(when: Any) -> None:
    with pytest.raises(FieldValueError, match="datetime"):
        _parent(when=when)


def test_t23_when_a_time_leaves_the_calendar_in_utc_then_it_is_refused() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    with pytest.raises(FieldValueError, match="datetime"):
        _parent(when=datetime.datetime(1, 1, 1, tzinfo=zone))
