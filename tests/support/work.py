"""Work in counts, which no busy machine changes: calls of functions, and what is kept."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from typing import Any


def calls(act: Callable[[], object]) -> int:
    """How many functions are called while ``act`` runs, those that are written in C among them."""
    count = 0

    def seen(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()  # whoever is told of collections would be counted
    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times the calls are counted at twice the size: 2 where work is linear.

    Args:
        work: makes what is done at a size; only the work itself is counted.
        size: the smaller one.
    """
    small, large = (calls(work(number)) for number in (size, 2 * size))
    return large / small


def bend(work: Callable[[int], Callable[[], object]], size: int) -> int:
    """How many more calls three times the size takes than a line through one and two times: 0.

    What is made once for all is made before.

    Args:
        work: as in :func:`growth`.
        size: the smallest one.
    """
    work(3 * size)()
    one, two, three = (calls(work(number)) for number in (size, 2 * size, 3 * size))
    return three - 2 * two + one


def kept(first: Callable[[], object], *then: Callable[[], object]) -> int:
    """The bytes that are held after one of ``then`` and were not before it: the fewest of all.

    What is made once for all is made by ``first``, and so is what ``then`` takes the place of.
    Other threads allocate too: what keeps something keeps it each time.
    """
    gc.freeze()  # what other tests have made is not walked through at each collection
    tracemalloc.start()
    try:
        first()
        return min(_held(act) for act in then)
    finally:
        tracemalloc.stop()
        gc.unfreeze()


def kept_of(files: Sequence[str], act: Callable[[], object]) -> int:
    """The bytes that lines of some files allocate in ``act`` and that are held after it.

    What other threads allocate in other files is not among them.
    """
    tracemalloc.start()
    try:
        act()
        _collect()
        found = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    own = found.filter_traces([tracemalloc.Filter(True, file) for file in files])
    return sum(trace.size for trace in own.traces)


def _held(act: Callable[[], object]) -> int:
    _collect()
    before, _ = tracemalloc.get_traced_memory()
    act()
    _collect()
    return tracemalloc.get_traced_memory()[0] - before


def _collect() -> None:
    """Collect what is garbage, and what becomes garbage with it: the end of one may drop others."""
    for _ in range(3):
        gc.collect()
