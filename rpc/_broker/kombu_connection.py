"""The connection of kombu below that of the driver."""

from __future__ import annotations

from typing import Any

import amqp
from kombu.connection import Connection


class KombuConnection(Connection):
    """A connection that closes what broke when it connects anew.

    The original forgets it with its socket, for the garbage collector (kombu 5.7).
    """

    _connection: Any

    def _connection_factory(self) -> Any:
        broken, self._connection = self._connection, None
        if isinstance(broken, amqp.Connection):
            broken.collect()
        return super()._connection_factory()  # type: ignore[no-untyped-call]
