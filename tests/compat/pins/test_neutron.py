"""Neutron's census of agents as a source of pins; each test of a failure is named after it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from compat.pins.neutron import level, record
from rpc import Destination
from rpc.pins import EACH_HOST
from tests.compat.pins.tables import KNOWN, pinned, source

TOPIC = Destination("yard")
LATE = datetime.datetime(2021, 1, 1)


def agent(host: str, versions: Any, **facts: Any) -> dict[str, Any]:
    """A row of the table ``agents``."""
    return {
        "binary": "yard-guard", "host": host, "resource_versions": versions,
        "heartbeat_timestamp": datetime.datetime.now(datetime.UTC), "admin_state_up": True,
    } | facts  # fmt: skip


def answer(*rows: dict[str, Any], to: Destination = TOPIC, **options: Any) -> tuple[str, str]:
    found = [record(row, KNOWN) for row in rows]
    return pinned(source(*found, **options).answer(to))


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ({"Car": "1.0"}, "victoria"),
        ({"Car": "1.1"}, "wallaby"),
        ({"Car": "1.1", "Engine": "1.0"}, "wallaby"),
        ({"Car": "1.1", "Engine": "1.1"}, "xena"),
        ({"Car": "1.9", "Engine": "1.9", "Other": "1.0"}, "xena"),
        ({"Car": "2.0"}, "resource_versions {'Car': '2.0'}"),
        ({"Car": "x"}, "resource_versions {'Car': 'x'}"),
        ({}, "resource_versions {}"),
        ('{"Car": "1.1", "Engine": "1.0"}', "wallaby"),
        ('{"Car": "x"}', "resource_versions {'Car': 'x'}"),
        ("", "resource_versions ''"),
        (None, "resource_versions None"),
        ("null", "resource_versions 'null'"),
        ('["Car"]', "resource_versions '[\"Car\"]'"),
        ('{"Car": 1.1}', "resource_versions '{\"Car\": 1.1}'"),
        ('{"Car": "1.', 'resource_versions \'{"Car": "1.\''),
        ("[" * 100_000, "resource_versions '["),
        ({"Car": None}, "resource_versions {'Car': None}"),
        (5, "resource_versions 5"),
    ],
)
def test_level_when_an_agent_reports_is_the_newest_release_that_it_reads(
    reported: Any, expected: str
) -> None:
    assert level(reported, KNOWN)[: len(expected)] == expected


def test_pin_when_agents_are_mixed_is_one_for_all_and_not_one_for_each_version() -> None:
    """Neutron sends each change once for each version that is there."""
    rows = agent("a", {"Car": "1.1", "Engine": "1.1"}), agent("b", {"Car": "1.1", "Engine": "1.0"})

    assert answer(*rows) == ("wallaby", "1.1")


def test_pin_when_an_agent_is_late_or_dead_counts_it_all_the_same() -> None:
    """Neutron drops it out of the census, and what was pushed meanwhile is lost to it."""
    dead = agent("b", {"Car": "1.0"}, heartbeat_timestamp=LATE, admin_state_up=False)

    assert answer(agent("a", {"Car": "1.1", "Engine": "1.1"}), dead) == ("victoria", "1.0")


@pytest.mark.parametrize("reported", [None, {}, "", "no JSON"])
def test_pin_when_a_report_was_missed_is_unknown_and_not_the_newest(
    reported: Any,
) -> None:
    """Neutron's server is blind to the agent for up to a minute."""
    state, why = answer(agent("a", {"Car": "1.1", "Engine": "1.1"}), agent("b", reported))

    assert (state, f"yard-guard on b (resource_versions {reported!r}" in why) == ("Unknown", True)


def test_pin_when_an_object_has_a_child_pins_the_child_too() -> None:
    """Neutron names the target version of the object alone, and its children stay the newest."""
    found: Any = source(record(agent("a", {"Car": "1.1"}), KNOWN)).answer(TOPIC)
    apart: Any = source(record(agent("a", {"Car": "1.0"}), KNOWN)).answer(TOPIC)

    assert found.pin.view.manifest == {"Car": "1.1", "Engine": "1.0"}
    assert apart.pin.view.manifest == {"Car": "1.0", "Engine": "1.0"}


def test_pin_when_an_agent_is_addressed_is_that_of_its_own_report() -> None:
    rows = agent("a", {"Car": "1.1", "Engine": "1.1"}), agent("b", {"Car": "1.0"})

    assert answer(*rows, to=Destination("yard", "a"), scope=EACH_HOST) == ("xena", "1.3")
