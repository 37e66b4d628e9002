"""What a peer tells observers of every message that it sends, and of every one that it serves."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from rpc.codes import Code
from vobjects import LossEntry
from vobjects._repr import one_line

E = TypeVar("E")

LONGEST: Final = 4096
"""Characters of what a line of a log says of a message."""
LOG = logging.getLogger("rpc.observe.events")


@dataclasses.dataclass(frozen=True)
class Event:
    """One call or cast as its sender saw it end."""

    sender: str
    sender_release: str
    topic: str
    destination: str
    """The topic, and the server if one was named."""
    pinned: str
    """The release that the destination was taken for."""
    call: str
    """Interface and method."""
    code: Code
    seconds: float
    converted: int
    """Arguments with objects that the destination has at another version than the sender."""
    losses: tuple[LossEntry, ...]
    """What the arguments left behind on their way there, and the result on its way back."""
    detail: str
    mispinned: str = ""
    """The release that the destination was taken for at first, if it refused that as too new and
    the message was sent again."""

    def __str__(self) -> str:
        again = f"(first to {self.mispinned}, refused) " if self.mispinned else ""
        lost = ", ".join(loss.path for loss in self.losses) or "nothing"
        return (
            f"{self.sender} ({self.sender_release}) to {self.destination} pinned to {self.pinned}: "
            f"{again}{self.call} {self.code} in {self.seconds:.3f} s, {self.converted} converted, "
            f"lost {lost}" + (f": {one_line(self.detail, LONGEST)}" if self.detail else "")
        )


@dataclasses.dataclass(frozen=True)
class Served:
    """One message as its server saw it end."""

    receiver: str
    receiver_release: str
    topic: str
    sender: str
    """Who sent it, or nothing if that is a client without Pinrail."""
    sender_release: str
    call: str
    """Interface and method; the method may be one that the interface does not have."""
    known: bool
    """Whether the interface has the method."""
    sender_known: bool
    """Whether the release of the sender is one that may be met, or it named none."""
    version: str
    """That of the message; text of the sender if no version could be read."""
    code: Code
    seconds: float
    losses: tuple[LossEntry, ...]
    """What the arguments left behind on their way up, and the result on its way down."""
    detail: str

    def __str__(self) -> str:
        who = (
            f"{self.sender} ({self.sender_release})" if self.sender else "a client without Pinrail"
        )
        lost = ", ".join(loss.path for loss in self.losses) or "nothing"
        return (
            f"{self.receiver} ({self.receiver_release}) served {self.call} {self.version} of {who}"
            f": {self.code} in {self.seconds:.3f} s, lost {lost}"
            + (f": {one_line(self.detail, LONGEST)}" if self.detail else "")
        )


Observer = Callable[[Event], None]
ServedObserver = Callable[[Served], None]


def ignore(event: object) -> None:
    """The observer of those who do not look."""


def tell(observer: Callable[[E], None], event: E, label: str) -> None:
    """Tell an observer; what goes wrong in it is logged, and changes nothing for the message."""
    try:
        observer(event)
    except Exception:
        LOG.exception("the observer of %s failed", label)


def level(code: Code, losses: bool) -> int:
    """How loud a message is logged: quietly if nothing was wrong, and nothing lost."""
    if code is Code.OK:
        return logging.INFO if losses else logging.DEBUG
    return logging.INFO if code is Code.FAILED else logging.WARNING
