"""The threads of a server run what they get, and nothing ends them but the server."""

from __future__ import annotations

import threading
import time

import pytest

from rpc._broker.workers import Workers
from tests.support.logs import logged


def test_workers_when_work_is_submitted_run_it_in_as_few_threads_as_they_need() -> None:
    workers, threads = Workers(2), set[int]()
    ready = threading.Barrier(2)

    def meet() -> None:
        threads.add(threading.get_ident())
        ready.wait(10)

    for _ in range(6):
        workers.submit(meet)
    workers.shutdown()

    assert len(threads) == 2
    assert not workers.include(threading.current_thread())


def test_workers_when_the_first_is_idle_start_no_other() -> None:
    workers, ran = Workers(9), threading.Semaphore(0)
    workers.submit(ran.release)
    assert ran.acquire(timeout=10)
    while not workers._idle._value:
        time.sleep(0.001)

    workers.submit(ran.release)
    workers.shutdown()

    assert len(workers._threads) == 1


@pytest.mark.parametrize("error", [ValueError("x"), SystemExit(3), KeyboardInterrupt()])
def test_worker_when_its_work_raises_lives_on(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    workers, ran = Workers(1), threading.Event()

    def fail() -> None:
        raise error

    workers.submit(fail)
    workers.submit(ran.set)
    workers.shutdown()

    assert ran.is_set()
    assert logged(caplog, "rpc.broker.workers") == ["a message was not answered"]
