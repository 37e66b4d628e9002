"""Every start and stop of a server ends in its time, whatever a method or a broker does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import oslo_messaging
import pytest

from rpc import (
    BrokerUnreachableError,
    Interface,
    Peer,
    Pin,
    Pins,
    QueueRefusedError,
    Server,
    history,
    initial,
)
from rpc._broker.opening import Opening, OpeningEndedError
from rpc._broker.receiver import Receiver
from rpc._broker.workers import Workers
from tests.rpc.server.runner import NOBODY, VIEW, Runner, Unit, raising
from tests.support.logs import logged
from vobjects import DeclarationError


def test_stop_when_the_server_never_started_ends(unit: Unit) -> None:
    assert unit.server.stop(5)
    assert unit.server.stop(5)


def test_start_when_it_serves_is_refused_and_goes_on(unit: Unit) -> None:
    unit.server.start()
    with pytest.raises(DeclarationError, match="call stop"):
        unit.server.start()
    assert unit.run("echo") == "done"


def test_start_when_the_server_was_stopped_serves_again(unit: Unit) -> None:
    for _ in range(2):
        unit.server.start()
        assert unit.run("echo") == "done"
        assert unit.server.stop(5)


@pytest.mark.parametrize("broken", [0, 1])
def test_start_when_a_topic_fails_leaves_nothing_behind(unit: Unit, broken: int) -> None:
    receiver = unit.server._servers[broken]
    create = receiver._create_listener
    receiver._create_listener = raising(OSError("the broker went away"))  # type: ignore[method-assign]
    with pytest.raises(OSError, match="went away"):
        unit.server.start()

    assert all(receiver.listener is None for receiver in unit.server._servers)
    assert unit.server.stop(5)
    receiver._create_listener = create  # type: ignore[method-assign]
    unit.server.start()
    assert unit.run("echo") == "done"


def test_start_when_no_broker_answers_ends_in_time_and_says_why() -> None:
    unit, start = Unit(NOBODY), time.monotonic()

    with pytest.raises(BrokerUnreachableError, match="Connection refused") as caught:
        unit.server.start(1.5)

    assert caught.value.hosts == ["127.0.0.1:1"]
    assert time.monotonic() - start < 20
    assert unit.server.stop(5)


def test_stop_when_the_server_waits_for_its_broker_ends_both() -> None:
    unit, errors = Unit(NOBODY), list[BrokerUnreachableError]()

    def begin() -> None:
        try:
            unit.server.start(60)
        except BrokerUnreachableError as error:
            errors.append(error)

    starting = threading.Thread(target=begin)
    starting.start()
    while unit.server._opening is None or not unit.server._opening.problem:
        time.sleep(0.01)

    assert unit.server.stop(20)
    starting.join(20)
    assert "the server was stopped" in errors[0].found


def test_receiver_when_a_queue_is_refused_leaves_no_connection(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(Exception):
        pass

    connection = unit.peer.transport._driver._connection_pool.connection_cls
    close, closed = connection.close, list[Any]()

    def note(self: Any) -> None:
        closed.append(self)
        close(self)

    def refuse(self: Any, topic: str, callback: Any) -> None:
        raise Refused

    monkeypatch.setattr(connection, "close", note)
    monkeypatch.setattr(connection, "declare_fanout_consumer", refuse)
    with pytest.raises(Refused):
        unit.server.start()

    assert len(closed) == 1


def test_receiver_when_its_opening_has_ended_keeps_no_listener(unit: Unit) -> None:
    class Late(Opening):
        def run(self, work: Callable[[], Any]) -> Any:
            found = super().run(work)
            self.end()
            return found

    receiver: Receiver = unit.server._servers[0]
    with pytest.raises(OpeningEndedError):
        receiver.open(Late(5))
    assert receiver.listener is None


def test_receiver_when_its_opening_ends_meanwhile_is_kept_whole_before_the_end(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ends an opening closes what it left: so the end waits for what is being kept."""
    opening, receiver = Opening(5), unit.server._servers[0]
    kept_at_the_end = list[bool]()

    def end() -> None:
        opening.end()
        kept_at_the_end.append(receiver.listener is not None)

    ending = threading.Thread(target=end)

    def slow(workers: int) -> Workers:
        ending.start()
        ending.join(0.2)
        return Workers(workers)

    monkeypatch.setattr("rpc._broker.receiver.Workers", slow)
    receiver.open(opening)
    ending.join(5)
    receiver.close()

    assert kept_at_the_end == [True]


def test_stop_when_a_start_follows_it_at_once_ends(unit: Unit) -> None:
    class Closed(threading.Thread):
        def join(self, timeout: float | None = None) -> None:
            unit.server._closing = None  # as start() does when a stop has ended

    unit.server._closing = Closed()
    assert unit.server.stop(5)


def test_stop_when_a_method_calls_it_lets_the_method_end(unit: Unit) -> None:
    unit.server.start()
    unit.acts.acts["stop"] = lambda: f"all ended: {unit.server.stop(5)}"

    assert unit.run("stop") == "all ended: False"
    assert unit.server.stop(5)


def test_stop_when_a_method_does_not_end_says_which_and_ends(
    unit: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    free, began = threading.Event(), threading.Event()

    def wait() -> str:
        began.set()
        free.wait(60)
        return "late"

    unit.server.start()
    unit.acts.acts["wait"] = wait
    answers = list[str]()
    caller = threading.Thread(target=lambda: answers.append(unit.run("wait")))
    caller.start()
    began.wait(60)

    with caplog.at_level(logging.WARNING, "rpc"):
        assert not unit.server.stop(0.1)
    with pytest.raises(DeclarationError, match="while it serves, starts or stops"):
        unit.server.start()
    free.set()
    caller.join(60)

    assert logged(caplog, "rpc.server.server") == [
        "unit (now) was told to stop 0.1 s ago and still runs: 'run'"
    ]
    assert answers == ["late"]
    assert unit.server.stop(60)


def test_stop_when_a_part_fails_closes_the_others(
    unit: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    unit.server.start()
    first, second = unit.server._servers
    first.listener.stop = raising(OSError("gone"))

    with caplog.at_level(logging.ERROR, "rpc"):
        assert unit.server.stop(5)

    assert second.listener is None
    assert len(logged(caplog, "rpc.server.server")) == 1


def test_server_when_a_topic_is_the_queue_of_another_is_refused(unit: Unit) -> None:
    class Whole(Interface):
        TOPIC = "runner.one"

        HISTORY = history(initial("1.0"))

    versions = {each.LINEAGE.name: each.LINEAGE.latest for each in (Runner, Whole)}
    pin = Pin("now", versions, VIEW)
    own = Peer(unit.peer.transport, "x", pin, Pins((pin,)), Pins((pin,)))
    with pytest.raises(DeclarationError, match=r"the topic 'runner.one', and the server 'one'"):
        Server(own, {Whole: object(), Runner: unit.acts}, "one")
    Server(own, {Whole: object(), Runner: unit.acts}, "two")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PRECONDITION_FAILED - inequivalent arg 'x' for queue 'lab'", QueueRefusedError),
        ("the broker went away", oslo_messaging.MessageDeliveryFailure),
    ],
)
def test_start_when_the_broker_refuses_says_what_it_has_against_it(
    unit: Unit, text: str, kind: type[Exception]
) -> None:
    error = oslo_messaging.MessageDeliveryFailure(text)
    unit.server._servers[1]._create_listener = raising(error)  # type: ignore[method-assign]

    with pytest.raises(kind) as caught:
        unit.server.start()

    assert getattr(caught.value, "queue", "lab") == "lab"
    assert text in str(caught.value)
