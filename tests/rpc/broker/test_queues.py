"""The queues on a real broker: of kinds that every current RabbitMQ allows."""

from __future__ import annotations

import os
from typing import Any

import pytest
from kombu.connection import Connection
from kombu.entity import Queue

from rpc import Client, Context, QueueRefusedError, Server, UndeliveredError, transport
from rpc.testing.rabbit import RabbitNode
from tests.support.lab import Lab, LabAPI, peer, views

pytestmark = [pytest.mark.rabbit, pytest.mark.slow]

PREFIX = f"queues-{os.getpid()}-"


@pytest.fixture
def broker(rabbit_url: str) -> Any:
    found = transport(rabbit_url)
    yield found
    found.cleanup()


def test_queues_when_a_server_and_a_client_run_are_durable_quorum_queues(
    broker: Any, rabbit_node: RabbitNode
) -> None:
    service = peer(broker, "juno", prefix=PREFIX)
    server = Server(service, {LabAPI: Lab(views("juno"))}, "host")
    server.start()
    Client(service, LabAPI).prepare(server="host").nodes(Context())

    columns = ("name", "type", "durable", "exclusive", "auto_delete")
    listed = rabbit_node.ctl("list_queues", "--no-table-headers", *columns)
    server.stop()

    rows = [line.split("\t") for line in listed.splitlines()]
    ours = [row for row in rows if row[0].startswith((PREFIX, "reply_"))]
    kinds = {row[0].removeprefix(PREFIX).split("_")[0] for row in ours}
    assert {"lab", "lab.host", "reply"} <= kinds
    assert len([row for row in ours if "lab_fanout" in row[0]]) == 1
    assert {tuple(row[1:3]) for row in ours} == {("quorum", "true")}
    assert {row[4] for row in ours} == {"false"}


def test_start_when_a_queue_was_made_by_other_settings_names_it_and_the_remedy(
    broker: Any, rabbit_url: str
) -> None:
    service, name = peer(broker, "juno", prefix=f"{PREFIX}other-"), f"{PREFIX}other-lab"
    with Connection(rabbit_url.replace("rabbit", "amqp", 1)) as connection:
        Queue(name, channel=connection.default_channel).queue_declare()
    server = Server(service, {LabAPI: Lab(views("juno"))}, "host")

    with pytest.raises(QueueRefusedError, match="x-queue-type") as caught:
        server.start()

    assert (caught.value.queue, caught.value.server) == (name, service.label)
    assert f"rabbitmqctl delete_queue {name}" in str(caught.value)
    assert server.stop(5)


def test_message_when_no_such_server_ever_was_is_undelivered_at_once(broker: Any) -> None:
    client = Client(peer(broker, "juno", prefix=PREFIX, timeout=60.0), LabAPI)

    with pytest.raises(UndeliveredError, match="no queue of such a server exists"):
        client.prepare(server="never").nodes(Context())
    with pytest.raises(UndeliveredError, match="no queue of such a server exists"):
        client.prepare(server="never").refresh(Context(), number=1)


def test_cast_when_the_last_one_came_back_waits_for_its_own_confirmation(
    broker: Any, rabbit_url: str
) -> None:
    """With one connection: what is left of a message that came back must not stand for the next."""
    lab = Lab(views("juno"))
    service = peer(broker, "juno", prefix=PREFIX)
    server = Server(service, {LabAPI: lab}, "confirmed")
    server.start()
    client = Client(service, LabAPI)

    for number in range(20):
        with pytest.raises(UndeliveredError):
            client.prepare(server="never").refresh(Context(), number=number)
        client.prepare(server="confirmed").refresh(Context(), number=number)

    [connection] = [
        found for _, found in broker._driver._connection_pool._items if found.channel is not None
    ][:1]
    with pytest.raises(TimeoutError):
        connection.connection.drain_events(timeout=0.2)
    server.stop()
    assert sorted(noted.arguments["number"] for noted in lab.noted) == list(range(20))


def test_fanout_when_nobody_is_there_is_done(broker: Any) -> None:
    client = Client(peer(broker, "juno", prefix=f"{PREFIX}empty-"), LabAPI)

    client.prepare(fanout=True).refresh(Context(), number=1)


def test_exchange_when_a_server_declared_it_is_durable(broker: Any, rabbit_url: str) -> None:
    service = peer(broker, "juno", prefix=PREFIX)
    server = Server(service, {LabAPI: Lab(views("juno"))}, "durable")
    server.start()
    server.stop()

    with Connection(rabbit_url.replace("rabbit", "amqp", 1)) as connection:
        connection.channel().exchange_declare("pinrail", "topic", durable=True, auto_delete=False)
