"""The faults: each is done to a stage under load, and undone."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from kombu.entity import Exchange
from kombu.messaging import Producer

from rpc import Code
from tests.faults.ledger import Ledger
from tests.faults.load import Load, Sent
from tests.faults.stage import LARGEST, PREFIX, Stage
from tests.support.proxy import Mode, Proxy

Fault = Callable[[Stage, Load], None]

TIMES: Final = 3
SHORT: Final = 0.5
LONG: Final = 5.0
"""Seconds: longer than a deadline, and than it takes to notice a half-open connection."""


def nothing(stage: Stage, load: Load) -> None:
    """No fault: what the others are compared with."""


def client_cut(stage: Stage, load: Load) -> None:
    """The connections of the client are reset, three times."""
    _cut(stage.near)


def server_cut(stage: Stage, load: Load) -> None:
    """The connections of the servers are reset, three times."""
    _cut(stage.far)


def blocked(stage: Stage, load: Load) -> None:
    """No byte moves for five seconds, and all of them arrive then."""
    for proxy in (stage.near, stage.far):
        _for_a_while(proxy, Mode.STALL)


def client_half_open(stage: Stage, load: Load) -> None:
    """Bytes between client and broker are lost, and nobody is told."""
    _for_a_while(stage.near, Mode.SWALLOW)


def server_half_open(stage: Stage, load: Load) -> None:
    """Bytes between servers and broker are lost, and nobody is told."""
    _for_a_while(stage.far, Mode.SWALLOW)


def broker_killed(stage: Stage, load: Load) -> None:
    """The broker is killed and started again."""
    stage.node.kill()
    time.sleep(LONG)
    stage.node.start()


def broker_restarted(stage: Stage, load: Load) -> None:
    """The broker is stopped in good order and started again."""
    stage.node.stop()
    stage.node.start()


def server_killed_before(stage: Stage, load: Load) -> None:
    """A server is killed while messages wait in it for a worker."""
    slow = [threading.Thread(target=load.send, args=("again", "slow")) for _ in range(40)]
    for thread in slow:
        thread.start()
    time.sleep(SHORT)
    stage.servers[0].kill()
    for thread in slow:
        thread.join()
    stage.servers[0].start()


def server_killed_during(stage: Stage, load: Load) -> None:
    """A server is killed while it runs a method, one that may run again and one that may not."""
    _let_die(stage, load, "die-during")


def server_killed_after(stage: Stage, load: Load) -> None:
    """A server is killed when a method has run, around the time of its reply."""
    _let_die(stage, load, "die-after")


def client_killed(stage: Stage, load: Load) -> None:
    """A client is killed while it sends; what it wrote down as sent has to be done."""
    told = Ledger(stage.ledger.path.with_name("client"))
    for _ in range(TIMES):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sender", stage.near_url, PREFIX, told.path],
            stderr=subprocess.DEVNULL,
        ) as sender:
            goal = len(told.entries()) + 50
            _await(lambda: len(told.entries()) >= goal, "the sender does not send")  # noqa: B023
            sender.kill()
    load.sent += [Sent(e.id, e.server, Code(e.what), 0.0) for e in told.entries()]


def queue_deleted(stage: Stage, load: Load) -> None:
    """The queues of the topic are deleted while they are empty."""
    queues = stage.queues(f"{PREFIX}ledger")
    with load.paused(), stage.broker() as channel:
        stage.await_quiet()
        for queue in queues:
            channel.queue_delete(queue)


def reply_queue_deleted(stage: Stage, load: Load) -> None:
    """The queue on which the client waits for answers is deleted."""
    for queue in stage.queues("reply_"):
        with stage.broker() as channel:
            channel.queue_delete(queue)


def duplicated(stage: Stage, load: Load) -> None:
    """Messages come twice, as after a lost confirmation, and in a crowd of others."""
    with stage.broker() as channel:
        producer = Producer(channel, Exchange("pinrail", "topic", passive=True))
        for kind in ("once", "note", "again", "keep") * 25:
            id_ = uuid.uuid4().hex
            for _ in range(2):
                producer.publish(
                    _message(kind, id_), routing_key=f"{PREFIX}ledger.a", delivery_mode=2
                )
            load.sent.append(Sent(id_, kind, Code.UNKNOWN, 0.0))


def too_large(stage: Stage, load: Load) -> None:
    """Messages are larger than the broker takes."""
    for kind in ("once", "again") * 2:
        assert load.send(kind, "x" * LARGEST).code in (Code.UNDELIVERED, Code.UNKNOWN)


def slow_consumer(stage: Stage, load: Load) -> None:
    """Far more work comes than the servers can do before the deadline."""
    crowd = [
        threading.Thread(target=load.send, args=(kind, "slow")) for kind in ("once", "again") * 50
    ]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()


def disk_alarm(stage: Stage, load: Load) -> None:
    """The broker has too little space and takes no messages."""
    stage.node.ctl("set_disk_free_limit", "1000000GB")
    time.sleep(LONG)
    stage.node.ctl("set_disk_free_limit", "1MB")


FAULTS: Final[Mapping[str, Fault]] = {
    fault.__name__: fault
    for fault in (
        nothing, client_cut, server_cut, blocked, client_half_open, server_half_open,
        broker_killed, broker_restarted, server_killed_before, server_killed_during,
        server_killed_after, client_killed, queue_deleted, reply_queue_deleted, duplicated,
        too_large, slow_consumer, disk_alarm,
    )
}  # fmt: skip


def _cut(proxy: Proxy) -> None:
    for _ in range(TIMES):
        _await(lambda: proxy.cut() > 0, "nobody connects again")
        time.sleep(SHORT)


def _for_a_while(proxy: Proxy, mode: Mode) -> None:
    proxy.set(mode)
    time.sleep(LONG)
    proxy.set(Mode.PASS)


def _let_die(stage: Stage, load: Load, act: str) -> None:
    for kind in ("once", "again"):
        _await(functools.partial(_killed, stage, load, kind, act), f"{act} killed nobody")
        for server in stage.servers:
            if not server.alive:
                server.ended()
                server.start()


def _killed(stage: Stage, load: Load, kind: str, act: str) -> bool:
    """Send a message that kills; one that waited for too long was dropped, and nobody died."""
    load.send(kind, act)
    time.sleep(SHORT)
    return not all(server.alive for server in stage.servers)


def _await(reached: Callable[[], bool], why: str) -> None:
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


def _message(kind: str, id_: str) -> dict[str, object]:
    """What a stock client would publish."""
    inner = {
        "method": kind,
        "args": {"id": id_} | ({"act": ""} if kind in ("once", "again") else {}),
        "version": "1.0",
        "_unique_id": uuid.uuid5(uuid.NAMESPACE_OID, id_).hex,
    }
    return {"oslo.version": "2.0", "oslo.message": json.dumps(inner)}
