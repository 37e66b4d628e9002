"""The database of a service: bytes that outlive the release which wrote them."""

from __future__ import annotations

import threading
from typing import TypeVar

from vobjects import VersionedObject, View

V = TypeVar("V", bound=VersionedObject)
Rows = dict[tuple[str, str], bytes]


class Store:
    """Objects by class and key. A newer release opens the rows of an older one and reads them."""

    def __init__(self, view: View, rows: Rows | None = None) -> None:
        self.view, self.rows = view, {} if rows is None else rows
        self._lock = threading.RLock()

    def save(self, key: str, obj: VersionedObject) -> None:
        """Keep an object with its changes, so that they can still be told after a restart."""
        with self._lock:
            self.rows[obj.obj_name(), key] = self.view.encode(obj)

    def load(self, cls: type[V], key: str) -> V:
        """The object of a key.

        Raises:
            KeyError: there is none.
        """
        found = self.view.decode(self.rows[cls.obj_name(), key])
        assert isinstance(found, cls)
        return found

    def delete(self, cls: type[V], key: str) -> None:
        """Forget an object, if there is one."""
        with self._lock:
            self.rows.pop((cls.obj_name(), key), None)

    def keys(self, cls: type[V]) -> list[str]:
        """The keys of all objects of a class."""
        with self._lock:
            return sorted(key for name, key in self.rows if name == cls.obj_name())

    def all(self, cls: type[V]) -> list[V]:
        """All objects of a class, by their keys."""
        return [self.load(cls, key) for key in self.keys(cls)]
