"""What a probe of classes shows: that something is lost, or cannot be read."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any


class Harm(enum.StrEnum):
    """What happens to an object between the code and a recorded release."""

    LEAK = "leak"
    """The code sends a field that the release does not have."""
    MISSING = "missing"
    """The code does not send a field that the release has."""
    VALUE = "value"
    """The code sends a value that is none of the enum of the release."""
    NULL = "null"
    """The code sends None where the release has a value."""
    FILLS = "fills"
    """The code sends None, and the type of the release makes its default of it."""
    RETYPED = "retyped"
    """The code sends a value that the type of the release refuses."""
    ALTERED = "altered"
    """The code sends a value that the type of the release turns into another one."""
    CHILD = "child"
    """The code sends an object inside at a version that the release does not read."""
    RAISES = "raises"
    """The conversion raises an error that nobody meant."""
    REFUSES = "refuses"
    """The conversion refuses every object."""
    NO_CLASS = "no class"
    """The code has no class for an object of the release."""
    UNREADABLE = "unreadable"
    """The code does not read the version of the release."""
    UNREAD = "unread"
    """The code raises when it reads a value of the release."""
    DIFFERS = "differs"
    """The code reads another value than the release sent."""
    FILLED = "filled"
    """The code reads its default where the release sent None."""
    UNSET = "unset"
    """Reading a field of the code raises, as the release does not send it."""

    @property
    def is_sent(self) -> bool:
        """Whether it happens to what the code sends, and not to what it reads."""
        return self in _SENT


_SENT = (
    Harm.LEAK,
    Harm.MISSING,
    Harm.VALUE,
    Harm.NULL,
    Harm.FILLS,
    Harm.RETYPED,
    Harm.ALTERED,
    Harm.CHILD,
    Harm.RAISES,
    Harm.REFUSES,
)


@dataclasses.dataclass(frozen=True)
class Fact:
    """One thing that a probe shows."""

    harm: Harm
    name: str
    """Of the class."""
    field: str
    """Empty if it is of the whole class."""
    release: str
    was: Any
    """What the release has: a type, values, a version; None if nothing."""
    now: Any
    """What the code has, sends or raises; None if nothing."""
    primitive: Any = dataclasses.field(default=None, compare=False, hash=False)
    """What is sent."""

    @property
    def key(self) -> tuple[Harm, str, str]:
        """What it is of, whichever the release."""
        return self.harm, self.name, self.field
