"""The messages that a server has begun to run, so that none is run twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

MOST: Final = 65_536
LONGEST: Final = 64
"""Characters of an id that is kept as it is; of a longer one its hash is kept."""


class Seen:
    """Remembers the last ids that it was shown; not safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._ids = most, dict[str, None]()

    def add(self, id_: str | None) -> bool:
        """Whether an id is new; it is remembered, and the oldest forgotten if there are too many.

        What has no id is always new.
        """
        if id_ is None:
            return True
        kept = _kept(id_)
        if kept in self._ids:
            return False
        self._ids[kept] = None
        if len(self._ids) > self._most:
            del self._ids[next(iter(self._ids))]
        return True

    def forget(self, ids: Iterable[str | None]) -> None:
        """Take ids for new again: what they stand for was not run."""
        for id_ in ids:
            if id_ is not None:
                self._ids.pop(_kept(id_), None)


def _kept(id_: str) -> str:
    """An id, or the hash of one that is longer than any of oslo.messaging's."""
    return (
        id_
        if len(id_) <= LONGEST
        else hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()
    )
