"""How large a message is on the wire, and how large a broker takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

LARGEST: Final = 16 * 2**20
"""Bytes of a message that every RabbitMQ takes: what 4.0 takes if nothing else is configured."""

OPTION: Final = "pinrail_largest_message"
"""The option of a transport that says how large messages its broker takes."""

_TEXT: Final = "oslo.message"
_ENVELOPE: Final = 64
"""Bytes of the envelope of oslo.messaging, or a few more."""


class TooLargeError(Exception):
    """A message that is larger than the broker takes; nothing of it was written."""

    def __init__(self, size: int, largest: int) -> None:
        self.size, self.largest = size, largest
        super().__init__(f"it has {size} bytes as JSON, the broker takes {largest}")


def largest_of(conf: Any) -> int:
    """How many bytes of a message the broker of a configuration takes."""
    return int(getattr(conf, OPTION, LARGEST))


def must_fit(message: Mapping[str, Any], largest: int) -> None:
    """Check a message in the envelope of oslo.messaging, which is JSON within JSON.

    Raises:
        TooLargeError: it is larger than the broker takes.
    """
    text = message[_TEXT]
    size = len(text) + text.count('"') + text.count("\\") + _ENVELOPE
    if size > largest:
        raise TooLargeError(size, largest)
