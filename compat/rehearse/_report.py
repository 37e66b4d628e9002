"""The result of a rehearsal, and whether the upgrade is safe."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from compat.rehearse._outcome import Lost, Outcome, Status
from compat.rehearse._plan import Plan
from compat.rehearse._recorder import Sent
from rpc import Code


@dataclasses.dataclass(frozen=True)
class Row:
    """The messages of one step from one release to another."""

    step: int
    title: str
    sender_release: str
    receiver_release: str
    calls: int
    refused: int
    converted: int
    lost: int


@dataclasses.dataclass(frozen=True)
class Report:
    """All that a rehearsal found."""

    plan: Plan
    sent: tuple[Sent, ...]
    outcomes: tuple[Outcome, ...]
    losses: tuple[Lost, ...]
    deadline: float
    """Seconds that a call may take."""
    left_out: tuple[str, ...] = ()
    """Kinds of guests for which the libvirt hosts have no room."""

    def of(self, status: Status) -> list[Outcome]:
        """The operations that ended so."""
        return [outcome for outcome in self.outcomes if outcome.status is status]

    @property
    def skewed(self) -> list[Sent]:
        """Messages that were refused because their sender took the receiver for another release."""
        return [sent for sent in self.sent if sent.event.code.is_skew]

    @property
    def late(self) -> list[Sent]:
        """Calls without an outcome within the deadline and a second."""
        return [
            sent
            for sent in self.sent
            if sent.event.code is Code.UNKNOWN or sent.event.seconds > self.deadline + 1
        ]

    @property
    def hung(self) -> int:
        """Calls and operations that did not end in time."""
        return max(len(self.late), len(self.of(Status.HUNG)))

    @property
    def safe(self) -> bool:
        """Whether nothing was lost, nothing hung, and nothing was refused that could be done."""
        return not (self.losses or self.hung or self.skewed or self.of(Status.FAILED))

    @property
    def covered(self) -> int:
        """Planned pairs of sender and receiver between which a message arrived."""
        met = {sent.pair for sent in self.sent if sent.event.code is Code.OK}
        return len(met & self.plan.pairs())

    def rows(self) -> list[Row]:
        """The messages by step and pair of releases."""
        made: Counter[tuple[int, str, str]] = Counter()
        refused, converted, lost = made.copy(), made.copy(), made.copy()
        for sent in self.sent:
            key = (sent.step, sent.pair.sender_release, sent.pair.receiver_release)
            made[key] += 1
            refused[key] += sent.event.code in _REFUSED
            converted[key] += sent.event.converted > 0
        for loss in self.losses:
            lost[loss.step, loss.sender_release, loss.receiver_release] += 1
        titles = {step.number: step.title for step in self.plan.steps}
        return [
            Row(
                *key[:1],
                titles[key[0]],
                *key[1:],
                made[key],
                refused[key],
                converted[key],
                lost[key],
            )
            for key in sorted({*made, *lost})
        ]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data: counts first, then what they count."""
        rows = self.rows()
        return {
            "safe": self.safe,
            "steps": len(self.plan.steps),
            "calls": sum(row.calls for row in rows),
            "converted": sum(row.converted for row in rows),
            "refused": sum(row.refused for row in rows),
            "lost": len(self.losses),
            "undeclared_loss": sum(not loss.declared for loss in self.losses),
            "hung": self.hung,
            "skew_pairs_covered": self.covered,
            "skew_pairs_total": len(self.plan.pairs()),
            "plan": self.plan.describe(),
            "left_out": list(self.left_out),
            "table": [dataclasses.asdict(row) for row in rows],
            "refusals": [outcome.as_dict() for outcome in self.of(Status.REFUSED)],
            "failures": [outcome.as_dict() for outcome in self.of(Status.FAILED)],
            "skewed": [_skew(sent) for sent in self.skewed],
            "losses": [loss.as_dict() for loss in self.losses],
            "hangs": [outcome.as_dict() for outcome in self.of(Status.HUNG)],
        }


_REFUSED = frozenset(code for code in Code if code.value.endswith("refused"))


def _skew(sent: Sent) -> dict[str, Any]:
    return {
        "step": sent.step,
        "pair": str(sent.pair),
        "pinned": sent.event.pinned,
        "call": sent.event.call,
        "detail": sent.event.detail,
    }
