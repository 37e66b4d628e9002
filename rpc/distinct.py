"""Telling values of strangers apart without room for all that they could make up."""

from __future__ import annotations

import threading
from collections.abc import Hashable


class Distinct:
    """The first so many different values; may be asked from any thread."""

    def __init__(self, most: int) -> None:
        self._most, self._values, self._lock = most, set[Hashable](), threading.Lock()

    def takes(self, value: Hashable) -> bool:
        """Whether a value is among the first ones; it becomes one if there is room."""
        with self._lock:
            if len(self._values) < self._most:
                self._values.add(value)
            return value in self._values
