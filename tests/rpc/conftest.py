"""One fleet for all tests of a process, and one transport for each kind of broker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from rpc import MEMORY_URL, transport
from tests.support.lab import Fleet

BROKERS = ["memory", pytest.param("rabbit", marks=[pytest.mark.rabbit, pytest.mark.slow])]


@pytest.fixture(scope="package")
def memory() -> Iterator[Any]:
    """A broker in this process."""
    made = transport(MEMORY_URL)
    yield made
    made.cleanup()


@pytest.fixture(scope="package")
def started(memory: Any) -> Iterator[Fleet]:
    """The servers on the memory broker, started once."""
    with Fleet(memory) as fleet:
        yield fleet


@pytest.fixture
def fleet(started: Fleet) -> Fleet:
    """The servers on the memory broker; they have noted nothing."""
    started.forget()
    return started


@pytest.fixture(scope="package", params=BROKERS)
def started_anywhere(request: pytest.FixtureRequest) -> Iterator[Fleet]:
    """The servers on each kind of broker, started once."""
    if request.param == "memory":
        yield request.getfixturevalue("started")
        return
    broker = transport(request.getfixturevalue("rabbit_url"))
    with Fleet(broker, f"test-{os.getpid()}-") as fleet:
        yield fleet
    broker.cleanup()


@pytest.fixture
def anywhere(started_anywhere: Fleet) -> Fleet:
    """The servers on each kind of broker; they have noted nothing."""
    started_anywhere.forget()
    return started_anywhere
