"""A message on its way out."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True)
class Message:
    """What one call or cast gives to oslo.messaging."""

    interface: str
    method: str
    version: str
    context: dict[str, Any]
    body: dict[str, Any]
    answered: bool
    idempotent: bool = False
    """Whether it may be sent again when it is not known what became of it."""

    @property
    def call(self) -> str:
        """Interface and method, for errors."""
        return f"{self.interface}.{self.method}"
