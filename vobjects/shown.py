"""Values as errors show them: in one line, whatever arrived."""

from __future__ import annotations

import reprlib
from typing import Any, Final

_LENGTH: Final = 120


class _Short(reprlib.Repr):
    """``repr`` that never walks deep or far into a value that a peer sent."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 5
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = 40
        self.maxstring = self.maxother = _LENGTH

    def repr_int(self, value: int, level: int) -> str:
        bits = value.bit_length()
        return repr(value) if bits <= 256 else f"an int of {bits} bits"

    def repr_bytes(self, value: bytes, level: int) -> str:
        return repr(value[:_LENGTH])


_SHORT: Final = _Short()


def brief(value: Any) -> str:
    """The text of a value, cut to a line."""
    text = _SHORT.repr(value)
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 3]}..."


def shown(value: Any) -> str:
    """A value as errors show it: its type and its text."""
    return "None" if value is None else f"{type(value).__name__} {brief(value)}"
