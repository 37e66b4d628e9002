"""Both sides on one broker: their servers and clients are processes, which take turns."""

from __future__ import annotations

import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.environment import ROOT
from benchmarks.measure import Stopwatch
from rpc.testing.rabbit import RabbitNode

Measurement = Callable[[Stopwatch], tuple[float, float]]
THREADS: Final = 8
"""Threads that call at once when calls are counted; one call at a time gives the latency."""
SECONDS: Final = 0.5
"""What one round of one side takes."""


class Process:
    """One process of one side."""

    def __init__(self, side: str, role: str, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.rpc.side", side, role, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def ask(self, **what: Any) -> tuple[float, float]:
        """What a client measured: calls a second, and seconds a call."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        calls, seconds = self._answer()
        return calls, seconds

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def calls(what: str) -> Measurement:
    """Calls a second of many threads, with an ``instance`` or a ``text``: ours, theirs."""
    return lambda stopwatch: _raced(stopwatch.rounds, what, THREADS, lambda found: found[0])


def latency(what: str) -> Measurement:
    """Microseconds of one call at a time, with an ``instance`` or a ``text``: ours, theirs."""
    return lambda stopwatch: _raced(stopwatch.rounds, what, 1, lambda found: found[1] * 1e6)


def _raced(
    rounds: int, what: str, threads: int, of: Callable[[tuple[float, float]], float]
) -> tuple[float, float]:
    found: tuple[list[float], list[float]] = ([], [])
    with _clients() as clients:
        for _ in range(rounds):
            for client, numbers in zip(clients, found, strict=True):
                numbers.append(of(client.ask(what=what, threads=threads, seconds=SECONDS)))
    return statistics.median(found[0]), statistics.median(found[1])


@contextlib.contextmanager
def _clients() -> Iterator[tuple[Process, Process]]:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        url = stack.enter_context(RabbitNode(Path(folder))).url

        def started(side: str) -> Process:
            for role in ("serve", "call"):
                process = Process(side, role, url)
                stack.callback(process.close)
            return process

        yield started("ours"), started("bare")
