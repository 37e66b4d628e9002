"""A cluster of three brokers loses one of them under load, and nothing that was acknowledged."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from rpc import transport
from rpc.testing.rabbit import RabbitCluster
from tests.faults.api import client
from tests.faults.ledger import Ledger
from tests.faults.load import KINDS, Load
from tests.faults.servers import ServerProcess
from tests.faults.stage import OPTIONS, PREFIX, SCHEME, folder, sockets_collected
from tests.faults.verdict import verdict

pytestmark = [
    pytest.mark.rabbit,
    pytest.mark.slow,
    # brokers that hang up in the handshake leave sockets; test_sockets.py has all others
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SETTLED: Final = 5.0
"""Seconds after which a node has written down which queues it is a member of; a member that is
killed before comes back empty (RabbitMQ 3.10, docs/upstream.md)."""


@pytest.mark.timeout(600)
def test_messages_when_a_node_of_a_cluster_is_killed_are_not_lost() -> None:
    with contextlib.ExitStack() as stack:
        stack.enter_context(sockets_collected())
        place = stack.enter_context(folder())
        cluster = stack.enter_context(RabbitCluster(place / "cluster"))
        url = f"{SCHEME}://{cluster.hosts}/?{OPTIONS}"
        ledger = stack.enter_context(Ledger(place / "ledger"))
        for name in ("a", "b"):
            stack.enter_context(ServerProcess(url, PREFIX, name, ledger.path))
        broker = transport(url)
        stack.callback(broker.cleanup)
        with Load(client(broker, PREFIX)) as load, told_about(cluster, ledger, place):
            for victim in cluster.nodes[1:]:
                load.await_success(KINDS)
                time.sleep(SETTLED)
                load.await_more(200)
                victim.kill()
                load.await_success(KINDS)
                load.await_more(200)
                victim.start()
            load.await_success(KINDS)
        await_runs(ledger, {one.id for one in load.sent if one.kind == "keep" and one.code == "ok"})
        assert cluster.nodes[0].ctl("cluster_status").count(cluster.nodes[1].name)
        entries = ledger.entries()
        verdicts = [verdict("node_killed", kind, load.sent, entries) for kind in KINDS]

    assert [found for found in verdicts if not found.holds] == []


@contextlib.contextmanager
def told_about(cluster: RabbitCluster, ledger: Ledger, place: Path) -> Iterator[None]:
    """Add to what did not come in time what the brokers and the servers know."""
    try:
        yield
    except TimeoutError as error:
        entries = ledger.entries()
        error.add_note(f"{len(entries)} entries, last {entries[-3:]}")
        for log in (*sorted(place.glob("*.log")), *(node.log for node in cluster.nodes)):
            error.add_note(log.read_text()[-3000:])
        columns = ("name", "messages_ready", "messages_unacknowledged", "consumers", "leader")
        error.add_note(cluster.nodes[0].ctl("list_queues", *columns))
        raise


def await_runs(ledger: Ledger, ids: set[str]) -> None:
    """Wait for the last casts, or for nothing more to come."""
    deadline = time.monotonic() + 60
    while ids - ledger.runs().keys() and time.monotonic() < deadline:
        time.sleep(0.2)
