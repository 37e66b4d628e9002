"""One message at its server: who sent it, and how it ended."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Mapping
from typing import Any

from rpc._declare.context import Context
from rpc._declare.method import Style
from rpc._declare.peer_text import said
from rpc._server.endpoints import Endpoint
from rpc._server.request import Request
from rpc.codes import Code
from rpc.observe._events import Served, ignore, level, tell
from rpc.observe._tracing import Traced
from rpc.peer import Peer
from rpc.pins._pin import Destination
from vobjects import LossEntry

LOG = logging.getLogger("rpc.server.handling")


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a message ended: with an answer, or for clients without Pinrail with an exception."""

    code: Code
    answer: Any = None
    error: Exception | None = None
    detail: str = ""
    losses: tuple[LossEntry, ...] = ()


@dataclasses.dataclass(frozen=True)
class Visit:
    """A message that has come to an endpoint."""

    peer: Peer
    endpoint: Endpoint
    message: Mapping[str, Any]
    context: Context
    start: float = dataclasses.field(default_factory=time.monotonic)

    @property
    def call(self) -> str:
        """Interface and method, whatever a sender wrote there."""
        return f"{self.endpoint.lineage.name}.{said(self.message.get('method'))}"

    @property
    def known(self) -> bool:
        """Whether a version of the interface has the method."""
        method = self.message.get("method")
        return isinstance(method, str) and method in self.endpoint.lineage.styles

    @property
    def who(self) -> str:
        """Name and release of the sender."""
        sender = self.context.sender
        return f"{sender.name} ({sender.release})" if sender else "a client without Pinrail"

    @property
    def carried(self) -> Mapping[str, str]:
        """What carries the trace of the sender on."""
        return self.context.sender.trace if self.context.sender else {}

    @property
    def traced(self) -> Traced:
        """What a span says of it."""
        lineage, sender = self.endpoint.lineage, self.context.sender
        method = self.call.removeprefix(f"{lineage.name}.")
        answered = lineage.styles.get(method) is not Style.CAST
        releases = {"server": self.peer.own.release} | (
            {"sender": sender.release} if sender else {}
        )
        where = Destination(lineage.topic)
        return Traced(lineage.name, method, self.known, where, answered, releases)

    def run(self, request: Request) -> Any:
        """What the method gives or raises."""
        method = getattr(self.endpoint.implementation, request.spec.name)
        return method(self.context, **request.values)

    def tell(self, outcome: Outcome) -> None:
        """Log how it ended, and tell whoever observes."""
        raised, observer = outcome.code is Code.FAILED, self.peer.served
        loud = logging.DEBUG if raised else level(outcome.code, bool(outcome.losses))
        if observer is ignore and not LOG.isEnabledFor(loud):
            return
        sender, version = self.context.sender, self.message.get("version", "1.0")
        event = Served(
            receiver=self.peer.name,
            receiver_release=self.peer.own.release,
            topic=self.endpoint.lineage.topic,
            sender=sender.name if sender else "",
            sender_release=sender.release if sender else "",
            call=self.call,
            known=self.known,
            sender_known=sender is None or sender.release in self.peer.known.supported,
            version=said(version),
            code=outcome.code,
            seconds=time.monotonic() - self.start,
            losses=outcome.losses,
            detail=outcome.detail,
        )
        LOG.log(loud, "%s", event)
        tell(observer, event, self.peer.label)
