"""Every start, stop and message ends in its time, whatever a method, a broker or a caller does."""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import oslo_messaging
import pytest

from rpc import (
    MEMORY_URL,
    ApplicationError,
    BrokerUnreachableError,
    Client,
    Code,
    Context,
    Interface,
    Peer,
    Pin,
    Pins,
    QueueRefusedError,
    Served,
    Server,
    call,
    cast,
    history,
    initial,
    transport,
)
from rpc._broker.opening import Opening, OpeningEndedError
from rpc._broker.receiver import Receiver
from tests.rpc.direct import Incoming
from tests.support.logs import logged
from vobjects import DeclarationError, FieldValueError, Registry

VIEW = Registry("ends").at({}, "now")
NOBODY = "rabbit://guest:guest@127.0.0.1:1/"
"""No broker listens there."""


class Runner(Interface):
    TOPIC = "runner"

    @call
    def run(self, context: Context, what: str) -> str:
        raise NotImplementedError

    @cast
    def note(self, context: Context, what: str) -> None: ...

    HISTORY = history(initial("1.0"))


class Other(Interface):
    TOPIC = "other"

    HISTORY = history(initial("1.0"))


class Acts:
    """Does what a test has put there under a name."""

    def __init__(self) -> None:
        self.acts: dict[str, Callable[[], str]] = {"echo": lambda: "done"}
        self.noted: list[str] = []

    def run(self, context: Context, what: str) -> str:
        return self.acts[what]()

    def note(self, context: Context, what: str) -> None:
        self.noted.append(what)


class Unit:
    """One server and its client, apart from all others on the memory broker."""

    _serial = itertools.count()

    def __init__(self, url: str = MEMORY_URL) -> None:
        versions = {each.LINEAGE.name: each.LINEAGE.latest for each in (Runner, Other)}
        pin = Pin("now", versions, VIEW)
        self.pins, self.served = Pins((pin,)), list[Served]()
        self.peer = Peer(
            transport(url, workers=4),
            *("unit", pin, self.pins, self.pins),
            prefix=f"ends-{next(self._serial)}-",
            served=self.served.append,
        )
        self.acts = Acts()
        self.server = Server(self.peer, {Runner: self.acts, Other: object()}, "one")

    def client(self, timeout: float = 5.0) -> Any:
        return Client(self.peer, Runner).prepare(server="one", timeout=timeout)

    def run(self, what: str) -> str:
        answer: str = self.client().run(Context(), what=what)
        return answer


@pytest.fixture
def unit() -> Iterator[Unit]:
    unit = Unit()
    yield unit
    unit.server.stop(5)
    unit.peer.transport.cleanup()


class MuteError(Exception):
    """An error that has no text."""

    def __str__(self) -> str:
        raise ValueError("no text")

    __repr__ = __str__


ODD: list[BaseException] = [
    SystemExit("a library could not go on"),
    KeyboardInterrupt(),
    asyncio.CancelledError(),
    GeneratorExit("ended"),
    BaseException(),
    MuteError(),
    ValueError("\ud800", object()),
    ApplicationError(5, None),  # type: ignore[arg-type]
    ApplicationError("Full", "no room", why=MuteError()),
]


def raising(error: BaseException) -> Callable[[], str]:
    def act() -> str:
        raise error

    return act


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
def test_method_when_it_raises_anything_is_answered_and_told(
    unit: Unit, error: BaseException
) -> None:
    unit.server.start()
    unit.acts.acts["odd"] = raising(error)

    with pytest.raises(ApplicationError) as caught:
        unit.run("odd")

    assert isinstance(caught.value.name, str)
    assert [served.code for served in unit.served] == [Code.FAILED]
    assert unit.run("echo") == "done"


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
def test_method_when_it_raises_anything_is_answered_to_stock_clients(
    unit: Unit, error: BaseException
) -> None:
    unit.acts.acts["odd"] = raising(error)
    message = {"method": "run", "version": "1.0", "args": {"what": "odd"}}

    with pytest.raises(Exception) as caught:  # noqa: PT011  (whichever: oslo answers with it)
        unit.server._servers[0].dispatcher.dispatch(Incoming(message, {}))

    assert isinstance(caught.value, Exception)


SECONDS: list[Any] = [
    *(math.inf, -math.inf, math.nan, -1, 0, 0.0, 31_536_000, 604_801, 10**400),
    *(True, "5", (1,), b"5"),
]


