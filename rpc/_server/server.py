"""Servers: implementations of interfaces behind their topics, checked before they start."""

from __future__ import annotations

from collections.abc import Mapping

import oslo_messaging

from rpc._broker.receiver import Receiver
from rpc._server.conformance import must_fit
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc.interface import Interface
from rpc.observe._discarded import teller
from rpc.peer import Peer
from vobjects import DeclarationError


class Server:
    """Serves interfaces under one server name until it is stopped.

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
        self._servers = [_on(topic, peer, served, server) for topic in topics]

    def start(self) -> None:
        """Begin to take messages."""
        for server in self._servers:
            server.start()

    def stop(self) -> None:
        """Take no more messages and wait for those that run."""
        for server in self._servers:
            server.stop()
        for server in self._servers:
            server.wait()


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
    return Receiver(peer.transport, target, dispatcher, endpoints.is_idempotent, tell)
