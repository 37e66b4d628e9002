"""A cast goes in the oldest form that holds it whole: its server may be rolled back."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

import pytest

from rpc import (
    MEMORY_URL,
    Client,
    Context,
    Destination,
    Event,
    Interface,
    Peer,
    Pin,
    Pins,
    Releases,
    Server,
    argument_added,
    cast,
    history,
    initial,
    method_added,
    transport,
    version,
)
from rpc._broker.sender import Carrier
from rpc._client.call import Exchange
from vobjects import Loss, Registry

_NONE = Registry("notes")


class NoteAPI(Interface):
    """Takes notes and answers nothing."""

    TOPIC = "notes"

    @cast
    def note(self, context: Context, text: str, urgent: bool = False, color: str = "black") -> None:
        """Keep a note."""

    @cast
    def burn(self, context: Context) -> None:
        """Forget all notes."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Notes can be urgent, in colors, and burnt.",
            argument_added("note", "urgent", why="it would be read too late"),
            argument_added("note", "color", loss=Loss.ALLOWED, why="all ink is black there"),
            method_added("burn"),
        ),
    )


def _release(name: str, number: str, form: str = "compact") -> Pin:
    return Pin(name, {"NoteAPI": NoteAPI.LINEAGE.at(number)}, _NONE.at({}, name), form)


SPRING, AUTUMN = _release("spring", "1.0"), _release("autumn", "1.1")
SERVER = Destination("notes", "desk")


class Desk:
    """The old implementation."""

    def __init__(self) -> None:
        self.notes = queue.SimpleQueue[str]()

    def note(self, context: Context, text: str) -> None:
        """Keep it."""
        self.notes.put(text)


class Office:
    """An old server, and a client whose source says that it is new."""

    def __init__(self, bus: Any) -> None:
        old, self.desk = Releases((SPRING,)), Desk()
        named = Peer(bus, "desk", SPRING, Pins((SPRING,)), old)
        self.server = Server(named, {NoteAPI: self.desk}, "desk")
        self.events: list[Event] = []
        self._bus = bus

    def client(self, oldest: Pin = SPRING, heals: bool = True) -> Client[NoteAPI]:
        """A client of the newer release, which knows an older one as well."""
        known = Releases((oldest, AUTUMN))
        pins = Pins((oldest, AUTUMN))
        pins.set(SERVER, "autumn")
        pins.set(Destination("notes"), "autumn")
        peer = Peer(
            self._bus, "clerk", AUTUMN, pins, known, self.events.append, timeout=10, heals=heals
        )
        return Client(peer, NoteAPI)


@pytest.fixture
def office() -> Iterator[Office]:
    """The server runs."""
    made = Office(transport(MEMORY_URL, "first-casts"))
    made.server.start()
    yield made
    made.server.stop()


def test_cast_when_its_server_is_older_than_its_pin_says_then_it_is_not_lost(
    office: Office,
) -> None:
    office.client().prepare(server="desk").note(Context(), "buy milk")
    assert office.desk.notes.get(timeout=10) == "buy milk"
    assert [(event.pinned, event.code) for event in office.events] == [("spring", "ok")]


def test_cast_when_its_server_has_said_what_it_runs_then_it_may_still_be_rolled_back(
    office: Office,
) -> None:
    client = office.client()
    client.capabilities("desk")
    client.prepare(server="desk").note(Context(), "buy milk")
    assert office.events[-1].pinned == "spring"


@pytest.mark.parametrize("route", [{}, {"fanout": True}], ids=["to any server", "to all servers"])
def test_cast_when_it_goes_to_a_mixed_topic_then_the_oldest_can_run_it(
    office: Office, route: dict[str, Any]
) -> None:
    office.client().prepare(**route).note(Context(), "buy milk")
    assert office.desk.notes.get(timeout=10) == "buy milk"
    assert office.events[-1].pinned == "spring"


@pytest.mark.parametrize(
    "more", [{"urgent": True}, {"color": "red"}], ids=["refused there", "left behind there"]
)
def test_cast_when_the_oldest_form_does_not_hold_it_whole_then_it_goes_as_pinned(
    office: Office, more: dict[str, Any]
) -> None:
    office.client().prepare(server="desk").note(Context(), "buy milk", **more)
    assert [(event.pinned, event.losses) for event in office.events] == [("autumn", ())]


def test_cast_when_the_oldest_release_has_no_such_method_then_it_goes_as_pinned(
    office: Office,
) -> None:
    office.client().prepare(server="desk").burn(Context())
    assert office.events[-1].pinned == "autumn"


@pytest.mark.parametrize(
    ("oldest", "heals", "route"),
    [
        (SPRING, False, {"server": "desk"}),
        (_release("stock", "1.0", "primitive"), True, {"server": "desk"}),
    ],
    ids=["nothing is healed", "another form of the wire"],
)
def test_cast_when_no_server_of_ours_can_be_meant_then_it_goes_as_pinned(
    office: Office, oldest: Pin, heals: bool, route: dict[str, Any]
) -> None:
    office.client(oldest, heals).prepare(**route).note(Context(), "buy milk")
    assert office.events[-1].pinned == "autumn"


class DiaryAPI(Interface):
    """Takes entries, with more to say of one in each version."""

    TOPIC = "diary"

    @cast
    def note(self, context: Context, text: str, mood: str = "", place: str = "") -> None:
        """Keep an entry."""

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Moods.", argument_added("note", "mood", why="it would be lost")),
        version("1.2", "Places.", argument_added("note", "place", why="it would be lost")),
    )


MONTHS = {
    "may": "1.0",
    "june": "1.0",
    "july": "",
    "august": "1.1",
    "october": "1.1",
    "december": "1.2",
}


@pytest.mark.parametrize(
    ("more", "pinned", "tries"),
    [
        ({}, "may", 1),
        ({"mood": "glad"}, "august", 2),
        ({"mood": "glad", "place": "a"}, "december", 3),
    ],
    ids=["all hold it", "some hold it", "none holds it"],
)
def test_cast_when_forms_between_hold_it_goes_in_the_oldest_of_them_and_tries_each_form_once(
    more: dict[str, str], pinned: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = tuple(
        Pin(name, {"DiaryAPI": DiaryAPI.LINEAGE.at(number)} if number else {}, _NONE.at({}, name))
        for name, number in MONTHS.items()
    )
    known, tried, events = Pins(pins), list[str](), list[Event]()
    known.set(Destination("diary"), "december")
    peer = Peer(transport(MEMORY_URL), "clerk", pins[-1], known, known, events.append)
    message = Exchange.message

    def noted(self: Exchange, *given: Any) -> Any:
        tried.append(self.pin.release)
        return message(self, *given)

    monkeypatch.setattr(Carrier, "send", lambda *_: None)
    monkeypatch.setattr(Exchange, "message", noted)

    Client(peer, DiaryAPI).prepare().note(Context(), "dear diary", **more)

    assert [event.pinned for event in events] == [pinned]
    assert len(tried) == tries
