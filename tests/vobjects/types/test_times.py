"""Times as text: the documented forms are read, and no other one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.pairs import EXAMPLES, law
from vobjects import (
    UNSET,
    DecodeError,
    FieldValueError,
    IPAddress,
    Registry,
    VersionedObject,
)
from vobjects import history as history_of
from vobjects._codec.message import pack
from vobjects._declare.history import initial

LOGS = Registry("logs")


@LOGS.register
class Line(VersionedObject):
    when: datetime.datetime | None = UNSET
    peer: IPAddress | None = UNSET
    HISTORY = history_of(initial("1.0"))


_line: Any = Line


def read(text: Any) -> Any:
    """The time that a message and a primitive with a text give, which must be the same."""
    found: list[Any] = []
    envelope = {"name": "Line", "namespace": "logs", "version": "1.0", "data": {"when": text}}
    primitive = {f"versioned_object.{key}": value for key, value in envelope.items()}
    decoders: list[Callable[[], Any]] = [
        lambda: LOGS.head.decode(pack("logs", ["Line", "1.0", {"when": text}, []])),
        lambda: LOGS.head.from_primitive(primitive),
    ]
    for decode in decoders:
        try:
            found.append(decode().obj_values())
        except DecodeError as error:
            found.append(str(error))
    assert found[0] == found[1]
    assert isinstance(found[0], dict) or found[0].startswith("$.when: expected datetime")
    return found[0]["when"] if isinstance(found[0], dict) else None


def written(when: datetime.datetime) -> str:
    text: str = LOGS.head.to_primitive(_line(when=when))["versioned_object.data"]["when"]
    return text


_TIMES = st.datetimes(timezones=st.just(datetime.UTC))
_DIGITS = "0123456789"
_DAMAGED = st.builds(
    lambda when, place, char, kind: _edit(written(when), place, char, kind),
    _TIMES,
    st.integers(0, 26),
    st.sampled_from([*_DIGITS, *"-:.,TWZ +", "", "\u0661", "\ud7ff"]),
    st.sampled_from(["replace", "insert", "delete"]),
)


def _edit(text: str, place: int, char: str, kind: str) -> str:
    rest = text[place:] if kind == "insert" else text[place + 1 :]
    return text[:place] + ("" if kind == "delete" else char) + rest


@law(EXAMPLES * 200)
@given(st.one_of(_DAMAGED, st.text(max_size=30), _TIMES.map(written)))
@example("20200101T120000Z")
@example("2020-W01-1T12:00:00Z")
@example("2020-01-01 12:00:00Z")
@example("2020-01-01T12:00:00,000001Z")
@example("2020-01-01T12:00:00.1Z")
@example("2020-01-01T12:00Z")
@example("2020-01-01Z")
@example("2020-01-01T24:00:00Z")
@example("2020-01-01T12:00:00+00:00")
@example("2020-01-01T12:00:00+00:00Z")
@example("2020-01-01T12:00:00z")
@example("")
def test_time_when_its_text_is_not_what_would_be_written_is_refused(text: str) -> None:
    found = read(text)
    if found is not None:
        assert text in (written(found), written(found).replace("Z", ".000000Z"))


@law(EXAMPLES * 50)
@given(_TIMES)
def test_time_when_it_is_written_is_read_as_the_same(when: datetime.datetime) -> None:
    assert read(written(when)) == when


@pytest.mark.parametrize("text", ["2015-01-01T00:00:00Z", "2015-01-01T00:00:00.000000Z"])
def test_time_when_o_vo_wrote_it_is_read(text: str) -> None:
    assert read(text) == datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize("raw", [None, 5, 5.0, b"2015-01-01T00:00:00Z", [], {}])
def test_time_when_it_is_no_text_is_refused_or_none(raw: Any) -> None:
    assert read(raw) is None


_NO_ZONE: Any = type("NoZone", (datetime.tzinfo,), {})()
"""A time zone without a rule."""


class _Printed(datetime.datetime):
    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return "yesterday"


def test_time_when_its_class_prints_it_in_another_way_is_kept_as_a_plain_one() -> None:
    line = _line(when=_Printed(2015, 1, 1, tzinfo=datetime.UTC))
    assert type(line.when) is datetime.datetime
    assert written(line.when) == "2015-01-01T00:00:00Z"


@pytest.mark.parametrize("peer", ["fe80::1%\ud800", "\ud800", "fe80::1%e\udfff"])
def test_address_when_utf8_cannot_carry_it_is_refused(peer: str) -> None:
    with pytest.raises(FieldValueError) as caught:
        _line(peer=peer)
    assert caught.value.path == "$.peer"
    assert str(caught.value).isascii()


def test_address_when_its_scope_is_any_text_travels() -> None:
    line = _line(peer="fe80::1%é")
    assert LOGS.head.decode(LOGS.head.encode(line)) == line


@pytest.mark.parametrize(
    "when",
    [
        datetime.datetime(2015, 1, 1),
        datetime.datetime(2015, 1, 1, tzinfo=_NO_ZONE),
        datetime.date(2015, 1, 1),
        datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
    ],
)
def test_time_when_it_is_no_instant_is_refused(when: Any) -> None:
    with pytest.raises(FieldValueError, match=r"\$\.when"):
        _line(when=when)
