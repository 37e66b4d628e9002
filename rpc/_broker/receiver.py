"""The server of oslo.messaging, with another way to take messages from RabbitMQ."""

from __future__ import annotations

import functools
import logging
import threading
import time
from typing import Any, Final

from oslo_messaging._drivers import impl_rabbit
from oslo_messaging.rpc.server import RPCServer

from rpc._broker.connection import use_ours
from rpc._broker.consumer import Intake, Judge
from rpc._broker.dead_letters import DeadLetter, DeadLetterQueue
from rpc._broker.delivery import Delivery
from rpc._broker.opening import Opening, OpeningEndedError
from rpc._broker.workers import Workers
from rpc.observe._discarded import Reason, Tell
from vobjects._repr import brief

LOG = logging.getLogger("rpc.broker.receiver")

_AGAIN: Final = 5.0
"""Seconds after which it is tried again to keep a message as a dead letter."""


class Receiver(RPCServer):
    """Runs the messages to one topic; on other drivers than that of RabbitMQ as the driver does.

    It is opened, then run, left and closed, each once. The ``start()``, ``stop()`` and ``wait()``
    of oslo.messaging wait for each other without an end.

    Args:
        transport: of oslo.messaging.
        target: the topic and the name of the server.
        dispatcher: runs a message.
        judge: says which messages may be run again, and which cannot be run.
        label: name and release of the server, for dead letters.
        tell: called with every message that is not run, and why.
    """

    listener: Any
    _work_executor: Workers

    def __init__(
        self, transport: Any, target: Any, dispatcher: Any, judge: Judge, tell: Tell, label: str
    ) -> None:
        use_ours(transport)
        super().__init__(transport, target, dispatcher)  # type: ignore[no-untyped-call]
        self._judge, self._tell, self._label = judge, tell, label
        self._letters = DeadLetterQueue(transport, target.topic)
        self._running: dict[int, str] = {}
        self._takes = False

    @property
    def running(self) -> list[str]:
        """The methods that run now, as their senders wrote them."""
        return list(self._running.values())

    def runs_in(self, thread: threading.Thread) -> bool:
        """Whether a thread is one that runs messages."""
        return self.listener is not None and self._work_executor.include(thread)

    def open(self, opening: Opening) -> None:
        """Declare the queues, or nothing if the opening ends first.

        Raises:
            OpeningEndedError: it ended.
        """
        listener = opening.run(self._create_listener)
        try:
            opening.keep(functools.partial(self._keep, listener))
        except OpeningEndedError:
            listener.cleanup()
            raise

    def run(self) -> None:
        """Begin to take messages."""
        self.listener.start(self._on_incoming)
        self._takes = True

    def leave(self) -> None:
        """Take no more messages, and give back those that wait."""
        if self._takes:
            self._takes = False
            self.listener.stop()

    def close(self) -> None:
        """Wait for the messages that run, and leave the broker."""
        if self.listener is not None:
            self._work_executor.shutdown()
            self.listener.cleanup()
            self.listener = None

    def _keep(self, listener: Any) -> None:
        self._work_executor = Workers(self.conf.executor_thread_pool_size)
        self.listener = listener

    def _create_listener(self) -> Any:
        driver, workers = self.transport._driver, self.conf.executor_thread_pool_size
        if not isinstance(driver, impl_rabbit.RabbitDriver):
            return super()._create_listener()  # type: ignore[no-untyped-call]
        return Intake(driver, self._target, workers, self._judge, self._tell)

    def _process_incoming(self, incoming: list[Any]) -> None:
        here, [message] = threading.get_ident(), incoming
        self._running[here] = brief(message.message.get("method"))
        try:
            if not isinstance(message, Delivery) or self._is_settled(message):
                super()._process_incoming(incoming)  # type: ignore[no-untyped-call]
        finally:
            self._running.pop(here, None)
            if isinstance(message, Delivery):
                message.listener.done(message)

    def _is_settled(self, delivery: Delivery) -> bool:
        """Whether a message may be dispatched: one that cannot be run is a dead letter before."""
        if delivery.refusal is None:
            return True
        method, reason = delivery.message.get("method"), delivery.refusal
        try:
            letter = DeadLetter.made(self._queue_of(delivery), method, self._label, reason)
            self._letters.put(letter, delivery.raw)
        except Exception as error:
            LOG.error("%s stays in its queue, as it cannot become a dead letter: %s", method, error)
            delivery.due = time.monotonic() + _AGAIN
            return False
        delivery.due = 0.0
        self._tell(Reason.DEAD_LETTER, letter.method, f"dead letter {letter.id}: {reason}")
        return not delivery.may_have_run

    def _queue_of(self, delivery: Delivery) -> str:
        """The queue that a message came to; a cast to all came to this server."""
        own = f"{self._target.topic}.{self._target.server}"
        to_topic = delivery.raw.delivery_info.get("routing_key") == self._target.topic
        return self._target.topic if to_topic else own
