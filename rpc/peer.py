"""One process of the fleet as its peers see it: a name, a release, and what it speaks to whom."""

from __future__ import annotations

import dataclasses
from typing import Any

from rpc._declare.context import Introduction
from rpc._declare.limits import must_be_name, must_be_seconds
from rpc._plan.lineage import Lineage
from rpc.observe._discarded import Watcher
from rpc.observe._events import Observer, ServedObserver, ignore
from rpc.observe._tracing import UNTRACED, Tracing
from rpc.pins._announced import Announced
from rpc.pins._lookup import Known, PinSource
from rpc.pins._pin import Destination, Pin
from rpc.pins._releases import Releases
from vobjects import DeclarationError, View
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Peer:
    """What every client and server of a process shares.

    Args:
        transport: an RPC transport of oslo.messaging, such as
            :func:`rpc.transport.transport` makes.
        name: how errors, logs and events call the process, such as ``shop-kitchen@host1``.
        own: what its release speaks; nothing newer can be read or sent.
        pins: how each destination is pinned, asked at every message.
        known: every release that may be met, oldest first, up to the own one.
        observer: told of every message that is sent, when it has ended.
        prefix: put before every topic, so that fleets share a broker and do not meet.
        timeout: seconds that a call waits for its answer.
        heals: whether a server that refuses a message as too new for it lowers its pin, and a call
            goes there once more.
        turned_away: told of every message that a server took from the broker and did not run.
        served: told of every message that is served, when it has ended.
        tracing: makes the spans of messages, such as
            :class:`rpc.observe.opentelemetry.OpenTelemetry`.
    """

    transport: Any
    name: str
    own: Pin
    pins: PinSource
    known: Releases
    observer: Observer = ignore
    prefix: str = ""
    timeout: float = 60.0
    heals: bool = True
    turned_away: Watcher = ignore
    served: ServedObserver = ignore
    tracing: Tracing = UNTRACED
    announced: Announced = dataclasses.field(init=False)
    """What other peers said of themselves."""

    def __post_init__(self) -> None:
        """Nothing was announced yet.

        Raises:
            DeclarationError: the name or the time is none, or its own release is not known.
        """
        must_be_name(self.name, "Peer(name=)")
        must_be_seconds(self.timeout, "Peer(timeout=)")
        if self.own.release not in self.known.supported:
            raise DeclarationError(
                where=f"Peer {self.name}",
                found=f"the own release {self.own.release}, which is not known",
                expected=f"one of {', '.join(self.known.supported)}",
                remedy="add it to the releases that may be met: others of it are met as well",
            )
        object.__setattr__(self, "announced", Announced(self.known))

    @property
    def view(self) -> View:
        """The classes of the own release."""
        return self.own.view

    @property
    def label(self) -> str:
        """Name and release, for errors."""
        return f"{self.name} ({self.own.release})"

    def speaks(self, lineage: Lineage) -> Version:
        """The version of an interface that the own release has.

        Raises:
            DeclarationError: it has none, or a release that may be met names one that never was.
        """
        for pin in self.known.supported.values():
            if lineage.name in pin.interfaces:
                pin.speaks(lineage)
        return self.own.speaks(lineage)

    def pin_for(self, destination: Destination) -> Pin:
        """The pin in force: that of the source, or a lower one that the destination announced.

        Where the source knows none it is what the server announced, and else the oldest supported.
        """
        return self.announced.over(destination, self.pins.answer(destination))

    def lower(self, destination: Destination, name: str, pin: Pin) -> Pin:
        """Hold a destination at what a peer there runs, which refused a message for its pin.

        Where the source knows no pin, what the peer announced is in force without it.

        Returns:
            The pin that is in force now.
        """
        answer = self.pins.answer(destination)
        if isinstance(answer, Known):
            self.announced.lower(destination, answer, name, pin)
        return self.announced.over(destination, answer)

    def introduction(self, pin: Pin) -> Introduction:
        """What the peer says of itself to a destination that is pinned so."""
        reply = pin.release if pin.release in self.known.supported else self.own.release
        return Introduction(self.name, self.own.release, reply, self.tracing.carried())

    def reply_view(self, pin: Pin) -> View:
        """At whose versions a destination that is pinned so writes results to this peer."""
        return pin.view if pin.release in self.known.supported else self.own.view

    def reply_pin(self, sender: Introduction | None) -> Pin:
        """In whose form a sender is answered: as it asks, and the oldest if that is unknown."""
        if sender is None or sender.reply not in self.known.supported:
            return self.known.oldest
        return self.known.pin(sender.reply)
