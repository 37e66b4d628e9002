"""Cinder's services as a source of pins; each test of a failure is named after it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from compat.pins.cinder import record, releases
from rpc import Destination, MisPinError, Releases
from rpc.pins import Census, Levels
from tests.compat.pins.tables import YARD, YardAPI, live, pinned, source

TOPIC = Destination("yard")
NOW = datetime.datetime.now(datetime.UTC)
HISTORY = {
    "1.0": {"Car": "1.0", "Engine": "1.0"},
    "1.1": {"Car": "1.1", "Engine": "1.0"},
    "1.2": {"Car": "1.1", "Engine": "1.1"},
}


@pytest.fixture
def known() -> Releases:
    return releases(HISTORY, YARD, (YardAPI,))


def service(host: str, objects: str, calls: str, **facts: Any) -> dict[str, Any]:
    """A row of the table ``services``."""
    return {
        "binary": "yard-guard", "host": host, "updated_at": NOW,
        "object_current_version": objects, "rpc_current_version": calls,
    } | facts  # fmt: skip


def answer(known: Releases, *rows: dict[str, Any], **options: Any) -> tuple[str, str]:
    found = [record(row, known) for row in rows]
    return pinned(source(*found, levels=Levels(known, [YardAPI]), **options).answer(TOPIC))


def test_answer_when_services_are_mixed_is_the_lowest_of_objects_and_calls(known: Releases) -> None:
    rows = service("a", "1.2", "1.3"), service("b", "1.1", "1.2"), service("c", "1.1", "1.1")

    assert answer(known, *rows) == ("objects-1.1", "1.1")


def test_pin_when_a_service_is_newer_than_the_own_code_is_the_newest_known(known: Releases) -> None:
    assert answer(known, service("a", "1.9", "1.9")) == ("objects-1.2", "1.3")


def test_pin_when_a_row_is_stale_names_it_and_can_do_without(known: Releases) -> None:
    """Cinder's pin stays down until somebody finds and removes the row."""
    gone = service("gone", "1.0", "1.0", updated_at=datetime.datetime(2020, 1, 1))
    rows = [record(row, known) for row in (service("a", "1.2", "1.3"), gone)]
    read = Levels(known, [YardAPI])

    held: Any = source(*rows, levels=read).answer(TOPIC)
    lifted = source(*rows, levels=read, gone_after=datetime.timedelta(days=90)).answer(TOPIC)

    assert pinned(held) == ("objects-1.0", "1.0")
    assert "on gone (objects-1.0 1.0, last seen 2020-01-01" in str(held.why)
    assert pinned(lifted) == ("objects-1.2", "1.3")


@pytest.mark.parametrize(
    ("objects", "calls", "level"),
    [
        ("0.9", "1.0", "objects-0.9 1.0"),
        ("nonsense", "1.0", "objects 'nonsense' and calls '1.0'"),
        (None, None, "objects None and calls None"),
        ("1.2", None, "objects '1.2' and calls None"),
        ("1.2", "", "objects '1.2' and calls ''"),
        ("", "1.3", "objects '' and calls '1.3'"),
        (1.2, "1.3", "objects 1.2 and calls '1.3'"),
    ],
)
def test_pin_when_a_row_means_nothing_known_is_unknown_and_no_error_at_a_send(
    known: Releases, objects: Any, calls: Any, level: str
) -> None:
    """Cinder raises CappedVersionUnknown while it sends."""
    state, why = answer(known, service("a", "1.2", "1.3"), service("old", objects, calls))

    assert state == "Unknown"
    assert f"yard-guard on old ({level}, " in why


def test_object_when_the_history_forgot_it_is_an_error_at_the_start() -> None:
    """Cinder sends its newest version."""
    with pytest.raises(MisPinError) as caught:
        releases({**HISTORY, "1.3": {"Engine": "1.1"}}, YARD, (YardAPI,))

    assert (caught.value.where, caught.value.found) == ("OBJ_VERSIONS, objects-1.3", "no Car")


def test_pin_when_the_last_old_row_is_gone_rises_without_a_restart(known: Releases) -> None:
    """Cinder's serializer keeps the cap that it was made with."""
    rows = [service("a", "1.0", "1.0")]
    found = live(Levels(known, [YardAPI]), lambda: Census([record(row, known) for row in rows]))
    before = pinned(found.answer(TOPIC))
    rows[:] = [service("a", "1.2", "1.3", disabled=True)]

    found.reload()

    assert (before, pinned(found.answer(TOPIC))) == (
        ("objects-1.0", "1.0"),
        ("objects-1.2", "1.3"),
    )
