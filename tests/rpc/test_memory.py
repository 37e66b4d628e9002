"""The memory transport rests between polls, whatever oslo.messaging sets."""

from __future__ import annotations

from kombu.connection import Connection

from rpc import MEMORY_URL, transport
from rpc.memory import RestingTransport


def test_memory_transport_when_made_for_rpc_rests_although_zero_is_set() -> None:
    transport(MEMORY_URL).cleanup()
    with Connection("memory://localhost") as connection:
        found = connection.transport
        assert type(found) is RestingTransport
        found.polling_interval = 0.0
        assert found.polling_interval == 0.001
