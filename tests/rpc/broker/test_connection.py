"""A connection asks before it writes, and knows what the broker did not take."""

from __future__ import annotations

import contextlib
import logging
import types
from collections.abc import Callable
from typing import Any

import oslo_messaging
import pytest
from amqp import spec
from amqp.exceptions import PreconditionFailed
from kombu.exceptions import OperationalError
from oslo_messaging._drivers import common, impl_rabbit

from rpc import MEMORY_URL, transport
from rpc._broker.attempt import Attempt, NotWrittenError
from rpc._broker.connection import Connection, use_ours
from tests.support.logs import logged_here

RETURNED = oslo_messaging.MessageUndeliverable("no route", "", "", None)


class Channel:
    """Notes what is waited for."""

    connection = object()

    def __init__(self) -> None:
        self.waited: list[Any] = []

    def wait(self, methods: Any, timeout: float) -> None:
        self.waited.append(methods)


class Kombu:
    """A connection of kombu on which nothing happens but what a test says."""

    def __init__(self, happens: Callable[[], None]) -> None:
        self.happens, self.looks = happens, list[float]()

    def drain_events(self, timeout: float) -> None:
        self.looks.append(timeout)
        self.happens()


class Broken(Kombu):
    """A connection of kombu that broke, with other hosts that are gone too."""

    connected, host, alt, connection_errors = False, "one:5672", ("one", "two"), (OSError,)

    def __init__(self, others: Exception) -> None:
        super().__init__(nothing)
        self.others = others

    def ensure_connection(self, errback: Callable[[Exception, float], None], **_: Any) -> None:
        errback(OSError("refused"), 0)
        raise self.others


def nothing() -> None:
    raise TimeoutError


