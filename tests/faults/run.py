"""One fault under load, and what became of every message."""

from __future__ import annotations

from tests.faults.kinds import FAULTS
from tests.faults.load import KINDS, Load
from tests.faults.stage import Stage
from tests.faults.verdict import Verdict, verdict

CROWD = (*KINDS, "once", "again")


def run(stage: Stage, fault: str, messages: int) -> list[Verdict]:
    """Do a fault in the midst of so many messages at least; a verdict for each kind.

    Raises:
        TimeoutError: messages are not done again after the fault, or queues do not become empty.
    """
    with Load(stage.client, CROWD) as load:
        load.await_success(KINDS)
        load.await_more(messages // 2)
        FAULTS[fault](stage, load)
        load.await_success(KINDS)
        load.await_more(messages // 2)
    stage.await_quiet()
    entries = stage.ledger.entries()
    return [verdict(fault, kind, load.sent, entries) for kind in KINDS]
