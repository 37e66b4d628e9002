"""Senders of casts leave servers time for calls: a broker would take any number of casts."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from typing import Any

from rpc import Context, OutcomeUnknownError
from tests.faults.load import CALLS, DEADLINE, KINDS, Load


@dataclasses.dataclass
class Service:
    """What stands for a client: its casts are always taken, its calls answered or not."""

    answers: bool

    def prepare(self, **options: Any) -> Service:
        return self

    def once(self, context: Context, id_: str, act: str) -> str:
        time.sleep(0.02)
        if not self.answers:
            raise OutcomeUnknownError(call="LedgerAPI.once", receiver="ledger", deadline=DEADLINE)
        return id_

    again = once

    def note(self, context: Context, id_: str) -> None:
        time.sleep(0.002)

    keep = note


@contextlib.contextmanager
def load(answers: bool) -> Iterator[Load]:
    with Load(Service(answers)) as senders:  # type: ignore[arg-type]
        yield senders


def casts(senders: Load) -> int:
    return sum(sent.kind not in CALLS for sent in senders.sent)


def test_casts_when_no_call_is_answered_are_sent_slowly() -> None:
    with load(answers=True) as answered, load(answers=False) as unanswered:
        answered.await_more(1_000)

    assert 0 < casts(unanswered) < casts(answered) / 5


def test_casts_when_calls_are_answered_again_are_sent_as_before() -> None:
    with load(answers=False) as senders:
        senders.await_more(50)
        senders.client.answers = True  # type: ignore[attr-defined]
        senders.await_success(KINDS)
        before = casts(senders)
        senders.await_more(500)

    assert casts(senders) - before > 400
