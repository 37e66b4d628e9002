"""Servers: implementations of interfaces behind their topics, checked before they start."""

from __future__ import annotations

import atexit
import functools
import logging
import os
import re
import threading
import time
import weakref
from collections.abc import Mapping
from typing import Final

import oslo_messaging

from rpc._broker.deadline import within
from rpc._broker.opening import Opening, OpeningEndedError
from rpc._broker.probe import BrokerUnreachableError, addresses
from rpc._broker.process import must_not_be_forked
from rpc._broker.receiver import Receiver
from rpc._declare.limits import FANOUT, must_be_name, must_be_seconds
from rpc._server.conformance import must_fit
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc.errors import QueueRefusedError
from rpc.interface import Interface
from rpc.observe._discarded import teller
from rpc.peer import Peer
from vobjects import DeclarationError

LOG = logging.getLogger("rpc.server.server")

_REFUSED: Final = re.compile(r"(PRECONDITION_FAILED.* for queue '([^']*)'.*)", re.DOTALL)
"""How RabbitMQ refuses a queue that is there with other arguments."""

LIMIT: Final = 60.0
"""Seconds that a start or a stop may take, if nothing else is asked for."""


class Server:
    """Serves interfaces under one server name until it is stopped.

    A process that ends while it serves stops its servers first.

    Args:
        peer: the process, with its release.
        served: the interfaces, each with what implements it.
        server: the name by which clients address it.

    Raises:
        DeclarationError: nothing is served, the peer's release does not have an interface, or two
            interfaces take the same messages.
        ImplementationError: an implementation does not fit the interface of the peer's release.
    """

    def __init__(self, peer: Peer, served: Mapping[type[Interface], object], server: str) -> None:
        if not served:
            raise DeclarationError(
                where=f"Server of {peer.label}",
                found="no interface",
                expected="at least one interface with what implements it",
                remedy="pass {Interface: implementation}",
            )
        must_fit(peer, served)
        topics = dict.fromkeys(interface.TOPIC for interface in served)
        self._peer = peer
        _must_be_apart(peer, list(topics), server)
        for topic in topics:
            where, full = f"Server of {peer.label}", peer.prefix + topic
            must_be_name(full, where, FANOUT)
            must_be_name(server, where, len(f"{full}.".encode()))
        self._servers = [_on(topic, peer, served, server) for topic in topics]
        self._lock = threading.Lock()
        self._opening: Opening | None = None
        self._opened = threading.Event()
        self._closing: threading.Thread | None = None

    def start(self, timeout: float = LIMIT) -> None:
        """Begin to take messages.

        Args:
            timeout: seconds to wait for a broker that does not answer.

        Raises:
            BrokerUnreachableError: none answered in time, or the server was stopped meanwhile.
            QueueRefusedError: a queue of its name was made by other settings.
            DeclarationError: it serves, starts or stops already.
            ForkedError: the parent of this process used the transport.
        """
        must_be_seconds(timeout, "start(timeout=)")
        must_not_be_forked(self._peer.transport)
        with self._lock:
            if self._opening is not None or (
                self._closing is not None and self._closing.is_alive()
            ):
                raise DeclarationError(
                    where=f"Server of {self._peer.label}",
                    found="a start while it serves, starts or stops",
                    expected="a start of a server that was not started, or has stopped",
                    remedy="call stop() first, or make another server",
                )
            self._opening, self._closing = Opening(timeout), None
            self._opened.clear()
        try:
            self._open(self._opening)
        except BaseException:
            self._shut()
            raise
        finally:
            self._opened.set()
        _SERVING.add(self)

    def stop(self, timeout: float = LIMIT) -> bool:
        """Take no more messages, give back those that wait, and wait for those that run.

        In a method of this server it does not wait: the method itself runs.

        Args:
            timeout: seconds to wait; what still runs then goes on until the process ends.

        Returns:
            Whether all that ran has ended.

        Raises:
            ForkedError: the parent of this process used the transport, and may serve.
        """
        must_be_seconds(timeout, "stop(timeout=)")
        must_not_be_forked(self._peer.transport)
        with self._lock:
            if self._closing is None:
                self._closing = threading.Thread(
                    target=self._close, name="pinrail-stop", daemon=True
                )
                self._closing.start()
            closing = self._closing  # a start that follows forgets it
        if any(receiver.runs_in(threading.current_thread()) for receiver in self._servers):
            return False
        closing.join(timeout)
        if closing.is_alive():
            running = [name for receiver in self._servers for name in receiver.running]
            LOG.warning(
                "%s was told to stop %g s ago and still runs: %s",
                *(self._peer.label, timeout, ", ".join(running) or "nothing; its broker is silent"),
            )
            return False
        return True

    def _open(self, opening: Opening) -> None:
        for receiver in self._servers:
            try:
                within(opening.left, functools.partial(receiver.open, opening))
            except (TimeoutError, OpeningEndedError) as error:
                raise self._unreachable(opening) from error
            except oslo_messaging.MessageDeliveryFailure as error:
                raise self._refused(error) from error
        for receiver in self._servers:
            receiver.run()

    def _unreachable(self, opening: Opening) -> BrokerUnreachableError:
        stopped = "the server was stopped before one did" if self._closing else ""
        return BrokerUnreachableError(
            hosts=addresses(self._peer.transport._driver._url),
            found=stopped or opening.problem or "nothing was heard in time",
        )

    def _refused(self, error: Exception) -> Exception:
        """What a broker has against a queue; the error itself if it has something else."""
        found = _REFUSED.search(str(error))
        if found is None:
            return error
        return QueueRefusedError(queue=found[2], server=self._peer.label, found=found[1])

    def _close(self) -> None:
        """Wait for a start that goes on, and end what it began."""
        opening = self._opening
        if opening is not None:
            opening.end()
            self._opened.wait()
        self._shut()

    def _shut(self) -> None:
        """Stop and close what was opened, whatever happens to a part of it."""
        _SERVING.discard(self)
        if self._opening is not None:
            self._opening.end()
        for step in (Receiver.leave, Receiver.close):
            for receiver in self._servers:
                try:
                    step(receiver)
                except Exception:  # a broker that is lost must not keep the others open
                    LOG.exception("%s could not leave its broker in good order", self._peer.label)
        self._opening = None


