"""What was sent during a rehearsal: every event with the step it belongs to."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterable

from compat.rehearse._fleet import FLEET, Role
from compat.rehearse._plan import SkewPair, Step
from rpc import Code, Event

ROLES = {service.name: service.role for service in FLEET} | {"api": Role.API}


@dataclasses.dataclass(frozen=True)
class Sent:
    """One message, with the service that was meant to get it."""

    step: int
    event: Event
    pair: SkewPair
    receiver: str


class Recorder:
    """Takes the events of all peers; asked from the view while the rehearsal runs."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.step: Step | None = None
        self.changed: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    def observe(self, event: Event) -> None:
        """Note one event for each service that it was meant for."""
        step = self.step
        if step is None:
            return
        with self._lock:
            for receiver in _receivers(event.destination):
                self.sent.append(Sent(step.number, event, _pair(event, receiver, step), receiver))
        self.changed()

    def of_step(self, number: int) -> list[Sent]:
        """The messages of one step."""
        return [sent for sent in self.sent if sent.step == number]

    def first_refused(self, since: int) -> str:
        """The pair of the innermost message that did not end well, from a place in ``sent`` on."""
        ended = (sent for sent in self.sent[since:] if sent.event.code is not Code.OK)
        return next((str(sent.pair) for sent in ended), "")


def _receivers(destination: str) -> Iterable[str]:
    topic, _, server = destination.partition(".")
    return [server] if server else [s.name for s in FLEET if topic in s.topics]


def _pair(event: Event, receiver: str, step: Step) -> SkewPair:
    return SkewPair(
        ROLES[event.sender].value,
        ROLES[receiver].value,
        event.sender_release,
        step.release(receiver),
    )
