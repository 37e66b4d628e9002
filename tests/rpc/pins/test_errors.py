"""Every wrong pin is found at the start or at the first message, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rpc import Server
from tests.support import mispins
from tests.support.depot import Depot, DepotAPI, depot_pin, depot_releases
from tests.support.lab import Fleet, in_parallel, peer
from tests.support.mispins import SCENARIOS, Scenario, Scene

PAGE = Path(__file__).parents[3] / "docs" / "pins.md"


@pytest.fixture(scope="module")
def servers(memory: Any, started: Fleet) -> Iterator[Scene]:
    """The servers that scenarios meet, started once."""
    alone = Fleet(memory, "alone-")
    depots = {release: Depot(release) for release in ("juno", "kilo")}
    others = [alone.servers["juno"]]
    for release, depot in depots.items():
        known = depot_releases()
        own = peer(memory, "kilo", prefix="depot-", known=known, pins=started.peer("kilo").pins)
        own = type(own)(memory, "depot", depot_pin(release), own.pins, known, prefix="depot-")
        others.append(Server(own, {DepotAPI: depot}, release))
    in_parallel(Server.start, others)
    yield Scene(started, alone, depots, Path())
    in_parallel(Server.stop, others)


@pytest.fixture
def scene(servers: Scene, fleet: Fleet, tmp_path: Path) -> Scene:
    """The servers, which have noted nothing."""
    servers.alone.forget()
    for depot in servers.depots.values():
        depot.kept.clear()
    servers.folder = tmp_path
    return servers


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.what)
def test_pin_when_it_is_wrong_is_found_and_nothing_is_lost(
    scene: Scene, scenario: Scenario
) -> None:
    found, outcome, kept = scenario.run(scene)

    assert (found, _without_time(outcome)) == (scenario.found, _without_time(scenario.outcome))
    assert kept


def test_scenarios_when_counted_are_at_least_forty_and_told_apart() -> None:
    assert len({scenario.what for scenario in SCENARIOS}) == len(SCENARIOS) >= 40


def test_page_when_it_prints_the_scenarios_has_what_was_seen() -> None:
    table = mispins.table(
        [(scenario, scenario.found, _without_time(scenario.outcome)) for scenario in SCENARIOS]
    )

    assert table in PAGE.read_text()


def _without_time(text: str) -> str:
    return re.sub(r", last seen [0-9: -]+", "", text)
