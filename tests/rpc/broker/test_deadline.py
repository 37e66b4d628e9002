"""Work that may hang has a limit of time."""

from __future__ import annotations

import concurrent.futures
import contextvars
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from rpc._broker import deadline
from rpc._broker.deadline import within


class OwnError(Exception):
    """An error of the work."""


def test_within_when_done_gives_the_result() -> None:
    assert within(5, lambda: 7) == 7


@pytest.mark.parametrize("error", [OwnError("x"), SystemExit(3), KeyboardInterrupt()])
def test_within_when_it_raises_raises_the_same(error: BaseException) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        within(5, fail)

    assert caught.value is error


def test_within_when_it_hangs_gives_up_and_is_ready_for_more() -> None:
    free, start = threading.Event(), time.monotonic()

    with pytest.raises(TimeoutError):
        within(0.1, free.wait)

    assert 0.1 <= time.monotonic() - start < 1
    assert within(5, lambda: 8) == 8
    free.set()


def test_within_when_context_is_set_the_work_sees_it() -> None:
    variable: contextvars.ContextVar[int] = contextvars.ContextVar("variable")
    variable.set(5)

    assert within(5, variable.get) == 5


def test_within_when_work_follows_work_takes_the_same_thread() -> None:
    threads = set()
    for _ in range(20):
        threads.add(within(5, threading.get_ident))
        time.sleep(0.001)

    assert len(threads) < 20
    assert threading.get_ident() not in threads


def test_within_when_many_wait_at_once_gives_each_its_own() -> None:
    def double(number: int) -> Callable[[], int]:
        return lambda: time.sleep(0.001) or number * 2  # type: ignore[func-returns-value]

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda number: within(5, double(number)), range(200)))

    assert found == [number * 2 for number in range(200)]


def test_workers_when_too_many_are_idle_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "_MOST_IDLE", 0)
    monkeypatch.setattr(deadline, "_IDLE", [])
    ended = within(5, threading.current_thread)

    ended.join(5)

    assert not ended.is_alive()


FORKED = """
import os, time, warnings
warnings.simplefilter("ignore")
from rpc._broker.deadline import within
within(5, lambda: 1)
time.sleep(0.05)
child = os.fork()
if child == 0:
    os._exit(within(5, lambda: 3))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_within_when_the_process_was_forked_starts_threads_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, check=False)

    assert done.stdout == b"3\n", done.stderr
