"""A limit of time for work that cannot be interrupted."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Any


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """What ``work`` returns or raises, from a thread of its own.

    Raises:
        TimeoutError: it is not done in time; it goes on in its thread, which ends with the process.
    """
    outcome: list[Callable[[], Any]] = []
    context = contextvars.copy_context()

    def run() -> None:
        try:
            result = context.run(work)
        except BaseException as error:
            outcome.append(lambda error=error: _raise(error))  # type: ignore[misc]
        else:
            outcome.append(lambda: result)

    thread = threading.Thread(target=run, name="pinrail-send", daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TimeoutError
    return outcome[0]()


def _raise(error: BaseException) -> None:
    raise error
