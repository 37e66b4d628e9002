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
from tests.support.lab import Fleet, Side
from tests.support.proxy import Mode, Proxy
from tests.support.rabbit import RabbitNode

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]

ENOUGH = 10.0  # seconds to notice that a host is gone, and to find another


@pytest.fixture
def hosts(rabbit_node: RabbitNode) -> Iterator[list[Proxy]]:
    """Three ways to a broker, which look like three brokers."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Proxy(rabbit_node.port)) for _ in range(3)]


def test_calls_when_any_host_is_gone_are_done_by_way_of_the_others(hosts: list[Proxy]) -> None:
    url = "rabbit://" + ",".join(f"guest:guest@127.0.0.1:{host.port}" for host in hosts) + "/"
    broker = transport(url)
    with Fleet(broker, f"failover-{os.getpid()}-") as fleet:
        side = fleet.client("kilo", "juno", timeout=2)
        with casts(side):
            waited = [await_call(side, host) for host in hosts * 3]
    broker.cleanup()

    assert max(waited) < ENOUGH


def await_call(side: Side, host: Proxy) -> float:
    """Lose a host, and return after how many seconds a call is done while it is away."""
    host.set(Mode.REFUSE)
    host.cut()
    start = time.monotonic()
    try:
        while time.monotonic() < start + 3 * ENOUGH and not done(side.api.wait):
            pass
        return time.monotonic() - start
    finally:
        host.set(Mode.PASS)


def done(method: Any, *arguments: Any, **options: Any) -> bool:
    try:
        method(Context(), *arguments, **options)
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
