"""What a client class of oslo.messaging is told to send."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Final

_TEXT: Final = re.compile(r"(\d+\.\d+|\?)\((.*)\)")
_OPEN: Final = "..."


@dataclasses.dataclass(frozen=True, order=True)
class Send:
    """One way to call or cast a method: the version, and the arguments."""

    version: str
    """What a peer serves at least to whom it is sent so; empty if it is not known."""
    arguments: tuple[str, ...]
    """In the order of their names."""
    is_open: bool = False
    """There may be others, which the source does not name."""

    def __str__(self) -> str:
        names = [*self.arguments, *([_OPEN] if self.is_open else [])]
        return f"{self.version or '?'}({', '.join(names)})"


def parse_sends(texts: Iterable[str]) -> list[Send]:
    """Return the ways of sending that a manifest has; what is none is left out."""
    found = []
    for text in texts:
        match = _TEXT.fullmatch(text)
        if match is not None:
            names = [name for name in match[2].split(", ") if name]
            arguments = tuple(name for name in names if name != _OPEN)
            version = "" if match[1] == "?" else match[1]
            found.append(Send(version, arguments, _OPEN in names))
    return found
