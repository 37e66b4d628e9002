"""A server and its client for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rpc.server.runner import Unit


@pytest.fixture
def unit() -> Iterator[Unit]:
    unit = Unit()
    yield unit
    unit.server.stop(5)
    unit.peer.transport.cleanup()
