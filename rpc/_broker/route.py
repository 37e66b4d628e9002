"""Where a message goes."""

from __future__ import annotations

import dataclasses

from rpc.pins._pin import Destination


@dataclasses.dataclass(frozen=True)
class Route:
    """Where a message goes, and how long its sender waits."""

    topic: str
    timeout: float
    """Seconds."""
    server: str | None = None
    fanout: bool = False
    silence: int | None = None
    """Seconds without a sign of life after which a call ends early; None if nobody gives one."""

    @property
    def destination(self) -> Destination:
        """What the pin is asked for."""
        return Destination(self.topic, self.server)
