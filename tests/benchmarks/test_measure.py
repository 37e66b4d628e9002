"""The stopwatch, with a clock that only the measured functions move."""

import gc
from collections.abc import Callable

import pytest

from benchmarks.measure import Stopwatch


class Machine:
    """A clock, and functions that take given seconds, one after the other, the last for ever."""

    def __init__(self) -> None:
        self.now, self.calls = 0.0, ""

    def clock(self) -> float:
        return self.now

    def function(self, name: str, *seconds: float) -> Callable[[], None]:
        left = list(seconds)

        def run() -> None:
            assert not gc.isenabled()
            self.calls += name
            self.now += left.pop(0) if len(left) > 1 else left[0]

        return run


@pytest.fixture
def machine() -> Machine:
    return Machine()


def measured(machine: Machine, rounds: int, round: float, *functions: Callable[[], None]) -> object:
    return Stopwatch(rounds, round, machine.clock).side_by_side(*functions)


def test_rounds_alternate(machine: Machine) -> None:
    measured(machine, 3, 1.0, machine.function("A", 1.0), machine.function("B", 1.0))

    assert machine.calls == "AB" + "AB" + "ABABAB"  # to be warm, to fill a round, and measured


def test_a_round_has_as_many_calls_as_fill_it(machine: Machine) -> None:
    measured(machine, 1, 1.0, machine.function("A", 0.25), machine.function("B", 1.0))

    assert machine.calls == "AB" + "A" + "AA" + "AAAA" + "B" + "AAAA" + "B"


def test_each_function_has_the_median_of_its_own_rounds(machine: Machine) -> None:
    ours = machine.function("A", 70.0, 1.0, 2.0, 90.0, 3.0)
    theirs = machine.function("B", 90.0, 1.0, 5.0, 4.0, 70.0)

    assert measured(machine, 3, 1.0, ours, theirs) == (3.0, 5.0)


def test_seconds_are_those_of_one_call(machine: Machine) -> None:
    found = measured(machine, 2, 1.0, machine.function("A", 0.25), machine.function("B", 0.5))

    assert found == (0.25, 0.5)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was(machine: Machine, on: bool) -> None:
    (gc.enable if on else gc.disable)()
    try:
        measured(machine, 1, 1.0, machine.function("A", 1.0), machine.function("B", 1.0))

        assert gc.isenabled() is on
    finally:
        gc.enable()


def test_the_collector_is_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        Stopwatch(1).side_by_side(lambda: 1 / 0, lambda: None)

    assert gc.isenabled()
