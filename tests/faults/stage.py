"""A broker, two servers and a client, with a proxy on the way of each side to the broker."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kombu.connection import Connection

from rpc import Client, transport
from rpc.testing.rabbit import RabbitNode
from tests.faults.api import LedgerAPI, client
from tests.faults.ledger import Ledger
from tests.faults.servers import ServerProcess
from tests.support.proxy import Proxy

PREFIX = "faults-"
CONFIG = "max_message_size = 1000000\n"
LARGEST = 1_000_000  # bytes that the broker takes
SCHEME = os.environ.get("PINRAIL_DRIVER", "rabbit")
"""The driver of oslo.messaging that is put under the faults."""
OPTIONS = os.environ.get("PINRAIL_DRIVER_OPTIONS", "heartbeat_timeout_threshold=3")
"""The query of its URLs: half-open connections are noticed in seconds rather than minutes."""
QUIET = 60.0  # seconds in which queues have to become empty
MEMORY = Path("/dev/shm")  # where brokers write faster


@dataclasses.dataclass
class Stage:
    """What a fault can go wrong with."""

    node: RabbitNode
    near: Proxy
    """Between the client and the broker."""
    far: Proxy
    """Between the servers and the broker."""
    servers: tuple[ServerProcess, ...]
    ledger: Ledger
    client: Client[LedgerAPI]

    @property
    def near_url(self) -> str:
        """The broker as clients see it."""
        return url(self.near)

    @contextlib.contextmanager
    def broker(self) -> Iterator[Any]:
        """A channel to the broker, past the proxies."""
        with Connection(f"amqp://guest:guest@127.0.0.1:{self.node.port}//") as connection:
            yield connection.channel()

    def queues(self, start: str) -> list[str]:
        """The names of queues that start so."""
        names = self.node.ctl("list_queues", "name").split()
        return [name for name in names if name.startswith(start)]

    def await_quiet(self) -> None:
        """Wait until the queues of the servers are empty, and what was taken has run.

        Raises:
            TimeoutError: they do not become empty.
        """
        deadline = time.monotonic() + QUIET
        while waiting := self._waiting():
            if time.monotonic() > deadline:
                raise TimeoutError(f"messages still wait: {waiting}")
            time.sleep(0.2)

    def _waiting(self) -> dict[str, int]:
        """The queues of living servers in which messages are, whether taken or not."""
        columns = ("name", "messages", "consumers")
        lines = self.node.ctl("list_queues", "--no-table-headers", *columns).splitlines()
        found = (line.split("\t") for line in lines if line.startswith(f"{PREFIX}ledger"))
        return {name: int(count) for name, count, users in found if int(count) and int(users)}


def url(proxy: Proxy) -> str:
    """The address of the broker behind a proxy, for the driver under test."""
    return f"{SCHEME}://guest:guest@127.0.0.1:{proxy.port}/?{OPTIONS}"


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards, in memory if there is a place for it."""
    made = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def sockets_collected() -> Iterator[None]:
    """Collect what amqp forgets when a broker that starts or stops hangs up in the handshake."""
    try:
        yield
    finally:
        gc.collect()


@contextlib.contextmanager
def staged() -> Iterator[Stage]:
    """A stage, all of it running."""
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(folder())
        node = stack.enter_context(RabbitNode(place / "node", CONFIG))
        near, far = (stack.enter_context(Proxy(node.port)) for _ in range(2))
        ledger = stack.enter_context(Ledger(place / "ledger"))
        servers = tuple(
            stack.enter_context(ServerProcess(url(far), PREFIX, name, ledger.path))
            for name in ("a", "b")
        )
        broker = transport(url(near))
        yield Stage(node, near, far, servers, ledger, client(broker, PREFIX))
        broker.cleanup()
