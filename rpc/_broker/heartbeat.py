"""Signs of life for clients that monitor a call (``call_monitor_timeout`` of oslo.messaging)."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from typing import Any, Final

LOG = logging.getLogger("rpc.broker.heartbeat")

SHORTEST: Final = 2
"""Seconds of silence that a client can ask for; oslo.messaging gives no sign below."""


@contextlib.contextmanager
def alive(incoming: Any) -> Iterator[None]:
    """Send signs of life while the body runs, if the client of this message asked for them."""
    seconds = incoming.client_timeout
    if type(seconds) not in (int, float) or seconds < SHORTEST:
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(incoming, seconds / 2, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(incoming: Any, seconds: float, done: threading.Event) -> None:
    while not done.wait(seconds):
        try:
            incoming.heartbeat()
        except Exception:  # the client is gone or the broker is: it will time out by itself
            LOG.warning("no sign of life could be sent", exc_info=True)
            return
