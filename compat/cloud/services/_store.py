"""The database of a service: bytes that outlive the release which wrote them."""

from __future__ import annotations

import threading
from typing import TypeVar, cast

from rpc import ApplicationError
from vobjects import VersionedObject, View
from vobjects.catalog.instance import Instance

V = TypeVar("V", bound=VersionedObject)
Rows = dict[tuple[str, str], bytes]


class Store:
    """Objects by class and key. A newer release opens the rows of an older one and reads them."""

    def __init__(self, view: View, rows: Rows | None = None) -> None:
        self.view, self.rows = view, {} if rows is None else rows
        self._lock = threading.Lock()

    def save(self, key: str, obj: VersionedObject) -> None:
        """Keep an object with its changes, so that they can still be told after a restart."""
        row = self.view.encode(obj)
        with self._lock:
            self.rows[obj.obj_name(), key] = row

    def load(self, cls: type[V], key: str) -> V:
        """The object of a key.

        Raises:
            KeyError: there is none.
        """
        return self._read(cls, self.rows[cls.obj_name(), key])

    def delete(self, cls: type[V], key: str) -> None:
        """Forget an object, if there is one."""
        with self._lock:
            self.rows.pop((cls.obj_name(), key), None)

    def keys(self, cls: type[V]) -> list[str]:
        """The keys of all objects of a class."""
        return [key for key, _ in self._of(cls)]

    def all(self, cls: type[V]) -> list[V]:
        """All objects of a class at one moment, by their keys."""
        return [self._read(cls, row) for _, row in self._of(cls)]

    def _of(self, cls: type[V]) -> list[tuple[str, bytes]]:
        with self._lock:
            return sorted((key, row) for (n, key), row in self.rows.items() if n == cls.obj_name())

    def _read(self, cls: type[V], row: bytes) -> V:
        return cast(V, self.view.decode(row))  # rows stand under the name of their class


def load_instance(store: Store, uuid: str) -> Instance:
    """Return an instance that a service holds.

    Raises:
        ApplicationError: ``InstanceNotFound``.
    """
    try:
        return store.load(Instance, uuid)
    except KeyError:
        raise ApplicationError("InstanceNotFound", f"there is no instance {uuid}") from None
