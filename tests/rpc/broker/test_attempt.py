"""A message is written while its deadline has not passed, and not twice if that could matter."""

from __future__ import annotations

import pytest

from rpc._broker.attempt import CURRENT, Attempt, NotWrittenError


def test_begin_when_in_time_gives_the_seconds_left() -> None:
    assert 59 < Attempt(60, repeatable=False).begin() <= 60


def test_begin_when_the_deadline_has_passed_is_refused_and_nothing_was_written() -> None:
    attempt = Attempt(0, repeatable=True)

    with pytest.raises(NotWrittenError, match="before the deadline"):
        attempt.begin()

    assert not attempt.abandon()


@pytest.mark.parametrize("repeatable", [True, False])
def test_begin_when_it_was_begun_before_needs_a_message_that_may_run_twice(
    repeatable: bool,
) -> None:
    attempt = Attempt(60, repeatable)
    attempt.begin()

    if repeatable:
        attempt.begin()
    else:
        with pytest.raises(NotWrittenError, match="not sent twice"):
            attempt.begin()

    assert attempt.abandon()


def test_begin_when_abandoned_is_refused() -> None:
    attempt = Attempt(60, repeatable=True)

    assert not attempt.abandon()

    with pytest.raises(NotWrittenError):
        attempt.begin()


def test_abandon_when_the_broker_gave_the_message_back_knows_that_nothing_was_written() -> None:
    attempt = Attempt(60, repeatable=False)
    attempt.begin()
    attempt.returned()

    attempt.begin()
    attempt.returned()

    assert not attempt.abandon()


def test_abandon_when_only_the_second_writing_came_back_does_not_forget_the_first() -> None:
    attempt = Attempt(60, repeatable=True)
    attempt.begin()
    attempt.begin()
    attempt.returned()

    assert attempt.abandon()


def test_abandon_when_the_driver_asks_nobody_always_may_have_written() -> None:
    assert Attempt(60, repeatable=False, watched=False).abandon()


def test_run_when_done_is_current_only_meanwhile() -> None:
    attempt = Attempt(60, repeatable=False)

    assert attempt.run(CURRENT.get) is attempt
    assert CURRENT.get() is None
