"""The threads in which a server runs messages."""

from __future__ import annotations

import functools
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

LOG = logging.getLogger("rpc.broker.workers")


class Workers:
    """Threads that are started as they are needed, and end with the process.

    Those of ``concurrent.futures`` hold up the end of the process until the last one is done, also
    one that never ends.
    """

    def __init__(self, most: int) -> None:
        """Start ``most`` threads at the most."""
        self._most = most
        self._inbox = queue.SimpleQueue[Callable[[], None] | None]()
        self._idle = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []

    def submit(self, work: Callable[..., None], *args: Any) -> None:
        """Run ``work`` in a thread when one is free; called by one thread alone."""
        self._inbox.put(functools.partial(work, *args))
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._most:
            name = f"pinrail-worker-{len(self._threads)}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def include(self, thread: threading.Thread) -> bool:
        """Whether a thread is one of these."""
        return thread in self._threads

    def shutdown(self) -> None:
        """Wait until all that was submitted has run."""
        for _ in self._threads:
            self._inbox.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while (work := self._inbox.get()) is not None:
            try:
                work()
            except BaseException:  # a worker outlives whatever a message does to it
                LOG.exception("a message was not answered")
            self._idle.release()
