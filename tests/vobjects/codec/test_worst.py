"""The messages that take the most of a reader: bounded in memory, and linear in work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.support.work import growth
from tests.support.worst import SHAPES, message, read
from vobjects import Limits
from vobjects._codec.fast_decoder import FastDecoder

STATED = 700 * 10**6
"""The bytes that docs/wire.md says reading takes at most."""


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_memory_when_a_message_is_as_large_as_may_be_is_within_what_is_stated(shape: str) -> None:
    sent = message(shape, Limits().items)
    assert len(sent) <= Limits().bytes

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.support.worst"],
        input=sent,
        capture_output=True,
        check=True,
    )

    assert int(done.stdout) < STATED * 0.9


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_reading_when_a_message_is_twice_as_long_is_twice_the_work(
    monkeypatch: pytest.MonkeyPatch, shape: str, fast: bool
) -> None:
    if not fast:
        monkeypatch.setattr(FastDecoder, "decode", lambda decoder, sent: None)

    def work(items: int) -> Callable[[], object]:
        sent = message(shape, items)
        read(message(shape, 20))
        return lambda: read(sent)

    assert growth(work, 2_000) < 2.2
