"""One process of one side: ``python -m benchmarks.rpc.side ours|bare serve|call URL``.

It says that it is ready. A server then runs until its input ends; a client measures what it is
asked for, a line each, and answers with a line.
"""

from __future__ import annotations

import concurrent.futures
import json
import statistics
import sys
import time
from typing import Any, TextIO

from benchmarks.measure import Run
from benchmarks.rpc import bare, ours

SIDES = {"ours": ours, "bare": bare}


def measured(run: Run, threads: int, seconds: float) -> tuple[float, float]:
    """How many calls a second so many threads make, and the median of their seconds."""
    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda _: _timed(run, start + seconds), range(threads)))
    spent = time.perf_counter() - start
    every = [one for times in found for one in times]
    return len(every) / spent, statistics.median(every)


def _timed(run: Run, end: float) -> list[float]:
    """The seconds of each call; at least one is made."""
    times: list[float] = []
    begun = time.perf_counter()
    while not times or begun < end:
        run()
        now = time.perf_counter()
        times.append(now - begun)
        begun = now
    return times


def work(side: str, role: str, url: str, asked: TextIO, told: TextIO) -> None:
    """Serve or call until there is nothing more to read."""
    peer: Any = SIDES[side]
    if role == "serve":
        server = peer.serve(url)
        _tell(told, "ready")
        asked.read()
        server.stop()
        return
    runs = peer.callers(url)
    for run in runs.values():
        run()
    _tell(told, "ready")
    for line in asked:
        question = json.loads(line)
        _tell(told, measured(runs[question.pop("what")], **question))


def _tell(told: TextIO, what: Any) -> None:
    told.write(json.dumps(what) + "\n")
    told.flush()


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], sys.argv[3], sys.stdin, sys.stdout)