@pytest.mark.parametrize("seconds", SECONDS, ids=lambda seconds: repr(seconds)[:20])
def test_times_when_they_are_none_are_refused(unit: Unit, seconds: Any) -> None:
    client, pin = Client(unit.peer, Runner), unit.peer.own
    attempts: dict[str, Callable[[], Any]] = {
        "prepare(timeout=)": lambda: client.prepare(timeout=seconds),
        "Peer(timeout=)": lambda: Peer(None, "x", pin, unit.pins, unit.pins, timeout=seconds),
        "start(timeout=)": lambda: unit.server.start(seconds),
        "stop(timeout=)": lambda: unit.server.stop(seconds),
    }
    for where, attempt in attempts.items():
        with pytest.raises(DeclarationError, match="seconds: more than 0") as caught:
            attempt()
        assert caught.value.where == where


def test_call_when_it_may_take_a_week_ends_when_it_is_done(unit: Unit) -> None:
    unit.server.start()
    assert unit.client(604_800).run(Context(), what="echo") == "done"


@pytest.mark.parametrize("silence", [1, 0, -2, 2.5, "2", math.inf, True, 604_801], ids=repr)
def test_silence_when_it_is_no_time_is_refused(unit: Unit, silence: Any) -> None:
    with pytest.raises(DeclarationError, match=r"prepare\(silence=\)"):
        Client(unit.peer, Runner).prepare(silence=silence)


NAMES: list[Any] = ["", "\ud800", "x" * 250, 5, b"x", None, ("x",)]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name)[:20])
def test_names_when_no_queue_can_have_them_are_refused(unit: Unit, name: Any) -> None:
    attempts: list[Callable[[], Any]] = [
        lambda: Server(unit.peer, {Runner: unit.acts}, name),
        lambda: type("Odd", (Interface,), {"TOPIC": name, "HISTORY": history(initial("1.0"))}),
    ]
    if name is not None:  # any server
        attempts.append(lambda: Client(unit.peer, Runner).prepare(server=name))
    for attempt in attempts:
        with pytest.raises(DeclarationError):
            attempt()


@pytest.mark.parametrize("context", [None, {}, "x", 5, Context], ids=repr)
def test_call_when_its_context_is_none_is_refused(unit: Unit, context: Any) -> None:
    with pytest.raises(FieldValueError, match="a Context") as caught:
        unit.client().run(context, what="echo")
    assert caught.value.path == "context"


def test_method_when_asked_of_the_client_itself_says_where_it_is(unit: Unit) -> None:
    client: Any = Client(unit.peer, Runner)
    with pytest.raises(AttributeError, match=r"write client\.prepare\(\)\.run\("):
        client.run(Context(), what="echo")
    with pytest.raises(AttributeError, match=r"no 'walk'$"):
        client.walk()


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


PROCESS = """
import threading, time
from tests.rpc.server.test_ends import Context, Unit
unit, began = Unit(), threading.Event()
def wait():
    began.set()
    time.sleep({seconds})
    print("method ended", flush=True)
    return "done"
unit.acts.acts["wait"] = wait
unit.server.start()
threading.Thread(target=lambda: unit.client(60).run(Context(), what="wait"), daemon=True).start()
began.wait()
{last}
print("main ended", flush=True)
"""


@pytest.mark.parametrize(
    ("seconds", "last", "printed"),
    [
        (1, "", ["main ended", "method ended"]),
        (600, "print(unit.server.stop(0.1))", ["False", "main ended"]),
    ],
    ids=["it waits for methods that end", "it does not for others after a stop"],
)
def test_process_when_it_ends_while_a_method_runs(
    seconds: int, last: str, printed: list[str]
) -> None:
    code = PROCESS.format(seconds=seconds, last=last)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == printed


def test_call_when_it_is_interrupted_is_not_written_later(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit.server.start()
    works = list[Callable[[], Any]]()

    def interrupted(seconds: float, work: Callable[[], Any]) -> Any:
        works.append(work)
        raise KeyboardInterrupt

    monkeypatch.setattr("rpc._broker.sender.within", interrupted)
    with pytest.raises(KeyboardInterrupt):
        unit.client().note(Context(), what="late")
    monkeypatch.undo()

    with pytest.raises(oslo_messaging.MessageUndeliverable, match="before the deadline"):
        works[0]()
    assert unit.run("echo") == "done"
    assert unit.acts.noted == []


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


FORK = """
import os, sys
from tests.rpc.server.test_ends import Context, Unit
unit = Unit()
unit.server.start()
unit.run("echo")
child = os.fork()
if not child:
    for act in (lambda: unit.run("echo"), unit.server.stop, unit.server.start):
        try:
            act()
        except Exception as error:
            print(type(error).__name__, flush=True)
    other = Unit()
    other.server.start()
    print(other.run("echo"), other.server.stop(5), flush=True)
    sys.exit()
os.waitpid(child, 0)
print(unit.run("echo"), unit.server.stop(5), flush=True)
"""


def test_fork_when_the_parent_used_its_transport_is_an_error_and_harms_no_parent() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == ["ForkedError"] * 3 + ["done True"] * 2
