"""A server and a client that know three brokers go on with two of them, for as long as it takes."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from rpc import Context, OutcomeUnknownError, UndeliveredError, transport
from rpc.testing.rabbit import RabbitNode
from tests.faults.stage import sockets_collected
from tests.support.lab import Fleet, Side
from tests.support.proxy import Mode, Proxy

pytestmark = [
    pytest.mark.rabbit,
    pytest.mark.slow,
    # hosts that hang up in the handshake leave sockets; test_sockets.py has all others
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
    ),
]

ENOUGH = 30.0  # seconds to find another host


@pytest.fixture
def hosts(rabbit_node: RabbitNode) -> Iterator[list[Proxy]]:
    """Three ways to a broker, which look like three brokers."""
    with sockets_collected(), contextlib.ExitStack() as stack:
        yield [stack.enter_context(Proxy(rabbit_node.port)) for _ in range(3)]


def test_calls_when_any_host_is_gone_are_done_by_way_of_the_others(hosts: list[Proxy]) -> None:
    url = "rabbit://" + ",".join(f"guest:guest@127.0.0.1:{host.port}" for host in hosts) + "/"
    broker = transport(url)
    with Fleet(broker, f"failover-{os.getpid()}-") as fleet:
        side = fleet.client("kilo", "juno", timeout=2)
        with casts(side):
            for number, host in enumerate(hosts * 3):
                with gone(host):
                    assert call_is_done(side), f"no answer without host {number % 3}"
    broker.cleanup()


@contextlib.contextmanager
def gone(host: Proxy) -> Iterator[None]:
    host.set(Mode.REFUSE)
    host.cut()
    try:
        yield
    finally:
        host.set(Mode.PASS)


def call_is_done(side: Side) -> bool:
    deadline = time.monotonic() + ENOUGH
    while time.monotonic() < deadline:
        if done(side.api.wait):
            return True
    return False


def done(method: Any, **arguments: Any) -> bool:
    try:
        method(Context(), **arguments)
    except (OutcomeUnknownError, UndeliveredError):
        return False
    return True


@contextlib.contextmanager
def casts(side: Side) -> Iterator[None]:
    """Keep the server busy, so that it looks for messages all the time."""
    ended = threading.Event()

    def send() -> None:
        while not ended.is_set():
            done(side.api.refresh, number=1)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
