"""A RabbitMQ that goes away and comes back: every call ends in time, and later ones are done."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rpc import Code, Context, OutcomeUnknownError, UndeliveredError, transport
from rpc.testing.rabbit import RabbitNode
from tests.support.lab import Fleet, guest

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[RabbitNode]:
    with RabbitNode(tmp_path / "node") as node:
        yield node


@pytest.mark.timeout(240)
def test_call_when_the_broker_goes_away_ends_in_time_and_is_done_when_it_is_back(
    node: RabbitNode,
) -> None:
    broker = transport(node.url)
    with Fleet(broker, f"outage-{os.getpid()}-") as fleet:
        side = fleet.client("kilo", "juno", timeout=3)
        assert side.api.build(Context(), guest(side.view)).host == "lab"

        node.stop()
        for _ in range(3):
            start = time.monotonic()
            with pytest.raises(UndeliveredError):
                side.api.build(Context(), guest(side.view))
            assert time.monotonic() - start < 4
            with pytest.raises(UndeliveredError):
                side.api.refresh(Context(), number=1)
            assert side.event.code is Code.UNDELIVERED

        node.start()
        assert _done_within(60, side)


def _done_within(seconds: float, side: object) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            side.api.build(Context(), guest(side.view))  # type: ignore[attr-defined]
        except (OutcomeUnknownError, UndeliveredError):
            continue
        return True
    return False
