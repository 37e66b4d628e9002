"""The client side of oslo.messaging: every failure is one of few."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import oslo_messaging
import pytest
from kombu.exceptions import OperationalError
from oslo_messaging._drivers import common

from rpc import MEMORY_URL, OutcomeUnknownError, UndeliveredError, transport
from rpc._broker.attempt import CURRENT, NotWrittenError
from rpc._broker.route import Route
from rpc._broker.sender import GRACE, Carrier, RemoteRaised, retries
from rpc._wire.message import Message
from rpc.testing.rabbit import free_ports
from tests.support.queues import unanswered

CALL = Message("Lab", "act", "1.0", {}, {}, answered=True)
CAST = Message("Lab", "act", "1.0", {}, {}, answered=False)


class Failing:
    """An oslo.messaging client that fails in one way, before or after it began to write."""

    def __init__(self, error: Exception, begun: bool) -> None:
        self.error, self.begun = error, begun
        self.options: dict[str, Any] = {}

    def prepare(self, **options: Any) -> Failing:
        self.options = options
        return self

    def call(self, *args: Any, **named: Any) -> Any:
        attempt = CURRENT.get()
        assert attempt is not None
        if self.begun:
            attempt.begin()
        raise self.error

    cast = call


@pytest.fixture
def carrier(memory: Any) -> Carrier:
    return Carrier(memory, "nobody-listens")


def failing(carrier: Carrier, error: Exception, begun: bool = True) -> Failing:
    client = Failing(error, begun)
    carrier._oslo = client
    return client


FAILURES: list[Any] = [
    (oslo_messaging.MessagingTimeout("late"), "no answer within 3 s"),
    (NotWrittenError("not twice"), "not twice"),
    (oslo_messaging.MessageDeliveryFailure("no broker"), "MessageDeliveryFailure: no broker"),
    (
        oslo_messaging.MessageUndeliverable("gone", "exchange", "key", {}),
        "no queue of such a server exists",
    ),
    (OperationalError("reset"), "OperationalError: reset"),
    (ConnectionResetError("reset"), "ConnectionResetError: reset"),
    (ValueError(), "ValueError: "),
]


KINDS: list[Any] = [(True, OutcomeUnknownError), (False, UndeliveredError)]


@pytest.mark.parametrize(("error", "why"), FAILURES)
@pytest.mark.parametrize("message", [CALL, CAST])
@pytest.mark.parametrize(("begun", "kind"), KINDS)
def test_send_when_the_broker_fails_is_unknown_if_anything_was_written(
    carrier: Carrier, message: Message, error: Exception, why: str, begun: bool, kind: Any
) -> None:
    failing(carrier, error, begun)

    with pytest.raises(kind) as caught:
        carrier.send(message, Route("lab", 3, "host"))

    found = caught.value
    assert (found.call, found.receiver, found.deadline, found.why) == (
        "Lab.act",
        "lab.host",
        3,
        why,
    )
    assert found.__cause__ is error


def rebuilt(error: Exception, allowed: tuple[str, ...] = ()) -> Exception:
    """What oslo.messaging makes on the client's side of an exception on the server's."""
    try:
        raise error
    except Exception:
        data = common.serialize_remote_exception(sys.exc_info())
    found: Exception = common.deserialize_remote_exception(data, allowed)
    return found


class HostError(Exception):
    """An error of a service."""


@pytest.mark.parametrize(
    ("error", "allowed", "name", "detail"),
    [
        (HostError("down"), (), "HostError", "down"),
        (HostError("down"), (__name__,), "HostError", "down"),
        (ValueError("bad"), (), "ValueError", "bad"),
        (KeyError("k"), (), "KeyError", "'k'"),
        (OSError(2, "no file"), (), "FileNotFoundError", "[Errno 2] no file"),
    ],
)
def test_send_when_a_service_raised_says_what(
    carrier: Carrier, error: Exception, allowed: tuple[str, ...], name: str, detail: str
) -> None:
    failing(carrier, rebuilt(error, allowed))

    with pytest.raises(RemoteRaised) as caught:
        carrier.send(CALL, Route("lab", 3))

    assert (caught.value.name, caught.value.detail) == (name, detail)


def test_send_when_prepared_passes_the_route_and_a_limit_of_retries(carrier: Carrier) -> None:
    client = failing(carrier, ValueError())

    with pytest.raises(OutcomeUnknownError):
        carrier.send(CAST, Route("lab", 13, fanout=True, silence=4))

    options = client.options.pop("transport_options")
    assert options.at_least_once
    assert client.options == {
        "server": None,
        "fanout": True,
        "version": "1.0",
        "timeout": 13,
        "call_monitor_timeout": 4,
        "retry": 3,
    }


@pytest.mark.parametrize(
    ("seconds", "count"), [(0, 0), (1.9, 0), (2, 1), (5.9, 1), (6, 2), (12, 3), (60, 7), (600, 26)]
)
def test_retries_when_counted_fit_the_time(seconds: float, count: int) -> None:
    assert retries(seconds) == count


NO_BROKER = """
import logging, sys, time
from rpc import UndeliveredError, transport
from rpc._broker.sender import Carrier
from rpc._wire.message import Message
from rpc._broker.route import Route

logging.disable()
carrier = Carrier(transport(f"rabbit://guest:guest@127.0.0.1:{sys.argv[1]}//"), "lab")
for answered in (True, False):
    start = time.monotonic()
    try:
        carrier.send(Message("Lab", "act", "1.0", {}, {}, answered), Route("lab", 1))
    except UndeliveredError as error:
        print(error.call, time.monotonic() - start < 2)
"""


def test_send_when_no_broker_runs_ends_in_time() -> None:
    """In a process of its own: oslo.messaging tries to connect as long as the process lives."""
    [port] = free_ports(1)

    done = subprocess.run(
        [sys.executable, "-c", NO_BROKER, str(port)], capture_output=True, text=True, check=False
    )

    assert done.stdout == "Lab.act True\nLab.act True\n", done.stderr


def test_call_when_nobody_answers_ends_in_time(memory: Any, carrier: Carrier) -> None:
    unanswered(memory, "nobody-listens")
    start = time.monotonic()

    with pytest.raises(OutcomeUnknownError) as caught:
        carrier.send(CALL, Route("nobody", 0.5))

    assert 0.5 <= time.monotonic() - start < 1.5
    assert caught.value.why == "no answer within 0.5 s"


@pytest.mark.parametrize("message", [CALL, CAST])
@pytest.mark.parametrize("server", [None, "x"])
def test_message_when_no_queue_is_there_is_undelivered_at_once(
    memory: Any, message: Message, server: str | None
) -> None:
    start = time.monotonic()

    with pytest.raises(UndeliveredError, match="no queue of such a server exists"):
        Carrier(memory, "neverland").send(message, Route("neverland", 60, server))

    assert time.monotonic() - start < 30


def test_call_when_the_driver_is_not_watched_is_never_said_to_be_undelivered() -> None:
    conf = transport(MEMORY_URL).conf
    carrier = Carrier(oslo_messaging.get_rpc_transport(conf, url="fake:///"), "nobody")

    with pytest.raises(OutcomeUnknownError, match="no answer within 2 s, or no sign of life for 2"):
        carrier.send(CALL, Route("nobody", 2, silence=2))


def test_cast_when_nobody_takes_it_is_sent(memory: Any, carrier: Carrier) -> None:
    unanswered(memory, "nobody-listens")
    assert carrier.send(CAST, Route("nobody", 5)) is None


def test_grace_when_added_to_a_deadline_stays_below_a_second() -> None:
    assert 0 < GRACE < 1
