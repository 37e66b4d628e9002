"""Fleets of the demo cloud: one for each mix of releases, started when a test first asks for it."""

from collections.abc import Iterator

import pytest

from tests.compat.cloud.fleets import Fleet


@pytest.fixture(scope="package")
def fleets() -> Iterator[dict[str, Fleet]]:
    """The fleets that run, by the name of their mix."""
    running: dict[str, Fleet] = {}
    yield running
    for fleet in running.values():
        fleet.stop()


@pytest.fixture
def fleet(request: pytest.FixtureRequest, fleets: dict[str, Fleet]) -> Fleet:
    """A fleet without guests: of the mix that the test names, otherwise all on kilo."""
    mix = getattr(request, "param", "kilo")
    if mix not in fleets:
        fleets[mix] = Fleet(mix)
    fleets[mix].clear()
    return fleets[mix]
