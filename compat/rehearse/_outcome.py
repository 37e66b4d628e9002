"""What became of everything that a rehearsal tried."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any


class Status(enum.StrEnum):
    """How one operation of the workload ended."""

    DONE = "done"
    REFUSED = "refused"
    """Refused with a reason, as it must be in this mix of releases."""
    FAILED = "failed"
    """Refused or broken although this mix of releases can do it."""
    HUNG = "hung"
    """No outcome within the deadline."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One operation on one guest."""

    step: int
    operation: str
    guest: str
    status: Status
    why: str = ""
    pair: str = ""
    """Sender and receiver of the message that was refused or broke, with their releases."""

    def __str__(self) -> str:
        between = f" ({self.pair})" if self.pair else ""
        return f"step {self.step}: {self.operation} {self.guest}{between}: {self.why}"

    def as_dict(self) -> dict[str, Any]:
        """The outcome as plain data."""
        return dataclasses.asdict(self)


@dataclasses.dataclass(frozen=True)
class Lost:
    """A fact that a service does not hold as it was asked for."""

    step: int
    service: str
    guest: str
    field: str
    expected: str
    found: str
    sender_release: str
    receiver_release: str
    declared: bool
    """Whether the history of the field allows the loss and a report told of it."""

    def __str__(self) -> str:
        return (
            f"step {self.step}: {self.service} holds {self.field} of {self.guest} as {self.found}, "
            f"asked was {self.expected} ({self.sender_release} → {self.receiver_release})"
        )

    def as_dict(self) -> dict[str, Any]:
        """The loss as plain data."""
        return dataclasses.asdict(self)
