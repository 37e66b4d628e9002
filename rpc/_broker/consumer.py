"""How a server takes messages from the broker: only those that it can run now.

A message stays with the broker until it is acknowledged. That of an idempotent method is
acknowledged after it ran, so it outlives a server that dies. Any other is acknowledged before it
runs, and runs only when the broker has the acknowledgement, so no other server gets it too. A cast
that cannot be run here is acknowledged when the broker has it as a dead letter.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from oslo_messaging._drivers import amqpdriver, base, common

from rpc._broker.deduplicator import Seen
from rpc._broker.delivery import Delivery
from rpc._broker.memory import interrupt
from rpc._declare.peer_text import said
from rpc.observe._discarded import Reason, Tell

LOG = logging.getLogger("rpc.broker.consumer")

_SHORTEST: Final = 0.001
_BUSY: Final = 0.02
_IDLE: Final = 0.25
"""Seconds that a look at the broker may take while messages run, and while there are none."""


class Judge(Protocol):
    """What is known of a message before it is run."""

    def is_idempotent(self, message: Mapping[str, Any]) -> bool:
        """Whether a message may be run again."""
        ...

    def refusal(self, delivery: Delivery) -> str | None:
        """Why a message cannot be run here, or None if it can."""
        ...


class Intake(base.Listener):
    """What oslo.messaging calls a listener, for its driver of RabbitMQ.

    All that touches the connection is done by one thread, which no method ever holds up.

    Args:
        driver: of the transport.
        target: the topic and the name of the server.
        workers: how many messages run at once.
        judge: says which messages may be run again, and which cannot be run.
        tell: called with every message that is not run, and why.
    """

    def __init__(self, driver: Any, target: Any, workers: int, judge: Judge, tell: Tell) -> None:
        super().__init__(1, None, workers)  # type: ignore[no-untyped-call]
        self.driver = driver
        self._workers, self._judge, self._tell = workers, judge, tell
        self._obsolete = amqpdriver.ObsoleteReplyQueuesCache()
        self._waiting = collections.deque[Delivery]()
        self._done, self._held = queue.SimpleQueue[Delivery](), list[Delivery]()
        self._running, self._pause, self._seen = 0, _SHORTEST, Seen()
        self._channel, self._left, self._epoch = None, None, 0
        self._prefetch, self._is_classic = driver.prefetch_size, False
        self._stopping, self._stopped, self._closing = (threading.Event() for _ in range(3))
        self._thread = threading.Thread(target=self._run, name="pinrail-intake", daemon=True)
        self._connection = driver._get_connection(common.PURPOSE_LISTEN)
        try:
            self._declare(driver._get_exchange(target), target)
        except BaseException:
            self._connection.close()
            raise

    def start(self, on_incoming_callback: Callable[[list[Delivery]], None]) -> None:
        """Begin to hand messages to a callback, which must not wait."""
        super().start(on_incoming_callback)  # type: ignore[no-untyped-call]
        self._thread.start()

    def done(self, delivery: Delivery) -> None:
        """Note that a message has run; may be called from any thread."""
        self._done.put(delivery)

    def stop(self) -> None:
        """Hand out no more messages, and give back those that wait."""
        self._stopping.set()
        interrupt(self._connection.connection)
        self._stopped.wait()

    def cleanup(self) -> None:
        """Leave the broker; all messages must have run."""
        self._closing.set()
        if self._thread.ident is not None:  # it was started
            interrupt(self._connection.connection)
            self._thread.join()
        self._connection.close()

    def _declare(self, exchange: str, target: Any) -> None:
        connection = self._connection
        kinds = connection.rabbit_quorum_queue, connection.rabbit_transient_quorum_queue
        self._is_classic = not all(kinds)
        for topic in (target.topic, f"{target.topic}.{target.server}"):
            connection.declare_topic_consumer(exchange_name=exchange, topic=topic)
        connection.declare_fanout_consumer(target.topic, None)
        for consumer in connection._consumers:  # the driver's own drops what it cannot read
            consumer._callback = self._arrived

    def _run(self) -> None:
        while not (self._closing.is_set() and self._done.empty() and not self._running):
            try:
                self._turn()
            except Exception:  # whatever the broker or the driver does, the server lives on
                LOG.exception("the broker could not be asked for messages; asking again")
                self._closing.wait(_IDLE)

    def _turn(self) -> None:
        self._settle()
        if self._stopping.is_set():
            self._give_back()
        else:
            self._hand_out()
        busy = self._running or self._waiting or self._stopping.is_set()
        longest = _BUSY if busy else _IDLE
        try:
            self._connection.consume(timeout=min(self._pause, longest))
        except common.Timeout:
            self._pause = min(self._pause * 2, longest)
        else:
            self._pause = _SHORTEST

    def _arrived(self, raw: Any) -> None:
        """Take a message of AMQP, in the midst of ``consume()``."""
        message = self._connection.channel.message_to_python(raw)
        self._notice_channel(message)
        try:
            delivery = Delivery(self, message, self._obsolete)
            delivery.idempotent = self._judge.is_idempotent(delivery.message)
        except Exception as error:
            message.reject()
            self._tell(Reason.UNREADABLE, "", f"{type(error).__name__}: {error}")
            return
        delivery.epoch = self._epoch
        self._waiting.append(delivery)

    def _notice_channel(self, message: Any) -> None:
        """Forget what waits when a channel counts anew: the broker delivers all of it again."""
        if message.channel is not self._channel or message.delivery_tag == 1:
            self._channel = message.channel
            self._epoch += 1
            self._waiting.clear()
            self._held.clear()

    def _hand_out(self) -> None:
        batch = self._due()
        while self._waiting and self._running + len(batch) < self._workers:
            delivery = self._waiting.popleft()
            if self._is_wanted(delivery):
                self._look_into(delivery)
                batch.append(delivery)
        once = [delivery for delivery in batch if not delivery.is_kept]
        if once and not (self._acknowledge(once) and self._fence()):
            self._seen.forget(delivery.unique_id for delivery in once)
            batch = [delivery for delivery in batch if delivery.is_kept]
        self._running += len(batch)
        for delivery in batch:
            self.on_incoming_callback([delivery])  # type: ignore[misc]

    def _is_wanted(self, delivery: Delivery) -> bool:
        """Whether a message is still to be run; if it is not, it is acknowledged."""
        if delivery.late > 0:
            reason, detail = Reason.LATE, f"its sender gave up {delivery.late:.3f} s ago"
        elif not delivery.idempotent and not self._seen.add(delivery.unique_id):
            reason, detail = Reason.DUPLICATE, f"{delivery.unique_id} was run before"
        elif self._may_have_run(delivery) and not delivery.is_cast:
            reason, detail = Reason.REDELIVERED, "it may have run; its caller hears unknown"
        else:
            return True
        self._acknowledge([delivery])
        self._tell(reason, said(delivery.message.get("method")), detail)
        return False

    def _look_into(self, delivery: Delivery) -> None:
        """Note whether a cast cannot be run: nobody else would hear of it."""
        if not delivery.is_cast:
            return
        delivery.may_have_run = self._may_have_run(delivery)
        if delivery.may_have_run:
            delivery.refusal = "may have run: it was delivered before"
        else:
            delivery.refusal = self._refusal(delivery)
        if delivery.refusal is not None:
            self._seen.forget([delivery.unique_id])

    def _refusal(self, delivery: Delivery) -> str | None:
        try:
            return self._judge.refusal(delivery)
        except Exception:  # its method finds it out again, and is logged
            LOG.exception("%s could not be looked into", delivery.message.get("method"))
            return None

    def _may_have_run(self, delivery: Delivery) -> bool:
        """Whether a message that may run once was delivered before by a queue that forgets.

        A classic queue forgets acknowledgements when its broker dies; a quorum queue does not.
        """
        if delivery.idempotent or not delivery.raw.delivery_info.get("redelivered"):
            return False
        return self._is_classic

    def _due(self) -> list[Delivery]:
        """The messages for which there was no room among the dead letters, if it is time."""
        now = time.monotonic()
        due = [delivery for delivery in self._held if now >= delivery.due]
        self._held = [delivery for delivery in self._held if now < delivery.due]
        return due

    def _fence(self) -> bool:
        """Ask the broker anything and wait for its answer: then it has read all before it."""
        try:
            self._connection.channel.basic_qos(0, self._prefetch, False)
        except Exception as error:
            LOG.warning("messages were acknowledged and not run, as the broker was lost: %s", error)
            return False
        return True

    def _acknowledge(self, deliveries: list[Delivery]) -> bool:
        """Acknowledge what is of this connection; whether all of it was."""
        try:
            for delivery in deliveries:
                if delivery.epoch != self._epoch:
                    return False
                delivery.settle()
        except Exception as error:
            LOG.warning("the broker was lost before it had an acknowledgement: %s", error)
            return False
        return True

    def _settle(self) -> None:
        """Acknowledge what has run."""
        while not self._done.empty():
            delivery = self._done.get()
            self._running -= 1
            if delivery.due:
                self._keep(delivery)
            elif delivery.is_kept:
                self._acknowledge([delivery])

    def _keep(self, delivery: Delivery) -> None:
        """Keep a message unacknowledged that could not become a dead letter."""
        if delivery.epoch == self._epoch:
            self._held.append(delivery)

    def _give_back(self) -> None:
        """Take no more, also after connecting again, and let other servers have what waits."""
        connection = self._connection
        with contextlib.suppress(Exception):  # a broker that is lost gives it to others itself
            if self._left is not connection.channel:
                for consumer, tag in connection._consumers.items():
                    consumer.cancel(tag)
                self._left = connection.channel
            for delivery in (*self._waiting, *self._held):
                if not self._must_run(delivery):
                    delivery.give_back()
        self._waiting = collections.deque(filter(self._must_run, self._waiting))
        self._held.clear()
        if self._waiting:
            self._hand_out()
        else:
            self._stopped.set()

    def _must_run(self, delivery: Delivery) -> bool:
        """Whether a message that waits would be run by nobody if it were given back."""
        return self._is_classic and not delivery.is_kept
