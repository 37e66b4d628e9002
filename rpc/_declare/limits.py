"""The limits of what an application passes: seconds, and names of topics and servers."""

from __future__ import annotations

from typing import Any, Final

from vobjects import DeclarationError
from vobjects._repr import shown

LONGEST: Final = 604_800.0
"""A week in seconds; RabbitMQ keeps the time of a message in milliseconds of 32 bits."""
_LONGEST_NAME: Final = 255
"""Bytes of a name in AMQP 0-9-1."""
FANOUT: Final = len("_fanout_") + 32
"""Bytes that oslo.messaging puts to a topic for the queue of one server that hears all casts."""


def must_be_seconds(value: Any, where: str) -> None:
    """Check a time that something may take.

    Raises:
        DeclarationError: it is no number of seconds above zero, or it is more than a week.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < value <= LONGEST:
        raise DeclarationError(
            where=where,
            found=shown(value),
            expected=f"seconds: more than 0, and at most {LONGEST:g}, which is a week",
            remedy="pass the seconds that it may take, such as 60",
        )


def must_be_name(value: Any, where: str, room: int = 0) -> None:
    """Check a name that becomes one of a queue.

    Args:
        value: the name.
        where: who says it, for errors.
        room: bytes that are put to it.

    Raises:
        DeclarationError: it is no text, empty, no UTF-8, or too long for a broker.
    """
    most = _LONGEST_NAME - room
    if not isinstance(value, str) or not 0 < _size(value) <= most:
        raise DeclarationError(
            where=where,
            found=shown(value),
            expected=f"text that UTF-8 can write, of 1 to {most} bytes",
            remedy="give it a shorter name of letters, digits, dots and dashes",
        )


def _size(name: str) -> int:
    """Bytes in UTF-8; none if it has no such form."""
    try:
        return len(name.encode())
    except UnicodeEncodeError:
        return 0
