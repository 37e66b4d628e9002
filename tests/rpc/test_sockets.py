"""A connection that broke leaves no socket behind: those of the driver wait for the collector."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Iterator

import pytest

from rpc import Context, OutcomeUnknownError, UndeliveredError, transport
from tests.support.lab import Fleet, Side
from tests.support.proxy import Proxy
from tests.support.rabbit import RabbitNode

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]

CUTS = 3


@pytest.fixture
def proxy(rabbit_node: RabbitNode) -> Iterator[Proxy]:
    with Proxy(rabbit_node.port) as proxy:
        yield proxy


def test_sockets_when_connections_are_cut_again_and_again_are_closed(proxy: Proxy) -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", ResourceWarning)
        cut_and_send(proxy)
        gc.collect()

    assert [str(one.message) for one in seen if one.category is ResourceWarning] == []


def cut_and_send(proxy: Proxy) -> None:
    broker = transport(f"rabbit://guest:guest@127.0.0.1:{proxy.port}//")
    with Fleet(broker, f"sockets-{os.getpid()}-") as fleet:
        side = fleet.client("kilo", "juno")
        for _ in range(CUTS):
            refresh(side)
            assert proxy.cut() > 0
            refresh(side, timeout=0.0001)
        refresh(side)
    broker.cleanup()


def refresh(side: Side, timeout: float = 20) -> None:
    """Cast; the deadline of some is too short to try twice on a broken connection."""
    try:
        side.client.prepare(server=side.server, timeout=timeout).refresh(Context(), number=1)
    except (OutcomeUnknownError, UndeliveredError):
        assert timeout < 1
