"""Which service records decide on a destination."""

from __future__ import annotations

import dataclasses
from typing import Final

from rpc.pins._service_record import Record


@dataclasses.dataclass(frozen=True)
class Scope:
    """All cells, one cell, or each host by itself."""

    cell: str | None = None
    """The only cell that counts; None if all do."""
    by_host: bool = False
    """Whether a server that is addressed by its name is pinned to its own row."""

    def __str__(self) -> str:
        where = "all cells" if self.cell is None else f"cell {self.cell}"
        return f"each host of {where}" if self.by_host else where

    def has(self, row: Record) -> bool:
        """Whether a row counts."""
        return self.cell is None or row.cell == self.cell

    def missing(self, unreachable: frozenset[str]) -> list[str]:
        """The cells that count and cannot be read."""
        return sorted(cell for cell in unreachable if self.cell in (None, cell))


ALL_CELLS: Final = Scope()
"""The lowest row of the fleet decides, wherever the message goes."""

EACH_HOST: Final = Scope(by_host=True)
"""A server's own row decides, and for messages to any server of a topic the lowest of all."""


def one_cell(name: str) -> Scope:
    """The lowest row of one cell decides: for services whose broker is that of the cell."""
    return Scope(name)
