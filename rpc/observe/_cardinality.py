"""Telling values of strangers apart without room for all that they could make up."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Final

_LONGEST: Final = 200
"""Characters of a text that has room; longer ones never do."""


class Distinct:
    """The first so many different texts, or tuples of them; may be asked from any thread."""

    def __init__(self, most: int) -> None:
        self._most, self._values, self._lock = most, set[Hashable](), threading.Lock()

    def takes(self, value: Hashable) -> bool:
        """Whether a value is among the first ones; it becomes one if there is room."""
        if _length(value) > _LONGEST:
            return False
        with self._lock:
            if len(self._values) < self._most:
                self._values.add(value)
            return value in self._values


def _length(value: Hashable) -> int:
    texts = value if isinstance(value, tuple) else (value,)
    return sum(len(text) for text in texts if isinstance(text, str))
