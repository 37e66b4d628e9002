"""kombu's memory transport with consumers that are woken and do not look again and again.

oslo.messaging sets the time between two looks to zero, and idle servers then use up all the time of
their process.
"""

from __future__ import annotations

import queue
import threading
import time
import weakref
from typing import Any, Final

import oslo_messaging
from kombu import transport
from kombu.transport import memory

_LONGEST: Final = 0.25
"""Seconds after which a consumer looks again unasked: channels that were made before
:func:`wait_for_messages` do not ring."""


class Bells:
    """Which transports wait for the messages of which queues.

    The queues of all memory transports of a process are the same, and so are the bells.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, weakref.WeakSet[WaitingTransport]] = {}

    def hang(self, queue: str, transport: WaitingTransport) -> None:
        """Wake a transport when a message comes into a queue."""
        with self._lock:
            self._waiting.setdefault(queue, weakref.WeakSet()).add(transport)

    def ring(self, queue: str) -> None:
        """Say that there is a message in a queue."""
        with self._lock:
            for transport in self._waiting.get(queue, ()):
                transport.bell.set()


BELLS: Final = Bells()


class RingingChannel(memory.Channel):
    """Rings when a message comes into a queue."""

    connection: WaitingTransport

    def basic_consume(self, queue: str, *args: Any, **kwargs: Any) -> None:
        """Consume from a queue, and be woken when something comes into it."""
        super().basic_consume(queue, *args, **kwargs)  # type: ignore[no-untyped-call]
        BELLS.hang(queue, self.connection)

    def basic_publish(
        self, message: Any, exchange: str, routing_key: str, mandatory: bool = False, **more: Any
    ) -> None:
        """Put a message into all queues that it is for.

        Raises:
            MessageUndeliverable: it must come to one, and there is none.
        """
        if mandatory and exchange and not self._routes(exchange, routing_key):
            raise oslo_messaging.MessageUndeliverable(
                "no queue is bound", exchange, routing_key, message
            )
        super().basic_publish(message, exchange, routing_key, **more)  # type: ignore[no-untyped-call]

    def _routes(self, exchange: str, routing_key: str) -> Any:
        table = self.get_table(exchange)  # type: ignore[no-untyped-call]
        return self.typeof(exchange).lookup(table, exchange, routing_key, None)  # type: ignore[no-untyped-call]

    def _put(self, queue: str, *args: Any, **kwargs: Any) -> None:
        super()._put(queue, *args, **kwargs)  # type: ignore[no-untyped-call]
        BELLS.ring(queue)

    def _put_fanout(
        self, exchange: str, message: Any, routing_key: Any = None, **more: Any
    ) -> None:
        for name in self._lookup(exchange, routing_key):  # type: ignore[no-untyped-call]
            self._put(name, message)


class WaitingTransport(memory.Transport):
    """Waits between two looks until a message comes into one of its queues."""

    Channel = RingingChannel

    cycle: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.bell = threading.Event()
        self._interrupted = False

    def interrupt(self) -> None:
        """Let the next :meth:`drain_events` return, or the one that another thread is in."""
        self._interrupted = True
        self.bell.set()

    def drain_events(self, connection: Any, timeout: float | None = None, **more: Any) -> None:
        """Deliver one message, or none if :meth:`interrupt` was called.

        Raises:
            TimeoutError: none came in time.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            self.bell.clear()
            if self._interrupted:
                self._interrupted = False
                return
            try:
                self.cycle.get(self._deliver, timeout=timeout)
            except queue.Empty:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError from None
                self.bell.wait(min(left, _LONGEST))
            else:
                return


def interrupt(connection: Any) -> None:
    """End the wait for messages that another thread is in, if the broker is in this process.

    A wait for another broker ends when its time is up.

    Args:
        connection: of the driver of RabbitMQ.
    """
    used = connection.connection.transport
    if isinstance(used, WaitingTransport):
        used.interrupt()


def wait_for_messages() -> None:
    """Use the waiting transport for ``memory`` URLs of this process from now on."""
    transport.TRANSPORT_ALIASES["memory"] = f"{__name__}:{WaitingTransport.__name__}"
