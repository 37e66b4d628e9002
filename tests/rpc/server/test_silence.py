"""Long calls live by the signs of life of their server, which end when the call ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rpc import ApplicationError, Client, Context, OutcomeUnknownError, Server
from rpc._broker.delivery import Delivery
from tests.support.lab import Lab, LabAPI, peer, views
from tests.support.queues import unanswered
from vobjects import DeclarationError

SILENCE = 2


class Watched:
    """A server whose signs of life are counted."""

    def __init__(self, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.beats, beat = 0, Delivery.heartbeat
        self.lab = Lab(views("juno"))
        self.peer = peer(memory, "juno", prefix=f"silence-{id(self)}-")
        self.server = Server(self.peer, {LabAPI: self.lab}, "host")

        def counted(delivery: Delivery) -> None:
            self.beats += 1
            beat(delivery)  # type: ignore[no-untyped-call]

        monkeypatch.setattr(Delivery, "heartbeat", counted)

    def api(self, timeout: float = 20) -> LabAPI:
        """Calls that end after two seconds of silence."""
        client = Client(self.peer, LabAPI)
        return client.prepare(server="host", timeout=timeout, silence=SILENCE)


@pytest.fixture
def watched(memory: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    watched = Watched(memory, monkeypatch)
    watched.server.start()
    yield watched
    watched.server.stop()


def lasting(seconds: float) -> Callable[[], str]:
    def act() -> str:
        time.sleep(seconds)
        return "done"

    return act


def fail() -> None:
    time.sleep(1.2)
    raise ApplicationError("Full", "no room")


def test_call_when_it_takes_longer_than_the_silence_is_done(watched: Watched) -> None:
    watched.lab.acts["long"] = lasting(SILENCE + 1.5)

    assert watched.api().run(Context(), what="long") == "done"
    assert watched.beats >= 2


@pytest.mark.parametrize("act", ["done", "raises"])
def test_signs_of_life_when_the_call_has_ended_end_too(watched: Watched, act: str) -> None:
    watched.lab.acts["done"] = lasting(1.2)
    watched.lab.acts["raises"] = fail
    ended = []
    try:
        ended.append(watched.api().run(Context(), what=act))
    except ApplicationError as error:
        ended.append(error.name)

    assert ended == [{"done": "done", "raises": "Full"}[act]]
    beats = watched.beats
    time.sleep(1.3)

    assert watched.beats == beats


def test_signs_of_life_when_the_server_stops_go_on_until_the_method_ends(
    watched: Watched,
) -> None:
    watched.lab.acts["long"] = lasting(SILENCE + 1)
    found: list[Any] = []
    caller = threading.Thread(
        target=lambda: found.append(watched.api().run(Context(), what="long"))
    )
    caller.start()
    while not watched.lab.noted:
        time.sleep(0.01)

    watched.server.stop()
    caller.join()
    beats = watched.beats
    time.sleep(1.3)

    assert found == ["done"]
    assert watched.beats == beats >= 2
    watched.server.start()


def test_call_when_nobody_gives_a_sign_ends_before_its_timeout(memory: Any) -> None:
    client = Client(peer(memory, "juno", prefix="silent-"), LabAPI)
    unanswered(memory, "silent-lab.nobody")
    start = time.monotonic()

    with pytest.raises(OutcomeUnknownError, match="no sign of life for 2 s"):
        client.prepare(server="nobody", timeout=60, silence=SILENCE).nodes(Context())

    assert time.monotonic() - start < SILENCE + 1


def test_prepare_when_the_silence_is_too_short_is_refused(memory: Any) -> None:
    with pytest.raises(DeclarationError, match=r"prepare\(silence=\): found int 1"):
        Client(peer(memory, "juno"), LabAPI).prepare(silence=1)
