"""kombu's memory transport with a rest between polls."""

from __future__ import annotations

from typing import Final

from kombu import transport
from kombu.transport import memory

_REST: Final = 0.001  # seconds: what a call on an idle broker waits at most


class RestingTransport(memory.Transport):
    """Polls a thousand times a second.

    oslo.messaging sets the interval of the memory transport to zero, and idle servers then use up
    all the time of the process.
    """

    @property
    def polling_interval(self) -> float:
        """Seconds between two looks at the queues, whatever is set."""
        return _REST

    @polling_interval.setter
    def polling_interval(self, seconds: float) -> None:
        """Ignore the zero of oslo.messaging."""


def rest_between_polls() -> None:
    """Use the resting transport for ``memory`` URLs of this process from now on."""
    transport.TRANSPORT_ALIASES["memory"] = f"{__name__}:{RestingTransport.__name__}"
