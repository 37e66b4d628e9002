"""What a conversion left behind, and whether the history allows it."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator
from typing import Any


class Loss(enum.StrEnum):
    """What happens to a value that the older version has no field for."""

    REFUSED = "refused"
    ALLOWED = "allowed"


@dataclasses.dataclass(frozen=True)
class LossEntry:
    """One value that was left behind: where it stood, between which versions, and why."""

    path: str
    object: str
    field: str
    source: str
    target: str
    found: str
    why: str

    def as_dict(self) -> dict[str, str]:
        """The entry as plain data."""
        return dataclasses.asdict(self)


class LossReport:
    """The declared losses of one conversion, in the order in which they happened."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: list[LossEntry] = []

    def add(self, **facts: Any) -> None:
        """Note one loss; the arguments are the fields of :class:`LossEntry`."""
        self._entries.append(LossEntry(**facts))

    def extend(self, report: LossReport) -> None:
        """Note all losses of another report."""
        self._entries.extend(report)

    def __iter__(self) -> Iterator[LossEntry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __str__(self) -> str:
        return "; ".join(f"{e.path} = {e.found} left behind: {e.why}" for e in self) or "no loss"
