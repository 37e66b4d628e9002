"""Servers take from the broker what they can run, and acknowledge it as its method declares."""

from __future__ import annotations

import bz2
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import oslo_messaging
import pytest
from kombu import message as kombu_message
from kombu import serialization
from kombu.connection import Connection
from kombu.message import Message

from rpc import (
    MEMORY_URL,
    Client,
    Context,
    DeadLetterQueue,
    OutcomeUnknownError,
    Reason,
    Server,
    TurnedAway,
    transport,
)
from rpc._broker.consumer import Intake
from rpc._broker.delivery import Delivery
from rpc._broker.opening import Opening
from rpc._broker.receiver import Receiver
from tests.faults.api import LedgerAPI, peer

WORKERS = 2


class Gate:
    """Methods that wait until the test lets them end."""

    def __init__(self) -> None:
        self.began, self.ended = list[str](), list[str]()
        self.open = threading.Event()

    def once(self, context: Context, id: str, act: str = "") -> str:
        self.began.append(id)
        if act == "wait":
            assert self.open.wait(20)
        self.ended.append(id)
        return id

    again = once

    def note(self, context: Context, id: str) -> None:
        self.once(context, id, "wait")

    keep = note


class Scene:
    """One server on a broker of its own, and what it turned away."""

    def __init__(self, name: str) -> None:
        self.prefix, self.gate, self.turned = f"{name}-", Gate(), list[TurnedAway]()
        self.broker = transport(MEMORY_URL, workers=WORKERS)
        given = peer(self.broker, "server", self.prefix)
        object.__setattr__(given, "turned_away", self.turned.append)
        self.server = Server(given, {LedgerAPI: self.gate}, "host")
        self.api: Any = Client(peer(self.broker, "client", self.prefix), LedgerAPI).prepare(
            server="host", timeout=20
        )

    @property
    def intake(self) -> Any:
        return self.server._servers[0].listener

    def publish(self, body: Any, **properties: Any) -> None:
        """Send what no client of ours would."""
        with Connection("memory://localhost") as connection:
            producer = connection.Producer()
            given = {"exchange": "pinrail", "routing_key": f"{self.prefix}ledger.host"}
            producer.publish(body, **(given | properties))


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    scene = Scene(request.node.name)
    scene.server.start()
    yield scene
    scene.gate.open.set()
    scene.server.stop()


