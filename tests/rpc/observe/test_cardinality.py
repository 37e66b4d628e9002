"""The first so many values are told apart, whoever asks."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from rpc.observe._cardinality import Distinct


def test_value_when_there_is_room_is_told_apart_for_ever() -> None:
    distinct = Distinct(2)

    assert [distinct.takes(value) for value in ("a", "b", "c", "a", "b", "c")] == [
        True, True, False, True, True, False,
    ]  # fmt: skip


class Slow:
    """A value that lets other threads run while it is added."""

    def __hash__(self) -> int:
        time.sleep(0.001)
        return id(self)


def test_values_when_many_threads_bring_them_are_no_more_than_there_is_room_for() -> None:
    distinct = Distinct(10)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(distinct.takes, [Slow() for _ in range(50)]))

    assert sum(taken) == 10
