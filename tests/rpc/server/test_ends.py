"""Every message ends in its time, whatever a method or a caller does."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import math
from collections.abc import Callable
from typing import Any

import oslo_messaging
import pytest
from oslo_messaging._drivers.common import serialize_remote_exception

from rpc import (
    ApplicationError,
    Client,
    Code,
    Context,
    Interface,
    Peer,
    Server,
    history,
    initial,
)
from tests.rpc.direct import Incoming
from tests.rpc.server.runner import Runner, Unit, raising
from vobjects import DeclarationError, FieldValueError, VObjectError


class MuteError(Exception):
    """An error whose text raises something."""

    def __init__(self, raised: BaseException) -> None:
        self.raised = raised
        super().__init__()

    def __str__(self) -> str:
        raise self.raised

    __repr__ = __str__


class MuteObjectError(VObjectError):
    """An error of this family whose text raises something that is no Exception."""

    def __str__(self) -> str:
        raise GeneratorExit


@dataclasses.dataclass
class Thing:
    """What JSON does not carry."""


ODD: list[tuple[BaseException, str, str]] = [
    (SystemExit("a library could not go on"), "SystemExit", "a library could not go on"),
    (KeyboardInterrupt(), "KeyboardInterrupt", ""),
    (asyncio.CancelledError(), "CancelledError", ""),
    (GeneratorExit("ended"), "GeneratorExit", "ended"),
    (BaseException(), "BaseException", ""),
    (MuteError(ValueError()), "MuteError", "MuteError, whose text raises ValueError"),
    (MuteError(GeneratorExit()), "MuteError", "MuteError, whose text raises GeneratorExit"),
    (MuteObjectError(), "MuteObjectError", "MuteObjectError, whose text raises GeneratorExit"),
    (ValueError("\ud800", Thing()), "ValueError", "('\\ud800', Thing())"),
    (ApplicationError(5, None), "5", "None"),  # type: ignore[arg-type]
    (ApplicationError("Full", "no room", why=MuteError(ValueError())), "Full", "no room"),
]


@pytest.mark.parametrize(("error", "name", "text"), ODD, ids=[name for _, name, _ in ODD])
def test_method_when_it_raises_anything_is_answered_and_told(
    unit: Unit, error: BaseException, name: str, text: str
) -> None:
    unit.server.start()
    unit.acts.acts["odd"] = raising(error)

    with pytest.raises(ApplicationError) as caught:
        unit.run("odd")

    assert (caught.value.name, caught.value.message) == (name, text)
    assert [served.code for served in unit.served] == [Code.FAILED]
    assert unit.run("echo") == "done"


@pytest.mark.parametrize(("error", "name", "text"), ODD, ids=[name for _, name, _ in ODD])
def test_method_when_it_raises_anything_is_answered_to_stock_clients(
    unit: Unit, error: BaseException, name: str, text: str
) -> None:
    unit.acts.acts["odd"] = raising(error)
    message = {"method": "run", "version": "1.0", "args": {"what": "odd"}}

    with pytest.raises(Exception) as caught:  # noqa: PT011  (whichever: oslo answers with it)
        unit.server._servers[0].dispatcher.dispatch(Incoming(message, {}))

    info = caught.type, caught.value, caught.tb
    said = json.loads(serialize_remote_exception(info))
    assert f"{said['class']}: {said['message']}".endswith(f"{name}: {text}")


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
        with pytest.raises(DeclarationError, match=r"seconds: more than 0.*such as 60") as caught:
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


def test_topic_when_its_prefix_makes_it_too_long_for_a_queue_is_refused(unit: Unit) -> None:
    long = dataclasses.replace(unit.peer, prefix="x" * 240)
    for make in (
        lambda: Server(long, {Runner: unit.acts}, "one"),
        lambda: Client(long, Runner),
    ):
        with pytest.raises(DeclarationError, match="of 1 to 215 bytes"):
            make()


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
