"""Until when a server waits for its broker."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from typing import Any, Final

CURRENT: Final[contextvars.ContextVar[Opening | None]] = contextvars.ContextVar(
    "opening", default=None
)
"""The opening on whose behalf this thread connects."""


class OpeningEndedError(Exception):
    """The time for an opening is over, or its server was stopped."""


class Opening:
    """The time that a server has to declare its queues at a broker.

    Args:
        seconds: from now on.
    """

    def __init__(self, seconds: float) -> None:
        self._end, self._over = time.monotonic() + seconds, threading.Event()
        self._lock = threading.Lock()
        self.problem = ""
        """Why no broker took the last connection."""

    @property
    def left(self) -> float:
        """Seconds until the end; never below zero."""
        return max(0.0, self._end - time.monotonic())

    def run(self, work: Callable[[], Any]) -> Any:
        """What ``work`` gives; the connections that it makes ask this opening before they try."""
        token = CURRENT.set(self)
        try:
            return work()
        finally:
            CURRENT.reset(token)

    def must_go_on(self) -> None:
        """Check that there is time for one more try.

        Raises:
            OpeningEndedError: there is none.
        """
        if self._over.is_set() or not self.left:
            raise OpeningEndedError

    def wait(self, seconds: float) -> None:
        """Wait for the next try, or for the end if that is sooner."""
        self._over.wait(min(seconds, self.left))

    def keep(self, assign: Callable[[], None]) -> None:
        """Hand over what was opened; :meth:`end` waits until it is handed over.

        Raises:
            OpeningEndedError: the end has come; what was opened is to be closed again.
        """
        with self._lock:
            if self._over.is_set():
                raise OpeningEndedError
            assign()

    def end(self) -> None:
        """Let no try follow, and keep nothing that is still being opened."""
        with self._lock:
            self._over.set()
