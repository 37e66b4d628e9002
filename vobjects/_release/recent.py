"""What is made by a key and kept while it is used."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The values that somebody holds, and the last ones that were asked for; safe for threads.

    Args:
        most: how many values are kept although nobody holds them.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._held: weakref.WeakValueDictionary[K, V] = weakref.WeakValueDictionary()
        self._last: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key: the same object for as long as anybody holds it."""
        with self._lock:
            value = self._held.get(key)
            if value is None:
                value = self._held[key] = make()
            self._last.pop(key, None)
            self._last[key] = value
            oldest = next(iter(self._last)) if len(self._last) > self._most else None
            dropped = None if oldest is None else self._last.pop(oldest)
        del dropped  # what its end sets off may take the lock
        return value
