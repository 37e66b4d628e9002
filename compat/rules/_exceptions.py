"""A finding that a project accepts, and why."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Accepted:
    """A finding that is not reported, as the project has a reason for what it is about."""

    rule: str
    fingerprint: str
    path: str
    reason: str
    until: str
    """The last release that it is needed for: when it is supported no more, this expires."""
