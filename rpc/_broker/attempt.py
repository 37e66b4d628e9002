"""A message on its way to the broker: until when it may be written, and how often."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import oslo_messaging

CURRENT: Final[contextvars.ContextVar[Attempt | None]] = contextvars.ContextVar(
    "attempt", default=None
)
"""The attempt on whose behalf this thread talks to the driver."""


class NotWrittenError(oslo_messaging.MessageUndeliverable):
    """An attempt that may not write its message, or not again.

    The driver passes on this kind of exception alone without dropping its connection.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why, "", "", None)  # type: ignore[no-untyped-call]
        self.why = why

    def __str__(self) -> str:
        return self.why


class Attempt:
    """The sending of one message.

    Args:
        seconds: until when it may be written, from now on.
        repeatable: whether it may be written again when it is not known what became of it.
        watched: whether the driver asks before it writes; if not, it may always have written.
    """

    def __init__(self, seconds: float, repeatable: bool, watched: bool = True) -> None:
        self._end, self._repeatable = time.monotonic() + seconds, repeatable
        self._lock = threading.Lock()
        self._over, self._written = False, 0 if watched else 1

    @property
    def left(self) -> float:
        """Seconds until the deadline; below zero after it."""
        return self._end - time.monotonic()

    def run(self, work: Callable[[], Any]) -> Any:
        """What ``work`` gives; the connections that it uses ask this attempt before they write."""
        token = CURRENT.set(self)
        try:
            return work()
        finally:
            CURRENT.reset(token)

    def begin(self) -> float:
        """Be about to write; the seconds that are left.

        Raises:
            NotWrittenError: the deadline has passed, or the message may not be written again.
        """
        with self._lock:
            left = self.left
            if self._over or left <= 0:
                raise NotWrittenError("the broker did not take it before the deadline")
            if self._written and not self._repeatable:
                raise NotWrittenError("the broker was lost while it took it; it is not sent twice")
            self._written += 1
            return left

    def returned(self) -> None:
        """Note that the broker took nothing of what was last written."""
        with self._lock:
            self._written -= 1

    def abandon(self) -> bool:
        """Write nothing from now on; whether the broker may have taken something."""
        with self._lock:
            self._over = True
            return self._written > 0
