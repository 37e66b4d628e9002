"""Senders that go on whatever happens, and what each of their messages came to."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from rpc import Client, Code, Context, RPCError
from tests.faults.api import LedgerAPI

DEADLINE = 3.0  # seconds
KINDS = ("once", "again", "note", "keep", "fanout")
CALLS = ("once", "again")
SILENCE = 0.25
"""Seconds without an answer after which casts are sent slowly: a broker takes any number of them,
and servers that they bury answer no call before its deadline, whatever the fault was."""
SLOWLY = 0.1  # seconds between messages


@dataclasses.dataclass(frozen=True)
class Sent:
    """One message and how it ended."""

    id: str
    kind: str
    code: Code
    seconds: float
    correct: bool = True
    """Whether the result is that of this message."""


class Load:
    """Sends messages of some kinds, each in a thread of its own, until it is stopped."""

    def __init__(self, client: Client[LedgerAPI], kinds: Iterable[str] = KINDS) -> None:
        """Start nothing yet."""
        self.client, self.sent, self._answered = client, list[Sent](), 0.0
        self._stop, senders = threading.Event(), [(kind, threading.Lock()) for kind in kinds]
        self._pauses = [pause for _, pause in senders]
        self._threads = [threading.Thread(target=self._go, args=sender) for sender in senders]

    def send(self, kind: str, act: str = "") -> Sent:
        """Send one message and note how it ended."""
        id_, correct, code = uuid.uuid4().hex, True, Code.OK
        methods = self.client.prepare(timeout=DEADLINE, fanout=kind == "fanout")
        method = getattr(methods, "note" if kind == "fanout" else kind)
        arguments = (id_, act) if kind in CALLS else (id_,)
        start = time.monotonic()
        try:
            correct = method(Context(), *arguments) in (id_, None)
        except RPCError as error:
            code = error.code
        end = time.monotonic()
        if kind in CALLS and code is Code.OK:
            self._answered = end
        sent = Sent(id_, kind, code, end - start, correct)
        self.sent.append(sent)
        return sent

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Send nothing meanwhile."""
        for pause in self._pauses:
            pause.acquire()
        try:
            yield
        finally:
            for pause in self._pauses:
                pause.release()

    def await_success(self, kinds: Iterable[str], seconds: float = 60) -> None:
        """Wait until messages of each kind are done again.

        Raises:
            TimeoutError: they are not.
        """
        start = len(self.sent)
        self._await(lambda: set(kinds) <= _done(self.sent[start:]), seconds, f"{kinds} again")

    def await_more(self, count: int, seconds: float = 120) -> None:
        """Wait until so many messages more have ended.

        Raises:
            TimeoutError: they have not.
        """
        goal = len(self.sent) + count
        self._await(lambda: len(self.sent) >= goal, seconds, f"{count} messages")

    def _await(self, reached: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > deadline:
                codes = collections.Counter((s.kind, s.code.value) for s in self.sent[-50:])
                raise TimeoutError(f"no {what} in {seconds:g} s; the last were {codes}")
            time.sleep(0.05)

    def _go(self, kind: str, pause: threading.Lock) -> None:
        while not self._stop.is_set():
            with pause:
                done = self.send(kind).code is Code.OK
            if not done or time.monotonic() - self._answered > SILENCE:
                self._stop.wait(SLOWLY)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def _done(sent: Iterable[Sent]) -> set[str]:
    return {one.kind for one in sent if one.code is Code.OK}
