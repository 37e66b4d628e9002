"""A cast that its server cannot run is neither lost nor acknowledged away: it is a dead letter."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import oslo_messaging
import pytest
from hypothesis import strategies
from kombu import message
from kombu.messaging import Producer

from rpc import (
    MEMORY_URL,
    Client,
    Context,
    Destination,
    Interface,
    Peer,
    Pin,
    Pins,
    Reason,
    Server,
    TurnedAway,
    argument_added,
    cast,
    history,
    initial,
    transport,
    version,
)
from rpc._broker import dead_letters
from rpc._broker.dead_letters import DeadLetterQueue
from vobjects import Registry

_NUMBERS = itertools.count()
_VIEW = Registry("letters").at({}, "any")


class Notes(Interface):
    TOPIC = "notes"

    @cast
    def once(self, context: Context, text: str, color: str = "black") -> None: ...

    @cast(idempotent=True)
    def again(self, context: Context, text: str, color: str = "black") -> None: ...

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Colors.",
            argument_added("once", "color", why="it matters"),
            argument_added("again", "color", why="it matters"),
        ),
    )


OLD, NEW = (
    Pin(name, {"Notes": Notes.LINEAGE.at(number)}, _VIEW)
    for name, number in (("old", "1.0"), ("new", "1.1"))
)


class OldDesk:
    """The service before the upgrade."""

    def __init__(self, ran: list[str]) -> None:
        self.ran = ran

    def once(self, context: Context, text: str) -> None:
        self.ran.append(text)

    again = once


class NewDesk(OldDesk):
    """The service after it."""

    def once(self, context: Context, text: str, color: str = "black") -> None:
        self.ran.append(text)

    again = once


class Office:
    """One server that is upgraded and rolled back, and a client that takes it for new."""

    def __init__(self, url: str = MEMORY_URL) -> None:
        self.bus, self.prefix = transport(url), f"letters-{next(_NUMBERS)}-"
        self.ran, self.turned = list[str](), list[TurnedAway]()
        pins = Pins((OLD, NEW))
        pins.set(Destination("notes"), "new")
        client = Client(Peer(self.bus, "clerk", NEW, pins, pins, prefix=self.prefix), Notes)
        self.api = client.prepare(server="desk", timeout=20)
        self.all = client.prepare(fanout=True, timeout=20)
        self.any = client.prepare(timeout=20)
        self.letters = DeadLetterQueue(self.bus, f"{self.prefix}notes")
        self.server: Server | None = None
        self.roll(OLD)

    def roll(self, pin: Pin) -> None:
        """Start the service at a release, in place of the one that runs."""
        self.stop()
        known = Pins((OLD, NEW)) if pin is NEW else Pins((OLD,))
        desk = NewDesk(self.ran) if pin is NEW else OldDesk(self.ran)
        peer = Peer(
            *(self.bus, "desk", pin, known, known),
            prefix=self.prefix,
            turned_away=self.turned.append,
        )
        self.server = Server(peer, {Notes: desk}, "desk")
        self.server.start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop(20)

    def kept(self) -> list[str]:
        """The methods of the dead letters."""
        return [letter.method for letter in self.letters.letters()]


@pytest.fixture
def office() -> Iterator[Office]:
    found = Office()
    yield found
    found.stop()
    found.bus.cleanup()


def wait_for(found: Callable[[], Any]) -> None:
    end = time.monotonic() + 20
    while not found():
        assert time.monotonic() < end
        time.sleep(0.005)


SENDS: list[Callable[[Office], None]] = [
    lambda office: office.api.once(Context(), "x", "red"),
    lambda office: office.api.again(Context(), "x", "red"),
    lambda office: office.any.once(Context(), "x", "red"),
    lambda office: office.all.once(Context(), "x", "red"),
]


@pytest.mark.parametrize("send", SENDS, ids=["once", "again", "any server", "all servers"])
def test_cast_when_its_server_was_rolled_back_is_a_dead_letter_and_runs_once_after_an_upgrade(
    office: Office, send: Callable[[Office], None]
) -> None:
    send(office)
    wait_for(office.letters.letters)

    [letter] = office.letters.letters()
    assert letter.receiver == "desk (old)"
    assert letter.reason.startswith("method-refused: ")
    assert '"x"' in json.loads(letter.body)["oslo.message"] or "pinrail" in letter.body
    wait_for(lambda: office.turned)  # it is told once it is kept
    assert [turned.reason for turned in office.turned] == [Reason.DEAD_LETTER]
    assert letter.id in office.turned[0].detail

    office.roll(NEW)
    assert office.letters.resend([letter.id]) == [letter]
    wait_for(lambda: office.ran)
    office.api.once(Context(), "last")
    wait_for(lambda: len(office.ran) == 2)
    assert office.ran == ["x", "last"]
    assert office.letters.letters() == []


def test_cast_when_its_arguments_are_refused_is_a_dead_letter(office: Office) -> None:
    target = oslo_messaging.Target(topic=f"{office.prefix}notes", version="1.0")
    stock = oslo_messaging.get_rpc_client(office.bus, target)

    stock.cast({}, "once", text=5)
    stock.cast({}, "once", text="y", depth=1)
    stock.cast({}, "vanish")
    stock.cast({"pinrail": {"name": "\n", "release": "old", "reply": "old"}}, "again", text="z")
    stock.cast({}, "pinrail_capabilities")
    wait_for(lambda: len(office.letters.letters()) == 4)

    assert sorted(office.kept()) == ["again", "once", "once", "vanish"]
    assert {letter.reason.partition(":")[0] for letter in office.letters.letters()} == {
        "argument-refused",
        "method-refused",
    }
    assert office.ran == []


def test_call_when_it_is_refused_is_answered_and_no_dead_letter(office: Office) -> None:
    target = oslo_messaging.Target(topic=f"{office.prefix}notes", version="1.0")
    stock = oslo_messaging.get_rpc_client(office.bus, target, timeout=10)

    with pytest.raises(oslo_messaging.RemoteError):
        stock.call({}, "vanish")
    assert office.letters.letters() == []


def test_letters_when_they_are_looked_at_stay_and_can_be_dropped(office: Office) -> None:
    for number in range(3):
        office.api.once(Context(), f"{number}", "red")
        wait_for(lambda count=number + 1: len(office.letters.letters()) == count)  # type: ignore[misc]
    first, second, third = (letter.id for letter in office.letters.letters())

    assert [letter.id for letter in office.letters.drop([second])] == [second]
    assert [letter.id for letter in office.letters.letters()] == [first, third]
    assert len(office.letters.drop()) == 2
    assert office.letters.letters() == []


def test_letters_when_the_broker_counts_them_late_are_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.api.once(Context(), "x", "red")
    wait_for(office.letters.letters)
    counts = iter([2, 0, 1])
    monkeypatch.setattr(DeadLetterQueue, "_declared", lambda *_: next(counts))

    assert len(office.letters.letters()) == 1
    assert list(counts) == []


def test_letters_when_one_is_packed_are_listed_as_they_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[object] = []
    monkeypatch.setattr(message, "decompress", lambda *seen: unpacked.append(seen))
    office.api.once(Context(), "x", "red")
    wait_for(office.letters.letters)
    with office.letters._channel() as channel:
        Producer(channel).publish(
            b"packed",
            exchange="",
            routing_key=office.letters.name,
            headers={"compression": "zlib"},
            content_type="application/json",
            content_encoding="utf-8",
        )

    assert [letter.body for letter in office.letters.letters()][1:] == ["packed"]
    assert unpacked == []


def test_resend_when_the_queue_is_gone_keeps_the_letter(office: Office) -> None:
    office.api.once(Context(), "x", "red")
    wait_for(office.letters.letters)
    [letter] = office.letters.letters()
    gone = DeadLetterQueue(office.bus, f"{office.prefix}elsewhere")
    moved = dead_letters.DeadLetter.made(f"{office.prefix}nowhere", b"once", "x", "\ud800")
    with office.letters._channel() as channel:
        [message] = office.letters._taken(channel)
        gone.put(moved, message)

    assert gone.resend() == []
    assert [(kept.method, kept.reason) for kept in gone.letters()] == [("b'once'", "?")]
    assert letter.id != moved.id


def test_cast_when_there_is_no_room_among_the_dead_letters_waits_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dead_letters, "MOST", 1)
    monkeypatch.setattr("rpc._broker.receiver._AGAIN", 0.01)
    office.api.once(Context(), "x", "red")
    wait_for(office.letters.letters)
    office.api.again(Context(), "y", "red")
    wait_for(lambda: "cannot become a dead letter" in caplog.text)
    assert office.kept() == ["once"]

    office.letters.drop()
    wait_for(lambda: office.kept() == ["again"])


def test_stop_when_a_cast_waits_for_room_gives_it_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dead_letters, "MOST", 0)
    office.api.once(Context(), "x", "red")
    wait_for(lambda: "cannot become a dead letter" in caplog.text)

    office.roll(NEW)
    wait_for(lambda: office.ran == ["x"])


def test_cast_when_it_cannot_be_looked_into_is_run_and_the_defect_logged(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("a defect")

    monkeypatch.setattr("rpc._server.dispatcher.Dispatcher.refusal", broken)
    office.roll(NEW)
    office.api.once(Context(), "x")

    wait_for(lambda: office.ran == ["x"])
    assert "once could not be looked into" in caplog.text


ACTS = strategies.sampled_from(["plain", "red", "old", "new", "resend"])


@hypothesis.settings(max_examples=12, deadline=None, derandomize=True)
@hypothesis.given(strategies.lists(ACTS, max_size=6))
def test_casts_when_a_service_is_upgraded_and_rolled_back_at_will_are_run_once_or_kept(
    acts: list[str],
) -> None:
    """R8: all that ended well has run once, or is among the dead letters."""
    office, sent = Office(), list[str]()
    try:
        for number, act in enumerate(acts):
            if act in ("old", "new"):
                office.roll(OLD if act == "old" else NEW)
            elif act == "resend":
                office.letters.resend()
            else:
                sent.append(f"{number}")
                office.api.once(Context(), f"{number}", "red" if act == "red" else "black")
        wait_for(lambda: len(office.ran) + len(office.letters.letters()) == len(sent))
        office.roll(NEW)
        office.letters.resend()
        wait_for(lambda: sorted(office.ran) == sorted(sent))
    finally:
        office.stop()
        office.bus.cleanup()


@pytest.mark.rabbit
@pytest.mark.slow
def test_letters_when_the_broker_is_rabbitmq_are_kept_sent_again_and_dropped(
    rabbit_url: str,
) -> None:
    office = Office(rabbit_url)
    try:
        for number, send in enumerate(SENDS):
            send(office)
            wait_for(lambda count=number + 1: len(office.letters.letters()) == count)  # type: ignore[misc]
        first, *others = (letter.id for letter in office.letters.letters())
        assert [letter.id for letter in office.letters.drop([first])] == [first]
        assert [letter.id for letter in office.letters.letters()] == others

        office.roll(NEW)
        assert [letter.id for letter in office.letters.resend()] == others
        wait_for(lambda: len(office.ran) == 3)
        assert office.letters.letters() == []
    finally:
        office.stop()
        office.bus.cleanup()
