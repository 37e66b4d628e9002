"""A limit of time for work that cannot be interrupted."""

from __future__ import annotations

import contextvars
import os
import queue
import threading
from collections.abc import Callable
from typing import Any, Final

_MOST_IDLE: Final = 64


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """What ``work`` returns or raises; it runs in another thread, in the caller's context.

    Raises:
        TimeoutError: it is not done in time; it goes on in its thread, which ends with the process.
    """
    outcome: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            outcome.put((context.run(work), None))
        except BaseException as error:
            outcome.put((None, error))

    _worker().inbox.put(run)
    try:
        result, error = outcome.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return result


class _Worker:
    """A thread that does one piece of work after another; starting one anew takes longer."""

    def __init__(self) -> None:
        self.inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._serve, name="pinrail-send", daemon=True).start()

    def _serve(self) -> None:
        while True:
            self.inbox.get()()
            if len(_IDLE) >= _MOST_IDLE:
                return
            _IDLE.append(self)


_IDLE: Final[list[_Worker]] = []
os.register_at_fork(after_in_child=_IDLE.clear)  # the threads stay in the parent


def _worker() -> _Worker:
    try:
        return _IDLE.pop()
    except IndexError:
        return _Worker()
