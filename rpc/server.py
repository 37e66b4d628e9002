"""Servers: an implementation of an interface behind a topic, checked before it starts."""

from __future__ import annotations

import inspect
from typing import Any

import oslo_messaging
from oslo_messaging.rpc.server import RPCServer

from rpc.dispatcher import Dispatcher
from rpc.errors import ImplementationError
from rpc.interface import Interface
from rpc.peer import Peer
from rpc.signature import MethodSpec


class Server:
    """Serves one interface under one server name until it is stopped.

    Raises:
        DeclarationError: the peer's release does not have the interface.
        ImplementationError: the implementation does not fit the interface of the peer's release.
    """

    def __init__(
        self, peer: Peer, interface: type[Interface], implementation: Any, server: str
    ) -> None:
        lineage = interface.LINEAGE
        own = peer.speaks(lineage)
        found = [
            _misfit(spec, getattr(interface, name), implementation)
            for name, spec in lineage.methods[own].items()
        ]
        problems = [problem for problem in found if problem]
        if problems:
            raise ImplementationError(
                interface=f"{lineage.name} {own}",
                implementation=type(implementation).__name__,
                problems=problems,
            )
        target = oslo_messaging.Target(topic=peer.prefix + lineage.topic, server=server)
        dispatcher = Dispatcher(peer, lineage, implementation)
        self._server = RPCServer(peer.transport, target, dispatcher)

    def start(self) -> None:
        """Begin to take messages."""
        self._server.start()

    def stop(self) -> None:
        """Take no more messages and wait for those that run."""
        self._server.stop()
        self._server.wait()


def _misfit(spec: MethodSpec, declared: Any, implementation: Any) -> str:
    """What is wrong with the method of an implementation, and the line to write; or nothing."""
    line = f"def {', '.join([f'{spec.name}(self', 'context', *spec.arguments])}): ..."
    found = getattr(implementation, spec.name, None)
    if not callable(found) or getattr(found, "__func__", found) is declared:
        return f"no method {spec.name!r}; write: {line}"
    if inspect.iscoroutinefunction(found):
        return f"{spec.name} is a coroutine, which nobody awaits; write: {line}"
    signature = inspect.signature(found)
    try:
        signature.bind(None, **dict.fromkeys(spec.arguments))
    except TypeError as error:
        return f"{spec.name}{signature} does not fit ({error}); write: {line}"
    return ""
