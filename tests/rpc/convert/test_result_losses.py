"""What a result leaves behind on its way to an older caller is told to that caller."""

from __future__ import annotations

from typing import Any

import pytest

from rpc import (
    Client,
    Context,
    Destination,
    Event,
    Interface,
    Peer,
    Pin,
    Pins,
    Server,
    call,
    history,
    initial,
)
from vobjects import Loss, Registry, VersionedObject, added, version
from vobjects import history as object_history
from vobjects import initial as first

NOTES = Registry("notes")


@NOTES.register
class Note(VersionedObject):
    """A text, and since 1.1 a colour that nobody needs."""

    text: str
    colour: str

    HISTORY = object_history(
        first("1.0"),
        version(
            "1.1",
            "Notes have a colour.",
            added("colour", default="", loss=Loss.ALLOWED, why="old screens have one colour"),
        ),
    )


class NoteAPI(Interface):
    """Gives notes."""

    TOPIC = "notes"

    @call
    def read(self, context: Context) -> tuple[Note, ...]:
        """Give all notes."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"))


def pin(release: str) -> Pin:
    view = NOTES.at({"Note": release}, release)
    return Pin(release, {"NoteAPI": NoteAPI.LINEAGE.latest}, view)


PINS = [pin("1.0"), pin("1.1")]


class Notes:
    """Two notes, one of them red."""

    def read(self, context: Context) -> Any:
        note = PINS[1].view["Note"]
        return [note(text="a", colour=""), note(text="b", colour="red")]


@pytest.mark.parametrize(("place", "lost"), [(0, ["$.result[1].colour"]), (1, [])])
def test_result_when_the_caller_is_older_tells_what_was_left_behind(
    memory: Any, place: int, lost: list[str]
) -> None:
    events: list[Event] = []
    known = Pins(tuple(PINS))
    server = Server(Peer(memory, "new", PINS[1], known, known), {NoteAPI: Notes()}, f"host-{place}")
    server.start()
    only = Pins(tuple(PINS[: place + 1]))
    pins = Pins((PINS[place],))
    pins.set(Destination("notes"), PINS[place].release)
    old = Peer(memory, "old", PINS[place], pins, only, events.append)

    found = Client(old, NoteAPI).prepare(server=f"host-{place}").read(Context())

    server.stop()
    assert [note.text for note in found] == ["a", "b"]
    assert all(PINS[place].view.owns(type(note)) for note in found)
    assert [loss.path for loss in events[0].losses] == lost
    assert all(loss.why == "old screens have one colour" for loss in events[0].losses)