class Written:
    """What the driver was asked to write."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times: list[float | None] = []
        self.fails: Exception | None = None

        def publish(
            connection: Any, exchange: Any, msg: Any, key: Any, timeout: Any, options: Any
        ) -> None:
            self.times.append(timeout)
            if self.fails:
                raise self.fails

        monkeypatch.setattr(impl_rabbit.Connection, "_publish", publish)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    return Written(monkeypatch)


def connection(happens: Callable[[], None] = nothing) -> Any:
    made: Any = object.__new__(Connection)
    made.channel, made.connection = Channel(), Kombu(happens)
    return made


def publish(found: Any, attempt: Attempt | None, timeout: float | None = None) -> None:
    def work() -> None:
        found._publish("exchange", {}, "key", timeout)

    if attempt is None:
        work()
    else:
        attempt.run(work)


def test_publish_when_nobody_limits_it_writes_as_the_driver_does(written: Written) -> None:
    publish(connection(), None, 7)

    assert written.times == [7]


def test_publish_when_a_call_is_sent_lets_it_live_until_its_deadline(written: Written) -> None:
    publish(connection(), Attempt(20, repeatable=False), 60)
    publish(connection(), Attempt(20, repeatable=False), None)

    assert written.times[0] is not None
    assert 19 < written.times[0] <= 20
    assert written.times[1] is None


def test_publish_when_the_deadline_has_passed_writes_nothing(written: Written) -> None:
    with pytest.raises(NotWrittenError):
        publish(connection(), Attempt(0, repeatable=True))

    assert written.times == []


def test_publish_when_the_broker_hung_up_before_has_written_nothing(written: Written) -> None:
    def hang_up() -> None:
        raise OSError("closed")

    attempt = Attempt(20, repeatable=False)

    with pytest.raises(OSError, match="closed"):
        publish(connection(hang_up), attempt)

    assert written.times == []
    assert not attempt.abandon()


def test_publish_when_the_broker_takes_nothing_waits_until_it_does(
    written: Written, caplog: pytest.LogCaptureFixture
) -> None:
    looks = 0

    def unblock() -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            found._on_connection_unblocked()
        raise TimeoutError

    found = connection(unblock)
    with caplog.at_level(logging.INFO, "rpc"):
        found._on_connection_blocked("low on disk")
        publish(found, Attempt(20, repeatable=False))

    assert len(written.times) == 1
    assert [look > 0 for look in found.connection.looks] == [False, True, True]
    assert logged_here(caplog, "rpc.broker.connection") == [
        "the broker takes no messages: low on disk",
        "the broker takes messages again",
    ]


def test_publish_when_the_broker_takes_nothing_until_the_deadline_writes_nothing(
    written: Written,
) -> None:
    found, attempt = connection(), Attempt(0.05, repeatable=False)
    found._on_connection_blocked("low on memory")

    with pytest.raises(NotWrittenError, match="did not take it before the deadline"):
        publish(found, attempt)

    assert written.times == []
    assert not attempt.abandon()


def test_publish_when_another_connection_was_blocked_writes(written: Written) -> None:
    found = connection()
    found._on_connection_blocked("low on disk")
    found.channel = Channel()
    found.channel.connection = object()

    publish(found, Attempt(20, repeatable=False))

    assert len(written.times) == 1


@pytest.mark.parametrize("limited", [True, False])
def test_publish_when_the_message_comes_back_takes_its_confirm_and_knows(
    written: Written, limited: bool
) -> None:
    found, attempt = connection(), Attempt(20, repeatable=False)
    written.fails = RETURNED

    with pytest.raises(oslo_messaging.MessageUndeliverable):
        publish(found, attempt if limited else None)

    assert found.channel.waited == [[spec.Basic.Ack, spec.Basic.Nack]]
    assert not attempt.abandon()


def test_publish_when_the_broker_refuses_it_knows_that_nothing_was_taken(written: Written) -> None:
    found, attempt = connection(), Attempt(20, repeatable=False)
    written.fails = PreconditionFailed("too large", (60, 40))

    with pytest.raises(PreconditionFailed):
        publish(found, attempt)

    assert found.channel.waited == []
    assert not attempt.abandon()


def test_publish_when_the_connection_breaks_meanwhile_does_not_know(written: Written) -> None:
    found, attempt = connection(), Attempt(20, repeatable=False)
    written.fails = ConnectionResetError("cut")

    with pytest.raises(ConnectionResetError):
        publish(found, attempt)

    assert attempt.abandon()


@pytest.mark.parametrize("error", [OSError("refused"), OperationalError("refused")])
def test_consume_when_no_host_answers_ends_and_says_so(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    slept = list[float]()
    monkeypatch.setattr("rpc._broker.connection.time", types.SimpleNamespace(sleep=slept.append))
    found = connection()
    found.connection, found._connection_lock = Broken(error), contextlib.nullcontext()
    found.channel = None

    with pytest.raises(common.Timeout):
        found.consume(timeout=0.001)

    assert slept == [1.0]
    assert logged_here(caplog, "rpc.broker.connection") == [
        "one:5672 cannot be reached, trying the next broker: refused",
        "no broker can be reached, trying again in 1 s: refused",
    ]


@pytest.mark.parametrize("restores", [True, False])
def test_socket_timeout_when_the_message_comes_back_is_what_it_was(restores: bool) -> None:
    found, limits = connection(), list[float | None]()

    def limit(timeout: float | None = None) -> None:
        limits.append(timeout)
        if timeout is None and not restores:
            raise OSError("dead")

    found.set_transport_socket_timeout = limit

    with pytest.raises(oslo_messaging.MessageUndeliverable), found._transport_socket_timeout(5):
        raise RETURNED

    assert limits == [5, None]


def test_use_ours_when_a_transport_made_connections_before_does_not_vouch_for_it() -> None:
    conf = transport(MEMORY_URL).conf
    used = oslo_messaging.get_rpc_transport(conf, url=MEMORY_URL)
    client = oslo_messaging.get_rpc_client(used, oslo_messaging.Target(topic="t"))
    client.cast({}, "act")

    assert not use_ours(used)
    assert not use_ours(oslo_messaging.get_rpc_transport(conf, url="fake:///"))
    assert use_ours(oslo_messaging.get_rpc_transport(conf, url=MEMORY_URL))
