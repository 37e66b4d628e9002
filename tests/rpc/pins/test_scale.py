"""A fleet of many servers costs in proportion to it: counted, not timed."""

from __future__ import annotations

import functools
import itertools
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rpc import Destination, Known, Pin
from rpc.pins import EACH_HOST, Census, Levels, Record, Records
from rpc.pins._announced import Announced
from tests.support.lab import LabAPI, known, pin

MANY = 5_000
ROOM = 300
"""Bytes for one server in one place: 100,000 servers have 30 MB."""
HOSTS = [Destination("lab", f"host-{number}") for number in range(MANY)]


def kept(work: Callable[[], Any]) -> int:
    """The bytes that are kept by what ``work`` gives."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        found = work()
        after = tracemalloc.get_traced_memory()[0]
        assert found is not None
    finally:
        tracemalloc.stop()
    return after - before


def lines(work: Callable[[], Any]) -> int:
    """The lines of Python that are run."""
    count = 0

    def note(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def set_all(hosts: list[Destination]) -> Any:
    pins = known("kilo")
    for host in hosts:
        pins.set(host, "juno")
    return pins


def hear_all(hosts: list[Destination]) -> Any:
    found = Announced(known("kilo"))
    for host in hosts:
        found.hear(host, "lab@host", pin("juno"))
    return found


SURE = Known(pin("kilo"), "the test")


def lower_all(hosts: list[Destination]) -> Any:
    found = Announced(known("kilo"))
    for host in hosts:
        found.lower(host, SURE, "lab@host", pin("juno"))
    return found


def end_all(hosts: list[Destination]) -> Any:
    found, anew = lower_all(hosts), Known(pin("kilo"), "the test")
    for host in hosts:
        assert found.over(host, anew) is pin("kilo")
    return found


def rows(hosts: list[Destination]) -> list[Record]:
    levels = itertools.cycle(["kilo", "juno", "juno 1.0"])
    return [Record("nova-lab", str(host.server), next(levels)) for host in hosts]


class CountingLevels(Levels):
    """Counts the rows that are read."""

    reads = 0

    def of_row(self, topic: str, text: str, where: object) -> Pin:
        self.reads += 1
        return super().of_row(topic, text, where)


def count(found: list[Record], levels: Levels) -> Records:
    return Records(
        levels, lambda: Census(found), binaries={"lab": "nova-lab"}, scope=EACH_HOST, age=1e9
    )


@pytest.mark.parametrize("work", [set_all, hear_all, lower_all, end_all])
def test_servers_when_there_are_ten_times_more_take_ten_times_the_work(
    work: Callable[[list[Destination]], Any],
) -> None:
    work(HOSTS[:1])
    few = lines(functools.partial(work, HOSTS[:20]))
    many = lines(functools.partial(work, HOSTS[:200]))

    assert many < 11 * few


@pytest.mark.parametrize("work", [set_all, hear_all, lower_all])
def test_servers_when_they_are_many_keep_little_for_each(
    work: Callable[[list[Destination]], Any],
) -> None:
    assert kept(lambda: work(HOSTS)) < ROOM * MANY


def test_census_when_hosts_are_many_reads_each_level_once() -> None:
    levels = CountingLevels(known("kilo"), [LabAPI])
    found = count(rows(HOSTS), levels)
    before = levels.reads
    answers: Iterator[Any] = (found.answer(host) for host in HOSTS)

    assert {answer.pin.release for answer in answers} == {"kilo", "juno"}
    assert before == 3
    assert levels.reads == 6


def test_census_when_hosts_are_many_keeps_little_for_each() -> None:
    found, levels = rows(HOSTS), Levels(known("kilo"), [LabAPI])

    assert kept(lambda: count(found, levels)) < ROOM * MANY


def test_census_when_one_host_has_many_rows_keeps_one_of_each_level() -> None:
    same = [Record("nova-lab", "host", level) for level in ("kilo", "juno") * MANY]
    table = count(same, Levels(known("kilo"), [LabAPI])).table

    assert [row.level for row in table.hosts["nova-lab"]["host"]] == ["kilo", "juno"]


def test_stamp_when_the_rows_of_a_host_are_of_two_levels_is_the_same_at_each_message() -> None:
    """Else what a peer made of the pin would end with every message."""
    two = [Record("nova-lab", "host", level) for level in ("juno 1.0", "kilo")]
    found = count(two, Levels(known("kilo"), [LabAPI]))
    host = Destination("lab", "host")
    first, second = found.answer(host), found.answer(host)

    assert isinstance(first, Known)
    assert isinstance(second, Known)
    assert first.stamp is second.stamp
    assert first.pin is second.pin


def test_answer_when_two_hosts_have_a_bad_row_names_the_own_one() -> None:
    bad = [Record("nova-lab", host, "liberty") for host in ("a", "b")]
    found = count(bad, Levels(known("kilo"), [LabAPI]))

    for host in ("a", "b"):
        why = found.answer(Destination("lab", host)).why
        assert f"nova-lab on {host} (liberty" in str(why)
