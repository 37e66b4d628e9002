"""Counters for Prometheus; needs the extra ``pinrail[prometheus]``."""

from __future__ import annotations

import threading
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

from rpc.observe._cardinality import Distinct
from rpc.observe._discarded import TurnedAway
from rpc.observe._events import Event, Served
from vobjects import LossEntry

OTHER: Final = "other"
"""What stands for a value that any peer may have made up."""

MOST_FIELDS: Final = 1000
"""Fields that lost something and are told apart: senders name them in what they say was lost."""

_OTHERS: Final = (OTHER, OTHER)
_SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """Counts the messages of a process; give its methods to a :class:`rpc.peer.Peer`.

    Args:
        registry: where the counters are kept; by default that of the process.
        servers: whether the servers of a topic are told apart, which makes a series for each.

    Raises:
        ValueError: the registry has these counters already: one object counts for all peers.
    """

    def __init__(self, registry: CollectorRegistry = REGISTRY, *, servers: bool = False) -> None:
        self._servers = servers
        call, where = ("interface", "method"), ("interface", "method", "destination")

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"pinrail_{name}", about, labels, registry=registry)

        def seconds(name: str, about: str, *labels: str) -> Histogram:
            full = f"pinrail_{name}_seconds"
            return Histogram(full, about, labels, registry=registry, buckets=_SECONDS)

        self._sent = counter("sent", "Messages sent, by how they ended.", *where, "code")
        self._sending = seconds("sent", "Until the answer, or until the broker has a cast.", *where)
        self._converted = counter("conversions", "Arguments converted for the destination.", *where)
        self._losses = counter("losses", "Values left behind.", "side", "object", "field")
        self._heals = counter(
            "heals", "Calls sent again at another pin.", "destination", "from", "to"
        )
        self._served = counter(
            "served", "Messages served, by how.", *call, "sender_release", "code"
        )
        self._serving = seconds("served", "From the message to its answer.", *call)
        self._turned_away = counter("turned_away", "Messages taken and not run.", "topic", "reason")
        labels = ("destination", "release")
        about = "Destinations for which the pin is in force."
        self._pin = Gauge("pinrail_pins", about, labels, registry=registry)
        self._pins: dict[str, str] = {}
        self._lost = Distinct(MOST_FIELDS)
        self._lock = threading.Lock()

    def sent(self, event: Event) -> None:
        """Count a message that was sent: the observer of a peer."""
        where = event.destination if self._servers else event.topic
        interface, _, method = event.call.partition(".")
        self._sent.labels(interface, method, where, event.code.value).inc()
        self._sending.labels(interface, method, where).observe(event.seconds)
        if event.converted:
            self._converted.labels(interface, method, where).inc(event.converted)
        if event.mispinned:
            self._heals.labels(where, event.mispinned, event.pinned).inc()
        self._count("client", event.losses)
        self._note_pin(where, event.destination, event.pinned)

    def served(self, event: Served) -> None:
        """Count a message that was served: ``served`` of a peer."""
        interface, _, called = event.call.partition(".")
        method = called if event.known else OTHER
        release = event.sender_release if event.sender_known else OTHER
        self._served.labels(interface, method, release, event.code.value).inc()
        self._serving.labels(interface, method).observe(event.seconds)
        self._count("server", event.losses)

    def turned_away(self, message: TurnedAway) -> None:
        """Count a message that a server took and did not run: ``turned_away`` of a peer."""
        self._turned_away.labels(message.topic, message.reason.value).inc()

    def _count(self, side: str, losses: tuple[LossEntry, ...]) -> None:
        for loss in losses:
            where = (loss.object, loss.field)
            self._losses.labels(side, *(where if self._lost.takes(where) else _OTHERS)).inc()

    def _note_pin(self, where: str, destination: str, release: str) -> None:
        with self._lock:
            before = self._pins.get(destination)
            if before == release:
                return
            self._pins[destination] = release
            if before is not None:
                self._pin.labels(where, before).dec()
            self._pin.labels(where, release).inc()
