"""What is asked of a broker beside messages: whether it answers, and to forget queues."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kombu.connection import Connection

from rpc._broker import tls
from rpc._broker.transport import is_memory
from vobjects import VObjectError

_PORT: Final = 5672
"""Of AMQP, where a URL gives none."""


class BrokerUnreachableError(VObjectError):
    """No host of a broker's URL took a connection."""

    def __init__(self, *, hosts: list[str], found: str) -> None:
        self.hosts, self.found = hosts, found
        super().__init__(
            f"no broker answers at {', '.join(hosts)}: {found}; start it, or correct the address, "
            f"the user and the virtual host"
        )


def addresses(found: Any) -> list[str]:
    """The hosts of a parsed URL with their ports, for errors."""
    return [f"{host.hostname}:{host.port or _PORT}" for host in found.hosts]


def must_answer(url: str, seconds: float) -> None:
    """Connect to a broker once, and leave again.

    Args:
        url: of oslo.messaging, such as ``rabbit://user:password@host:5672/``.
        seconds: to wait for each host.

    Raises:
        BrokerUnreachableError: none of its hosts takes a connection.
        DeclarationError: it asks for TLS in a way that would not prove who the broker is.
    """
    if not is_memory(url):
        with _connected(url, seconds):
            pass


def delete_queues(url: str, names: Iterable[str], seconds: float) -> None:
    """Delete queues that nobody uses any more, with what is in them; some may not exist.

    Args:
        url: as of :func:`must_answer`.
        names: of the queues: ``topic``, and ``topic.server`` for each server.
        seconds: to wait for each host.

    Raises:
        BrokerUnreachableError: none of its hosts takes a connection.
        DeclarationError: it asks for TLS in a way that would not prove who the broker is.
    """
    if not is_memory(url):
        with _connected(url, seconds) as connection:
            for name in names:
                connection.default_channel.queue_delete(name)


@contextlib.contextmanager
def _connected(url: str, seconds: float) -> Iterator[Connection]:
    """A connection to the first host that takes one, closed afterwards."""
    found = tls.parsed(url)
    problems = []
    for host in found.hosts:
        connection = _connection(found, host, seconds)
        try:
            connection.connect()
        except Exception as error:  # kombu lets through what sockets, TLS and amqp raise
            connection.release()
            problems.append(f"{type(error).__name__}: {error}")
            continue
        with connection:
            yield connection
        return
    why = "; ".join(problems) or "no host in the URL"
    raise BrokerUnreachableError(hosts=addresses(found), found=why)


def _connection(found: Any, host: Any, seconds: float) -> Connection:
    return Connection(
        transport="pyamqp",
        hostname=host.hostname,
        port=host.port or _PORT,
        userid=host.username or "guest",
        password=host.password or "guest",
        virtual_host=found.virtual_host or "/",
        ssl=tls.parameters(found),
        connect_timeout=seconds,
    )
