"""Queues that no server takes messages from."""

from __future__ import annotations

from typing import Any

from oslo_messaging._drivers import common


def unanswered(transport: Any, name: str) -> None:
    """Declare a queue as a server does that is gone: its messages wait in vain."""
    driver = transport._driver
    connection = driver._get_connection(common.PURPOSE_LISTEN)
    connection.declare_topic_consumer(exchange_name=driver._default_exchange, topic=name)
    connection.close()
