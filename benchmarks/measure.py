"""Two functions timed side by side: A, B, A, B, ..., and the median of the rounds of each."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import statistics
import time
from collections.abc import Callable, Iterator

Run = Callable[[], object]
Clock = Callable[[], float]


@dataclasses.dataclass(frozen=True)
class Stopwatch:
    """How long and how often to measure, in seconds."""

    rounds: int = 31
    """Rounds of each function."""
    round: float = 0.01
    """What one round takes at least."""
    clock: Clock = time.process_time
    """Of this process alone: what others take of the machine is not counted."""

    def side_by_side(self, ours: Run, theirs: Run) -> tuple[float, float]:
        """The seconds that one call of each function takes.

        Neither function gets all the good or all the bad moments of the machine.
        """
        gc.collect()
        runs = (ours, theirs)
        for run in runs:
            self._seconds(run, 1)  # the first call makes what later ones find
        calls = [self._calls_in_a_round(run) for run in runs]
        found: tuple[list[float], list[float]] = ([], [])
        for _ in range(self.rounds):
            for run, times, seconds in zip(runs, calls, found, strict=True):
                seconds.append(self._seconds(run, times) / times)
        return statistics.median(found[0]), statistics.median(found[1])

    def _calls_in_a_round(self, run: Run) -> int:
        times = 1
        while self._seconds(run, times) < self.round:
            times *= 2
        return times

    def _seconds(self, run: Run, times: int) -> float:
        with _without_collector():
            start = self.clock()
            for _ in range(times):
                run()
            return self.clock() - start


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing is collected while the clock runs."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
