"""Messages that a server takes from the broker and does not run."""

from __future__ import annotations

import dataclasses
import enum
import logging
from collections.abc import Callable

from rpc.observe._events import LONGEST, tell
from vobjects._repr import one_line

LOG = logging.getLogger("rpc.observe.discarded")


class Reason(enum.StrEnum):
    """Why a message is not run."""

    UNREADABLE = "unreadable"
    """It is no message of oslo.messaging: nobody can be answered."""
    LATE = "late"
    """Its sender waits for the answer no longer."""
    DUPLICATE = "duplicate"
    """It was delivered before, and may not run twice."""
    REDELIVERED = "redelivered"
    """It was delivered before on a classic queue, and may have run."""
    DEAD_LETTER = "dead-letter"
    """It is a cast that this server cannot run, and is kept among the dead letters."""


@dataclasses.dataclass(frozen=True)
class TurnedAway:
    """One message that was not run."""

    receiver: str
    """Name and release of the server."""
    topic: str
    reason: Reason
    method: str
    """Its method, or nothing if the message cannot be read."""
    detail: str

    def __str__(self) -> str:
        what = self.method or "a message"
        line = f"{self.receiver} did not run {what} to {self.topic}: {self.reason}, {self.detail}"
        return one_line(line, LONGEST)


Watcher = Callable[[TurnedAway], None]
Tell = Callable[[Reason, str, str], None]


def teller(receiver: str, topic: str, watcher: Watcher) -> Tell:
    """What logs the messages that a server turns away, and tells them to a watcher."""

    def turn_away(reason: Reason, method: str, detail: str) -> None:
        message = TurnedAway(receiver, topic, reason, method, detail)
        LOG.warning("%s", message)
        tell(watcher, message, receiver)

    return turn_away