def _must_be_apart(peer: Peer, topics: list[str], server: str) -> None:
    """Check that no topic has the name of a queue that is of this server alone.

    Raises:
        DeclarationError: one has.
    """
    for topic in topics:
        for other in topics:
            if topic == f"{other}.{server}":
                raise DeclarationError(
                    where=f"Server of {peer.label}",
                    found=f"the topic {topic!r}, and the server {server!r} of the topic {other!r}",
                    expected="topics and servers whose queues have different names",
                    remedy="rename the topic or the server",
                )


_SERVING: Final = weakref.WeakSet[Server]()
"""The servers that have been started and not stopped."""


os.register_at_fork(after_in_child=_SERVING.clear)  # their threads stay in the parent


@atexit.register
def _stop_all() -> None:
    end = time.monotonic() + LIMIT
    for server in list(_SERVING):
        server.stop(max(end - time.monotonic(), 0.1))


def _on(topic: str, peer: Peer, served: Mapping[type[Interface], object], server: str) -> Receiver:
    """The server of oslo.messaging for the interfaces of one topic."""
    endpoints = Endpoints(
        Endpoint.of(peer, interface.LINEAGE, implementation)
        for interface, implementation in served.items()
        if topic == interface.TOPIC
    )
    target = oslo_messaging.Target(topic=peer.prefix + topic, server=server)
    dispatcher = Dispatcher(peer, endpoints)
    tell = teller(peer.label, target.topic, peer.turned_away)
    return Receiver(peer.transport, target, dispatcher, dispatcher, tell, peer.label)
