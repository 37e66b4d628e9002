"""Locks by key: what is done with one guest is done one after the other."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Iterator


class KeyedLocks:
    """One lock for each key, kept only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: weakref.WeakValueDictionary[str, threading.Lock]
        self._locks = weakref.WeakValueDictionary()

    @contextlib.contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """Wait until nobody else holds the key."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            yield

    def __len__(self) -> int:
        return len(self._locks)
