"""The messages that a server has begun to run, so that none is run twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 65_536


class Seen:
    """Remembers the last ids that it was shown; not safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._ids = most, dict[str | None, None]()

    def add(self, id_: str | None) -> bool:
        """Whether an id is new; it is remembered, and the oldest forgotten if there are too many.

        What has no id is always new.
        """
        if id_ is None:
            return True
        if id_ in self._ids:
            return False
        self._ids[id_] = None
        if len(self._ids) > self._most:
            del self._ids[next(iter(self._ids))]
        return True

    def forget(self, ids: Iterable[str | None]) -> None:
        """Take ids for new again: what they stand for was not run."""
        for id_ in ids:
            self._ids.pop(id_, None)
