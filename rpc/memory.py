"""kombu's memory transport with consumers that are woken and do not look again and again.

oslo.messaging sets the time between two looks to zero, and idle servers then use up all the time of
their process.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import Any, Final

from kombu import transport
from kombu.transport import memory

_LONGEST: Final = 0.25
"""Seconds after which a consumer looks again unasked: channels that were made before
:func:`wait_for_messages` do not ring."""


class Bell:
    """Wakes all who wait for a message that came after they looked."""

    def __init__(self) -> None:
        self._rung = threading.Condition()
        self.count = 0

    def ring(self) -> None:
        """Say that there is a message."""
        with self._rung:
            self.count += 1
            self._rung.notify_all()

    def wait_after(self, count: int, seconds: float) -> None:
        """Wait until it has rung more than so often, or the time is over."""
        with self._rung:
            self._rung.wait_for(lambda: self.count != count, seconds)


BELL: Final = Bell()
"""The queues of all memory transports of a process are the same, and so is the bell."""


class RingingChannel(memory.Channel):
    """Rings when a message comes into a queue."""

    def _put(self, *args: Any, **kwargs: Any) -> None:
        super()._put(*args, **kwargs)  # type: ignore[no-untyped-call]
        BELL.ring()

    def _put_fanout(self, *args: Any, **kwargs: Any) -> None:
        super()._put_fanout(*args, **kwargs)  # type: ignore[no-untyped-call]
        BELL.ring()


class WaitingTransport(memory.Transport):
    """Waits for the bell between two looks."""

    Channel = RingingChannel

    cycle: Any

    def drain_events(self, connection: Any, timeout: float | None = None, **more: Any) -> None:
        """Deliver one message.

        Raises:
            TimeoutError: none came in time.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            count = BELL.count
            try:
                self.cycle.get(self._deliver, timeout=timeout)
            except queue.Empty:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError from None
                BELL.wait_after(count, min(left, _LONGEST))
            else:
                return


def wait_for_messages() -> None:
    """Use the waiting transport for ``memory`` URLs of this process from now on."""
    transport.TRANSPORT_ALIASES["memory"] = f"{__name__}:{WaitingTransport.__name__}"
