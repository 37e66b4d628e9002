"""Locks by key: one holder of a key at a time, and no key waits for another."""

import concurrent.futures
import threading

import pytest

from compat.cloud.services._locks import KeyedLocks


def test_hold_when_many_want_one_key_then_one_after_the_other() -> None:
    locks, inside, most = KeyedLocks(), 0, 0

    def work() -> None:
        nonlocal inside, most
        with locks.hold("a"):
            inside += 1
            most = max(most, inside)
            threading.Event().wait(0.002)
            inside -= 1

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for _ in range(16)]:
            done.result()

    assert (inside, most) == (0, 1)


def test_hold_when_the_keys_differ_then_nobody_waits() -> None:
    locks, both = KeyedLocks(), threading.Barrier(2)

    def work(key: str) -> None:
        with locks.hold(key):
            both.wait(timeout=5)  # broken if the other cannot come in

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, key) for key in ("a", "b")]:
            done.result()


def test_hold_when_the_work_fails_then_the_key_is_free_again() -> None:
    locks = KeyedLocks()

    with pytest.raises(ZeroDivisionError), locks.hold("a"):
        raise ZeroDivisionError

    with locks.hold("a"):
        assert len(locks) == 1


def test_hold_when_nobody_holds_a_key_any_more_then_nothing_is_kept() -> None:
    locks = KeyedLocks()

    for number in range(100):
        with locks.hold(str(number)):
            pass

    assert len(locks) == 0