def wait_for(reached: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def envelope(method: str, id_: str, unique: str | None = None) -> dict[str, str]:
    """A message of oslo.messaging."""
    message = {"method": method, "args": {"id": id_}, "version": "1.0"}
    message |= {"_unique_id": unique or uuid.uuid4().hex}
    return {"oslo.version": "2.0", "oslo.message": json.dumps(message)}


def test_casts_when_all_workers_are_busy_stay_with_the_broker(scene: Scene) -> None:
    for number in range(8):
        scene.api.note(Context(), str(number))

    wait_for(lambda: len(scene.gate.began) == WORKERS)
    time.sleep(0.1)

    assert len(scene.gate.began) == WORKERS
    assert len(scene.intake._waiting) <= WORKERS
    scene.gate.open.set()
    wait_for(lambda: sorted(scene.gate.ended) == [str(number) for number in range(8)])


def unacknowledged(scene: Scene) -> int:
    qos = scene.intake._connection.channel.qos
    return len(qos._delivered) - len(qos._dirty)


@pytest.mark.parametrize(("kind", "kept"), [("keep", 1), ("note", 0)])
def test_cast_when_it_runs_is_with_the_broker_only_if_it_may_run_again(
    scene: Scene, kind: str, kept: int
) -> None:
    getattr(scene.api, kind)(Context(), "x")
    wait_for(lambda: scene.gate.began)

    wait_for(lambda: unacknowledged(scene) == kept)

    scene.gate.open.set()
    wait_for(lambda: unacknowledged(scene) == 0)


@pytest.mark.parametrize(("kind", "runs"), [("note", 1), ("keep", 2)])
def test_message_when_it_comes_twice_runs_again_only_if_it_may(
    scene: Scene, kind: str, runs: int
) -> None:
    scene.gate.open.set()
    for _ in range(2):
        scene.publish(envelope(kind, "x", "same"))
    scene.publish(envelope(kind, "end"))

    wait_for(lambda: "end" in scene.gate.ended)
    wait_for(lambda: scene.gate.ended.count("x") == runs)

    assert scene.gate.began.count("x") == runs
    found = [(turned.reason, turned.method) for turned in scene.turned]
    assert found == ([(Reason.DUPLICATE, "note")] if runs == 1 else [])


def test_message_when_its_sender_gave_up_while_it_waited_is_not_run(scene: Scene) -> None:
    for number in range(WORKERS):
        scene.api.note(Context(), str(number))
    wait_for(lambda: len(scene.gate.began) == WORKERS)
    scene.publish(envelope("note", "late"), expiration=0.05)
    scene.publish(envelope("note", "patient"), expiration=60)
    wait_for(lambda: len(scene.intake._waiting) == 2)
    time.sleep(0.1)

    scene.gate.open.set()

    wait_for(lambda: "patient" in scene.gate.ended)
    assert "late" not in scene.gate.began
    assert [turned.reason for turned in scene.turned] == [Reason.LATE]


@pytest.mark.parametrize(
    ("expiration", "late"), [(None, False), ("soon", False), (7, False), ("", False), ("0", True)]
)
def test_late_when_the_expiration_is_no_number_is_never(expiration: Any, late: bool) -> None:
    raw = Message(
        json.dumps(envelope("note", "x")),
        content_type="application/json",
        content_encoding="utf-8",
        properties={"expiration": expiration},
    )

    delivery = Delivery(None, raw, None)
    time.sleep(0.001)

    assert (delivery.late > 0) is late


@pytest.mark.parametrize("unique", ["id", 5, None])
def test_id_when_it_is_no_text_is_none(unique: Any) -> None:
    raw = Message({"_unique_id": unique}, content_type="application/json")
    raw._decoded_cache = {"method": "x", "_unique_id": unique}

    assert Delivery(None, raw, None).unique_id == (unique if unique == "id" else None)


UNREADABLE = [
    "text",
    ["a", "list"],
    {"oslo.version": "2.0", "oslo.message": "no JSON"},
    {"oslo.version": "9.0", "oslo.message": "{}"},
    {"oslo.version": "2.0", "oslo.message": "[" * 100_000},
    {"oslo.version": "2.0", "oslo.message": "[1]"},
]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
def test_message_when_it_cannot_be_read_is_turned_away_and_the_server_goes_on(
    scene: Scene, body: Any
) -> None:
    scene.publish(body)
    scene.publish(envelope("note", "next"))
    scene.gate.open.set()

    wait_for(lambda: scene.gate.ended == ["next"])
    assert [turned.reason for turned in scene.turned] == [Reason.UNREADABLE]
    wait_for(lambda: unacknowledged(scene) == 0)


PACKED: dict[str, Any] = {
    "a header": {"headers": {"compression": "application/x-bz2"}},
    "another header": {"headers": {"compression": "zlib"}},
    "a codec": {"content_type": "application/data", "content_encoding": "bz2"},
    "text": {"content_type": "text/plain", "content_encoding": "utf-8"},
    "pickle": {"content_type": "application/x-python-serialize", "content_encoding": "binary"},
    "a codec of JSON": {"content_type": "application/json", "content_encoding": "bz2"},
}


@pytest.mark.parametrize("how", PACKED.values(), ids=PACKED)
def test_message_when_it_is_packed_is_turned_away_as_it_is(
    scene: Scene, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[object] = []
    monkeypatch.setattr(kombu_message, "decompress", lambda *seen: unpacked.append(seen))
    monkeypatch.setattr(serialization, "_decode", lambda *seen: unpacked.append(seen))
    body = bz2.compress(json.dumps(envelope("note", "bomb")).encode())
    given = {"content_type": "application/json", "content_encoding": "utf-8", "serializer": None}
    scene.publish(body, **(given | how))
    scene.publish(envelope("note", "next"))
    scene.gate.open.set()

    wait_for(lambda: scene.gate.ended == ["next"])
    assert [turned.reason for turned in scene.turned] == [Reason.UNREADABLE]
    assert "expected JSON in UTF-8 as it is" in scene.turned[0].detail
    assert unpacked == []


def test_stop_when_messages_wait_gives_them_back_and_lets_the_others_end() -> None:
    scene = Scene("given-back")
    scene.server.start()
    for number in range(5):
        scene.api.note(Context(), str(number))
    wait_for(lambda: len(scene.gate.began) == WORKERS)
    threading.Timer(0.3, scene.gate.open.set).start()

    scene.server.stop()

    assert len(scene.gate.ended) == WORKERS
    other = Scene("given-back")
    other.gate.open.set()
    other.server.start()
    wait_for(lambda: len(other.gate.ended) == 5 - WORKERS)
    other.server.stop()
    assert sorted(scene.gate.ended + other.gate.ended) == [str(number) for number in range(5)]


def test_stop_when_the_server_is_idle_does_not_wait_until_it_looks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pause in ("consumer._SHORTEST", "consumer._IDLE", "memory._LONGEST"):
        monkeypatch.setattr(f"rpc._broker.{pause}", 60.0)
    scene = Scene("idle")
    scene.server.start()

    assert _seconds(scene.server.stop) < 20


def test_stop_when_messages_have_run_does_not_wait_for_idle_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("futurist._thread.ThreadWorker.MAX_IDLE_FOR", 60.0)
    scene = Scene("worked")
    scene.server.start()
    scene.api.once(Context(), "x")

    assert _seconds(scene.server.stop) < 20


def _seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


class Broken:
    """A channel that lost its connection."""

    def basic_qos(self, *_: Any) -> None:
        raise OSError("gone")


def test_message_when_the_broker_does_not_have_the_acknowledgement_is_not_run(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Intake, "_fence", lambda intake: False)
    scene.api.note(Context(), "not run")
    scene.api.keep(Context(), "run")
    scene.gate.open.set()

    wait_for(lambda: scene.gate.ended == ["run"])

    assert not scene.intake._seen._ids


def test_fence_when_the_broker_is_lost_says_so(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    intake = object.__new__(Intake)
    intake._prefetch = 2
    intake._connection = type("Lost", (), {"channel": Broken()})()

    assert not intake._fence()
    assert "not run, as the broker was lost: gone" in caplog.text


def test_server_when_its_driver_is_another_takes_messages_as_that_does() -> None:
    conf = transport(MEMORY_URL).conf
    broker = oslo_messaging.get_rpc_transport(conf, url="fake:///")
    server = Server(peer(broker, "server", ""), {LedgerAPI: Gate()}, "host")
    server.start()

    found = Client(peer(broker, "client", ""), LedgerAPI).prepare(server="host", timeout=5)

    assert found.once(Context(), "x") == "x"
    assert not isinstance(server._servers[0].listener, Intake)
    assert isinstance(server._servers[0], Receiver)
    server.stop()


def test_receiver_when_its_driver_is_another_has_the_listener_of_that() -> None:
    conf = transport(MEMORY_URL).conf
    broker = oslo_messaging.get_rpc_transport(conf, url="fake:///")
    [receiver] = Server(peer(broker, "server", ""), {LedgerAPI: Gate()}, "host")._servers

    receiver.open(Opening(5))

    assert not isinstance(receiver.listener, Intake)
    receiver.leave()
    receiver.close()


class Raw:
    """A message of AMQP whose connection may be lost."""

    def __init__(self, channel: object, tag: int, lost: bool = False) -> None:
        self.channel, self.delivery_tag, self.lost, self.acked = channel, tag, lost, 0

    def ack(self) -> None:
        if self.lost:
            raise OSError("gone")
        self.acked += 1


class Given:
    """What the intake knows of a message."""

    def __init__(self, raw: Raw, epoch: int) -> None:
        self.raw, self.epoch = raw, epoch

    def settle(self) -> None:
        self.raw.ack()


def bare() -> Any:
    intake: Any = object.__new__(Intake)
    intake._channel, intake._epoch, intake._waiting, intake._held = None, 0, [], []
    intake._is_classic = False
    return intake


def test_acknowledge_when_the_channel_is_another_now_leaves_it_to_the_broker() -> None:
    intake, channel = bare(), object()
    intake._notice_channel(Raw(channel, 1))
    old = Given(Raw(channel, 7), intake._epoch)
    intake._notice_channel(Raw(channel, 8))
    assert intake._acknowledge([old])

    intake._notice_channel(Raw(object(), 1))

    assert not intake._acknowledge([old])
    assert old.raw.acked == 1


@pytest.mark.parametrize("again", [True, False])
def test_channel_when_it_counts_anew_forgets_what_waits(again: bool) -> None:
    intake, channel = bare(), object()
    intake._notice_channel(Raw(channel, 1))
    intake._waiting.append("first")

    intake._notice_channel(Raw(channel, 1 if again else 2))

    assert intake._waiting == ([] if again else ["first"])


def test_message_without_room_is_kept_as_long_as_its_channel() -> None:
    intake, channel = bare(), object()
    intake._notice_channel(Raw(channel, 1))
    new, old = Given(Raw(channel, 2), intake._epoch), Given(Raw(channel, 1), intake._epoch - 1)

    intake._keep(new)
    intake._keep(old)  # the broker delivers it again

    assert intake._held == [new]


def test_acknowledge_when_the_broker_is_lost_says_so(caplog: pytest.LogCaptureFixture) -> None:
    intake = bare()

    assert not intake._acknowledge([Given(Raw(None, 1, lost=True), 0)])

    assert "the broker was lost before it had an acknowledgement: gone" in caplog.text


def test_intake_when_the_driver_fails_asks_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settle, failed = Intake._settle, list[str]()

    def fail_once(intake: Intake) -> None:
        if not failed:
            failed.append("once")
            raise ValueError("a defect")
        settle(intake)

    monkeypatch.setattr(Intake, "_settle", fail_once)
    scene.gate.open.set()
    wait_for(lambda: failed)

    assert scene.api.once(Context(), "x") == "x"
    assert "asking again" in caplog.text


class Consumer:
    """Counts how often it was cancelled; a lost one cannot be."""

    def __init__(self, lost: bool) -> None:
        self.lost, self.cancelled = lost, 0

    def cancel(self, tag: int) -> None:
        self.cancelled += 1
        if self.lost:
            raise OSError("gone")


@pytest.mark.parametrize("lost", [True, False])
def test_stop_when_the_broker_is_lost_does_not_wait_for_it(lost: bool) -> None:
    intake, consumer = bare(), Consumer(lost)
    intake._left, intake._stopped = None, threading.Event()
    intake._connection = type("Any", (), {"channel": object(), "_consumers": {consumer: 1}})()

    intake._give_back()
    intake._give_back()

    assert intake._stopped.is_set()
    assert consumer.cancelled == (2 if lost else 1)
    intake._connection.channel = object()
    intake._give_back()
    assert consumer.cancelled == (3 if lost else 2)


class Twice:
    """Messages that come as a classic queue gives them again after its broker died."""

    def __init__(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        self.scene = scene
        scene.intake._is_classic = True
        arrived = Delivery.__init__

        def again(delivery: Delivery, *arguments: Any) -> None:
            arrived(delivery, *arguments)
            delivery.raw.delivery_info["redelivered"] = True

        monkeypatch.setattr(Delivery, "__init__", again)
        self.letters = DeadLetterQueue(scene.broker, f"{scene.prefix}ledger")


@pytest.fixture
def twice(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Twice:
    return Twice(scene, monkeypatch)


def test_call_when_a_classic_queue_gives_it_again_is_not_run_and_unknown(twice: Twice) -> None:
    api: Any = Client(peer(twice.scene.broker, "c", twice.scene.prefix), LedgerAPI)
    with pytest.raises(OutcomeUnknownError):
        api.prepare(server="host", timeout=0.3).once(Context(), "x")

    assert twice.scene.gate.began == []
    assert [turned.reason for turned in twice.scene.turned] == [Reason.REDELIVERED]
    assert twice.letters.letters() == []


def test_cast_when_a_classic_queue_gives_it_again_is_a_dead_letter_that_may_have_run(
    twice: Twice, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice.scene.api.note(Context(), "x")
    wait_for(twice.letters.letters)
    assert [letter.reason[:12] for letter in twice.letters.letters()] == ["may have run"]
    assert twice.scene.gate.began == []

    monkeypatch.undo()
    assert len(twice.letters.resend()) == 1
    wait_for(lambda: twice.scene.gate.began == ["x"])


def test_message_when_it_is_idempotent_and_given_again_is_run(twice: Twice) -> None:
    assert twice.scene.api.again(Context(), "x") == "x"


def test_stop_when_the_queue_is_classic_runs_what_was_fetched(scene: Scene) -> None:
    """Given back, it would be marked as delivered before, and the next server would not run it."""
    scene.intake._is_classic = True
    for number in range(2 * WORKERS):
        scene.api.note(Context(), f"{number}")
    wait_for(lambda: len(scene.gate.began) == WORKERS and len(scene.intake._waiting) == WORKERS)
    stopping = threading.Thread(target=scene.server.stop)
    stopping.start()
    wait_for(scene.intake._stopping.is_set)
    scene.gate.open.set()
    stopping.join(20)

    assert sorted(scene.gate.ended) == ["0", "1", "2", "3"]
