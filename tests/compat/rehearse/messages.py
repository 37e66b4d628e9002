"""Messages, outcomes and reports made by hand."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from compat.rehearse import Outcome, Report, Sent, Status, plan
from compat.rehearse._outcome import Lost
from compat.rehearse._plan import SkewPair
from compat.report.rehearsal import show
from rpc import Code, Event

PLAN = plan("juno", "kilo")
PAIR = SkewPair("controller", "libvirt", "kilo", "juno")


def event(code: Code = Code.OK, **others: Any) -> Event:
    facts: dict[str, Any] = {
        "sender": "controller",
        "sender_release": "kilo",
        "topic": "cloud_host",
        "destination": "cloud_host.libvirt-1",
        "pinned": "juno",
        "call": "CloudHostAPI.start_guest",
        "code": code,
        "seconds": 0.01,
        "converted": 1,
        "losses": (),
        "detail": "" if code is Code.OK else f"why {code}",
    }
    return Event(**(facts | others))


def sent(code: Code = Code.OK, step: int = 1, **others: Any) -> Sent:
    return Sent(step, event(code, **others), PAIR, "libvirt-1")


def lost(**others: Any) -> Lost:
    facts: dict[str, Any] = {
        "step": 1,
        "service": "libvirt-1",
        "guest": "resident-pages",
        "field": "numa_topology.cells[0].pagesize",
        "expected": "2048",
        "found": "nothing",
        "sender_release": "kilo",
        "receiver_release": "juno",
        "declared": False,
    }
    return Lost(**(facts | others))


def report(
    messages: tuple[Sent, ...] = (sent(),),
    outcomes: tuple[Outcome, ...] = (),
    losses: tuple[Lost, ...] = (),
) -> Report:
    return Report(PLAN, messages, outcomes, losses, deadline=10.0)


def outcome(status: Status) -> Outcome:
    return Outcome(1, "boot", "step-1-pages", status, f"why {status}", str(PAIR))


def printed(found: Report) -> str:
    console = Console(file=io.StringIO(), width=100)
    show(found, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
