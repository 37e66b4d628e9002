"""A connection that broke leaves no socket behind: the driver leaves it to the collector."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from amqp.transport import TCPTransport

from rpc import Context, OutcomeUnknownError, UndeliveredError, transport
from rpc.testing.rabbit import RabbitNode
from tests.support.lab import Fleet, Side
from tests.support.proxy import Proxy

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]

CUTS = 3


@pytest.fixture
def proxy(rabbit_node: RabbitNode) -> Iterator[Proxy]:
    with Proxy(rabbit_node.port) as proxy:
        yield proxy


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    """Those of all connections to a broker that are made, held so that nobody collects them."""
    made, connect = list[socket.socket](), TCPTransport.connect

    def noted(self: Any) -> None:
        connect(self)  # type: ignore[no-untyped-call]
        made.append(self.sock)

    monkeypatch.setattr(TCPTransport, "connect", noted)
    return made


def test_sockets_when_connections_are_cut_again_and_again_are_closed(
    proxy: Proxy, sockets: list[socket.socket]
) -> None:
    cut_and_send(proxy)

    assert len(sockets) > CUTS
    assert [found for found in sockets if found.fileno() != -1] == []


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
