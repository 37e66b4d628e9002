"""What no peer of ours would send, sent with kombu alone over a real broker."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from kombu.connection import Connection

from rpc import ApplicationError, Client, Code, Context, Reason, RPCError, Server, TurnedAway
from rpc import transport as make_transport
from rpc.observe._events import Served
from tests.rpc.direct import compact, introduction
from tests.support.lab import Lab, LabAPI, peer, views

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]

PREFIX = f"hostile-{os.getpid()}-"
BOMB = "antigravity"
"""A module that opens a browser when it is imported."""


def deep(levels: int) -> Any:
    found: Any = []
    for _ in range(levels):
        found = [found]
    return found


class Attacker:
    """Speaks to a broker directly."""

    def __init__(self, channel: Any, url: str) -> None:
        self.channel, self.url = channel, url
        self.queue = channel.queue_declare("", exclusive=True).queue

    def publish(self, body: Any, key: str, exchange: str = "pinrail") -> None:
        """Send anything."""
        text = body if isinstance(body, bytes | str) else json.dumps(body)
        message = self.channel.prepare_message(
            text, content_type="application/json", content_encoding="utf-8"
        )
        self.channel.basic_publish(message, exchange=exchange, routing_key=key)

    def asked(self, message: Any) -> Any:
        """What a server answers to a message of ours."""
        own = {"_msg_id": uuid.uuid4().hex, "_reply_q": self.queue, "_timeout": None}
        inner = json.dumps({"version": "1.1", "_unique_id": uuid.uuid4().hex} | message | own)
        body = {"oslo.version": "2.0", "oslo.message": inner}
        self.publish(body, f"{PREFIX}lab.target")
        return json.loads(self.taken(self.queue)["oslo.message"])

    def taken(self, queue: str) -> Any:
        """The next message of a queue."""
        while (found := self.channel.basic_get(queue, no_ack=True)) is None:
            pass
        return json.loads(found.body)


@pytest.fixture
def attacker(rabbit_url: str) -> Iterator[Attacker]:
    with Connection(rabbit_url.replace("rabbit", "amqp", 1)) as connection:
        yield Attacker(connection.channel(), rabbit_url)


class Target:
    """A server under attack, and what it told."""

    def __init__(self, url: str) -> None:
        self.lab, self.broker = Lab(views("juno")), make_transport(url)
        self.served, self.turned = list[Served](), list[TurnedAway]()
        service = peer(
            self.broker,
            "juno",
            prefix=PREFIX,
            served=self.served.append,
            turned_away=self.turned.append,
        )
        self.server = Server(service, {LabAPI: self.lab}, "target")
        self.api = Client(service, LabAPI).prepare(server="target")


@pytest.fixture(scope="module")
def running(rabbit_url: str) -> Iterator[Target]:
    target = Target(rabbit_url)
    target.server.start()
    yield target
    target.server.stop()
    target.broker.cleanup()


@pytest.fixture
def target(running: Target) -> Iterator[Target]:
    running.served.clear()
    running.turned.clear()
    yield running
    assert running.api.nodes(Context()) == ()
    assert BOMB not in sys.modules


TYPED: list[Any] = [
    (compact({"topology": [BOMB, "1.0", {}, []]}), Code.OBJECT_REFUSED),
    (compact({"topology": deep(500)}), Code.OBJECT_REFUSED),
    (compact({"topology": "x" * (17 * 2**20)}), Code.OBJECT_REFUSED),
    ({"topology": {"nova_object.name": BOMB, "nova_object.namespace": "os"}}, Code.OBJECT_REFUSED),
    ({"topology": deep(500)}, Code.OBJECT_REFUSED),
    ({"topology": 5}, Code.OBJECT_REFUSED),
]


@pytest.mark.parametrize(("args", "code"), TYPED, ids=range(len(TYPED)))
def test_message_when_its_values_are_hostile_is_refused_and_counted(
    target: Target, attacker: Attacker, args: Any, code: Code
) -> None:
    answer = attacker.asked(
        {"method": "pin_cpus", "args": args, "_context_pinrail": introduction("juno")}
    )

    assert answer["failure"] is None
    assert answer["result"]["pinrail_reply"]["code"] == code
    assert [served.code for served in target.served] == [code]


UNREADABLE: list[Any] = [
    b"\x80\x04garbage",
    "[" * 200_000,
    {"oslo.version": "2.0", "oslo.message": "[" * 200_000},
    {"oslo.version": "9.0", "oslo.message": "{}"},
    {"oslo.version": "2.0", "oslo.message": '"text"'},
]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
def test_message_when_nobody_can_read_it_is_dropped_and_counted(
    target: Target, attacker: Attacker, body: Any
) -> None:
    attacker.publish(body, f"{PREFIX}lab.target")

    target.api.nodes(Context())
    deadline = time.monotonic() + 30
    while not target.turned and time.monotonic() < deadline:
        time.sleep(0.01)  # another worker has the message, which takes longer to read

    assert [turned.reason for turned in target.turned] == [Reason.UNREADABLE]


FAILURES: list[Any] = [
    {"class": "geohash", "module": BOMB, "message": "x", "args": [1, 2, 3], "kwargs": {}},
    {"class": "system", "module": "os", "message": "x", "args": ["true"], "kwargs": {}},
    {"class": "SystemExit", "module": "builtins", "message": "x", "args": [3], "kwargs": {}},
    {"class": "eval", "module": "builtins", "message": "x", "args": ["1/0"], "kwargs": {}},
    {"class": "ValueError", "module": "builtins", "message": "x", "args": ["bad"], "kwargs": {}},
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure["class"])
def test_client_when_a_server_forges_an_exception_imports_and_runs_nothing(
    target: Target, attacker: Attacker, failure: Any
) -> None:
    queue = f"{PREFIX}lab.forger-{failure['class']}"
    attacker.channel.queue_declare(queue, auto_delete=False)
    attacker.channel.exchange_declare("pinrail", "topic", durable=True, auto_delete=False)
    attacker.channel.queue_bind(queue, "pinrail", queue)
    service = peer(target.broker, "juno", prefix=PREFIX)
    api = Client(service, LabAPI).prepare(server=queue.partition("lab.")[2], timeout=20)

    caught = answered_by(attacker, queue, failure, lambda: api.nodes(Context()))

    assert isinstance(caught, ApplicationError)
    assert caught.name == failure["class"]
    attacker.channel.queue_delete(queue)


def answered_by(attacker: Attacker, queue: str, failure: Any, send: Any) -> RPCError:
    """What a call raises that is answered with a failure."""
    caught: list[RPCError] = []

    def call() -> None:
        with pytest.raises(RPCError) as error:
            send()
        caught.append(error.value)

    caller = threading.Thread(target=call)
    caller.start()
    request = json.loads(attacker.taken(queue)["oslo.message"])
    told = json.dumps(failure | {"tb": ["Traceback (most recent call last):\n", "x\n"]})
    reply = {"result": None, "failure": told, "ending": True}
    reply |= {"_msg_id": request["_msg_id"], "_unique_id": uuid.uuid4().hex}
    envelope = {"oslo.version": "2.0", "oslo.message": json.dumps(reply)}
    attacker.publish(envelope, request["_reply_q"], exchange="")
    caller.join()
    [found] = caught
    return found
