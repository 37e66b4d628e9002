"""Service records: what a fleet's database says of each service."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One service of one host, as its row has it."""

    binary: str
    """Such as ``shop-kitchen``."""
    host: str
    """The name under which it serves its topic."""
    level: str
    """What it runs: a release, the version of its topic's interface, or both (``spring 1.3``)."""
    last_seen: datetime.datetime | None = None
    """When it last reported, with its time zone; None if it never did."""
    disabled: bool = False
    """Nothing new is scheduled there; it is sent messages all the same."""
    forced_down: bool = False
    """An operator declared it dead; it may return."""
    cell: str = ""

    def __str__(self) -> str:
        marks = [name for name in ("disabled", "forced_down") if getattr(self, name)]
        cell = [f"cell {self.cell}"] if self.cell else []
        seen = f"last seen {self.last_seen:%Y-%m-%d %H:%M:%S}" if self.last_seen else "never seen"
        facts = ", ".join([self.level, *cell, seen, *marks])
        return f"{self.binary} on {self.host} ({facts})"


@dataclasses.dataclass(frozen=True)
class Census:
    """All rows of a fleet, and the cells whose database did not answer."""

    rows: Iterable[Record]
    unreachable: frozenset[str] = frozenset()
