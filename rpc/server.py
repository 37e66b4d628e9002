"""Servers: an implementation of an interface behind a topic, checked before it starts."""

from __future__ import annotations

import inspect
from typing import Any

import oslo_messaging
from oslo_messaging.rpc.server import RPCServer

from rpc.dispatcher import Dispatcher
from rpc.errors import ImplementationError
from rpc.interface import Interface
from rpc.lineage import Lineage
from rpc.peer import Peer


class Server:
    """Serves one interface under one server name until it is stopped.

    Raises:
        ImplementationError: the implementation does not fit the interface of the peer's release.
    """

    def __init__(
        self, peer: Peer, interface: type[Interface], implementation: Any, server: str
    ) -> None:
        lineage = interface.LINEAGE
        problems = misfits(peer, interface, lineage, implementation)
        if problems:
            raise ImplementationError(
                interface=f"{lineage.name} {peer.own.interfaces[lineage.name]}",
                implementation=type(implementation).__name__,
                problems=problems,
            )
        target = oslo_messaging.Target(topic=peer.prefix + lineage.topic, server=server)
        dispatcher = Dispatcher(peer, lineage, implementation)

        def with_dispatcher(transport: Any, target: Any, _stock: Any, executor: Any) -> RPCServer:
            return RPCServer(transport, target, dispatcher, executor)

        self._server = oslo_messaging.get_rpc_server(
            peer.transport, target, [], server_cls=with_dispatcher
        )

    def start(self) -> None:
        """Begin to take messages."""
        self._server.start()

    def stop(self) -> None:
        """Take no more messages and wait for those that run."""
        self._server.stop()
        self._server.wait()


def misfits(
    peer: Peer, interface: type[Interface], lineage: Lineage, implementation: Any
) -> list[str]:
    """What an implementation lacks, each with the line to write."""
    problems = []
    for name, spec in lineage.methods[peer.own.interfaces[lineage.name]].items():
        wanted = ["context", *spec.arguments]
        line = f"def {name}(self, {', '.join(wanted)}): ..."
        found = getattr(type(implementation), name, None)
        if found is None or found is getattr(interface, name, None):
            problems.append(f"no method {name!r}; write: {line}")
            continue
        have = list(inspect.signature(found).parameters)[1:]
        if not set(wanted) <= set(have):
            problems.append(f"{name}({', '.join(have)}) does not fit; write: {line}")
    return problems
