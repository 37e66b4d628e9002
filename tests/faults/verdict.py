"""What was sent against what ran: the laws that no fault may break."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable

from rpc import Code
from tests.faults.ledger import Entry
from tests.faults.load import DEADLINE, Sent

ONCE = ("once", "note", "fanout")
"""Kinds of messages that no server may run twice."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """The messages of one kind under one fault."""

    fault: str
    kind: str
    sent: int
    done: int
    undelivered: int
    unknown: int
    hangs: int
    """Ended more than a second after their deadline."""
    wrong: int
    """Answered with another's result; or said to be undelivered, and ran."""
    twice: int
    """Ran twice on one server, or on two if only one was to run them, and are not idempotent."""
    lost: int
    """Done according to the sender, and never ran although they have to."""

    @property
    def holds(self) -> bool:
        """Whether no law is broken."""
        return not (self.hangs or self.wrong or self.twice or self.lost)


def verdict(fault: str, kind: str, sent: Iterable[Sent], entries: Iterable[Entry]) -> Verdict:
    """Judge the messages of one kind."""
    ours = [one for one in sent if one.kind == kind]
    codes = collections.Counter(one.code for one in ours)
    began = [entry for entry in entries if entry.what == "begin"]
    runs = collections.Counter(entry.id for entry in began)
    if kind == "fanout":
        again = {entry.id for entry, count in collections.Counter(began).items() if count > 1}
    else:
        again = {id_ for id_, count in runs.items() if count > 1}
    return Verdict(
        fault=fault,
        kind=kind,
        sent=len(ours),
        done=codes[Code.OK],
        undelivered=codes[Code.UNDELIVERED],
        unknown=codes[Code.UNKNOWN],
        hangs=sum(one.seconds > DEADLINE + 1 for one in ours),
        wrong=sum(_is_wrong(one, runs[one.id]) for one in ours),
        twice=sum(one.id in again for one in ours) if kind in ONCE else 0,
        lost=sum(_is_lost(one, runs[one.id]) for one in ours),
    )


def _is_wrong(sent: Sent, runs: int) -> bool:
    known = sent.code in (Code.OK, Code.UNDELIVERED, Code.UNKNOWN)
    return not known or not sent.correct or (sent.code is Code.UNDELIVERED and runs > 0)


def _is_lost(sent: Sent, runs: int) -> bool:
    must_run = sent.kind in ("once", "again", "keep")
    return sent.code is Code.OK and must_run and not runs
