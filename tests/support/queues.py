"""Queues of the memory broker that no server takes messages from."""

from __future__ import annotations

from kombu.connection import Connection
from kombu.entity import Exchange, Queue


def unanswered(name: str) -> str:
    """Bind a queue to the exchange of all tests, for messages that wait in vain; its own name."""
    with Connection("memory://localhost") as connection:
        exchange = Exchange("pinrail", "topic")
        queue = Queue(name, exchange, name, connection.default_channel)
        queue.queue_declare()
        queue.queue_bind()
    return name
