"""What a peer tells an observer of every message it sends."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from rpc.codes import Code
from vobjects import LossEntry


@dataclasses.dataclass(frozen=True)
class Event:
    """One call or cast as its sender saw it end."""

    sender: str
    sender_release: str
    destination: str
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
            f"lost {lost}" + (f": {self.detail}" if self.detail else "")
        )


Observer = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The observer of those who do not look."""
