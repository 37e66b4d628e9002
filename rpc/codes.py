"""How a call can end: a closed set."""

from __future__ import annotations

import enum


class Code(enum.StrEnum):
    """The outcome of one call or cast."""

    OK = "ok"
    """The method ran and gave its result; or a cast was sent."""

    FAILED = "failed"
    """The method ran and raised. Do not send again unless it is idempotent."""

    INVALID = "invalid"
    """The arguments do not fit the interface, or its history is broken; nothing was sent."""

    BACKPORT_REFUSED = "backport-refused"
    """The receiver's release cannot hold a value or has no such method; nothing was sent."""

    METHOD_REFUSED = "method-refused"
    """The receiver has no such method, or not at this version; nothing was executed."""

    ARGUMENT_REFUSED = "argument-refused"
    """An argument is missing, unknown or of a wrong type; nothing was executed."""

    OBJECT_REFUSED = "object-refused"
    """An object is newer than the receiver knows, or damaged; nothing was executed."""

    RESULT_REFUSED = "result-refused"
    """The method ran, but its result cannot be held or read by the release of the caller."""

    UNDELIVERED = "undelivered"
    """The broker took the message to no queue; nothing was executed, nor will be."""

    UNKNOWN = "unknown"
    """No answer that can be read within the deadline: the method ran or did not run."""

    @property
    def is_skew(self) -> bool:
        """Whether the receiver refused: its sender took it for another release than it is."""
        return self in (Code.METHOD_REFUSED, Code.ARGUMENT_REFUSED, Code.OBJECT_REFUSED)
