"""The memory transport wakes those who wait for messages, and nobody else uses time."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from oslo_messaging import MessageUndeliverable

from rpc import MEMORY_URL, transport
from rpc._broker import memory
from rpc._broker.memory import WaitingTransport


@pytest.fixture
def connection() -> Iterator[Connection]:
    transport(MEMORY_URL).cleanup()
    with Connection("memory://localhost") as made:
        assert type(made.transport) is WaitingTransport
        made.transport.polling_interval = 0.0  # as oslo.messaging does
        yield made


class Bell(threading.Event):
    """Remembers whether it was rung, or whoever waited for it was tired of that."""

    rung = False

    def wait(self, timeout: float | None = None) -> bool:
        self.rung = super().wait(timeout)
        return self.rung


def _consumer(connection: Connection, queue: Queue) -> list[object]:
    found: list[object] = []
    consumer = connection.Consumer(queue, no_ack=True)
    consumer.register_callback(lambda body, message: found.append(body))
    consumer.consume()
    return found


@pytest.mark.parametrize("kind", ["direct", "fanout"])
def test_consumer_when_a_message_comes_later_is_woken(
    connection: Connection, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_LONGEST", 60.0)  # nothing but the bell makes it look again
    connection.transport.bell = Bell()
    exchange = Exchange(f"memory-{kind}", kind)
    found = _consumer(connection, Queue(f"memory-{kind}-queue", exchange, routing_key="here"))

    def send() -> None:
        with Connection("memory://localhost") as other:
            other.Producer().publish("news", exchange=exchange, routing_key="here")

    timer = threading.Timer(0.3, send)
    timer.start()
    connection.drain_events(timeout=20)
    timer.join()
    assert (found, connection.transport.bell.rung) == (["news"], True)


def test_consumer_when_none_comes_gives_up_in_time_and_does_not_look_all_the_time(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, looks = _consumer(connection, Queue("memory-empty")), []

    def look(*args: object, **kwargs: object) -> None:
        looks.append(time.monotonic())
        raise queue.Empty

    monkeypatch.setattr(connection.transport.cycle, "get", look)
    connection.transport.bell.set()  # for a message that is gone
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        connection.drain_events(timeout=0.7)
    assert (found, time.monotonic() - start >= 0.7) == ([], True)
    assert len(looks) < 10


def test_consumer_when_a_message_is_there_already_does_not_wait(connection: Connection) -> None:
    exchange = Exchange("memory-ready")
    found = _consumer(connection, Queue("memory-ready", exchange, routing_key="here"))
    connection.Producer().publish("news", exchange=exchange, routing_key="here")
    connection.transport.bell.clear()
    connection.drain_events()
    assert (found, connection.transport.bell.is_set()) == (["news"], False)


def test_consumer_when_it_is_interrupted_returns_once(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_LONGEST", 60.0)  # nothing but the interrupt ends the wait
    found = _consumer(connection, Queue("memory-interrupted"))
    timer = threading.Timer(0.1, connection.transport.interrupt)
    timer.start()

    connection.drain_events(timeout=60)

    timer.join()
    with pytest.raises(TimeoutError):
        connection.drain_events(timeout=0)
    assert not found


@pytest.mark.parametrize("kind", ["direct", "fanout"])
def test_message_when_it_is_put_into_a_queue_wakes_who_waits_for_it_and_nobody_else(
    connection: Connection, kind: str
) -> None:
    exchange = Exchange(f"memory-bell-{kind}", kind)
    with Connection("memory://localhost") as other:
        _consumer(connection, Queue(f"memory-bell-{kind}-queue", exchange, routing_key="here"))
        _consumer(other, Queue("memory-bell-other-queue"))
        for each in (connection, other):
            each.transport.bell.clear()
        other.Producer().publish("news", exchange=exchange, routing_key="here")

        assert connection.transport.bell.is_set()
        assert not other.transport.bell.is_set()


def test_publish_when_it_must_arrive_and_no_queue_is_bound_is_undeliverable(
    connection: Connection,
) -> None:
    channel: Any = connection.default_channel
    channel.exchange_declare("nowhere", "topic")
    message = channel.prepare_message("lost")

    with pytest.raises(MessageUndeliverable):
        channel.basic_publish(message, "nowhere", "x", mandatory=True)
    channel.basic_publish(message, "nowhere", "x")


def test_confirm_when_a_message_came_back_is_not_waited_for() -> None:
    broker = transport(MEMORY_URL)
    with broker._driver._get_connection() as found:
        found.connection._take_confirm()
    broker.cleanup()
