"""What a server does not run is logged and told."""

from __future__ import annotations

import logging

import pytest

from rpc import Reason, TurnedAway
from rpc.observe._discarded import teller
from rpc.observe._events import ignore
from tests.support.logs import logged_here


def test_tell_when_a_message_is_turned_away_logs_it_and_tells_the_watcher(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[TurnedAway] = []

    with caplog.at_level(logging.WARNING, "rpc"):
        teller("host (kilo)", "lab", told.append)(Reason.LATE, "build", "2 s late")

    assert told == [TurnedAway("host (kilo)", "lab", Reason.LATE, "build", "2 s late")]
    expected = ["host (kilo) did not run build to lab: late, 2 s late"]
    assert logged_here(caplog, "rpc.observe.discarded") == expected


def test_tell_when_a_message_cannot_be_read_names_no_method() -> None:
    assert str(TurnedAway("host", "lab", Reason.UNREADABLE, "", "bad")) == (
        "host did not run a message to lab: unreadable, bad"
    )


def test_tell_when_the_watcher_fails_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def fail(message: TurnedAway) -> None:
        raise ValueError(message.method)

    teller("host", "lab", fail)(Reason.DUPLICATE, "build", "")

    assert "the observer of host failed" in caplog.text


def test_tell_when_nobody_watches_says_nothing() -> None:
    ignore(TurnedAway("host", "lab", Reason.LATE, "build", ""))
