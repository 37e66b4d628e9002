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
    """Objects that were sent at another version than the sender's own."""
    losses: tuple[LossEntry, ...]
    detail: str


Observer = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The observer of those who do not look."""
