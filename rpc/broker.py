"""Whether a broker answers, asked before anything is started on it."""

from __future__ import annotations

from typing import Any

from kombu.connection import Connection

from rpc import tls
from rpc.transport import is_memory
from vobjects import VObjectError


class BrokerUnreachableError(VObjectError):
    """No host of a broker's URL took a connection."""

    def __init__(self, *, hosts: list[str], found: str) -> None:
        self.hosts, self.found = hosts, found
        super().__init__(
            f"no broker answers at {', '.join(hosts)}: {found}; start it, or correct the address, "
            f"the user and the virtual host"
        )


def must_answer(url: str, seconds: float) -> None:
    """Connect to a broker once, and leave again.

    Args:
        url: of oslo.messaging, such as ``rabbit://user:password@host:5672/``.
        seconds: to wait for each host.

    Raises:
        BrokerUnreachableError: none of its hosts takes a connection.
        DeclarationError: it asks for TLS in a way that would not prove who the broker is.
    """
    if is_memory(url):
        return
    found = tls.parsed(url)
    problems = []
    for host in found.hosts:
        try:
            _connect(found, host, seconds)
        except Exception as error:  # kombu lets through what sockets, TLS and amqp raise
            problems.append(f"{type(error).__name__}: {error}")
        else:
            return
    hosts = [f"{host.hostname}:{host.port or 5672}" for host in found.hosts]
    raise BrokerUnreachableError(hosts=hosts, found="; ".join(problems) or "no host in the URL")


def _connect(found: Any, host: Any, seconds: float) -> None:
    """Open a connection and close it."""
    connection = Connection(
        transport="pyamqp",
        hostname=host.hostname,
        port=host.port or 5672,
        userid=host.username or "guest",
        password=host.password or "guest",
        virtual_host=found.virtual_host or "/",
        ssl=tls.parameters(found),
        connect_timeout=seconds,
    )
    try:
        connection.connect()
    finally:
        connection.release()
