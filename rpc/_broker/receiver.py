"""The server of oslo.messaging, with another way to take messages from RabbitMQ."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from oslo_messaging._drivers import impl_rabbit
from oslo_messaging.rpc.server import RPCServer

from rpc._broker.connection import use_ours
from rpc._broker.consumer import Intake, IsIdempotent
from rpc._broker.delivery import Delivery
from rpc.observe._discarded import Tell


class Receiver(RPCServer):
    """Runs the messages to one topic; on other drivers than that of RabbitMQ as the driver does.

    Args:
        transport: of oslo.messaging.
        target: the topic and the name of the server.
        dispatcher: runs a message.
        is_idempotent: whether a message may be run again.
        tell: called with every message that is not run, and why.
    """

    def __init__(
        self, transport: Any, target: Any, dispatcher: Any, is_idempotent: IsIdempotent, tell: Tell
    ) -> None:
        use_ours(transport)
        super().__init__(transport, target, dispatcher)  # type: ignore[no-untyped-call]
        self._executor_cls = ThreadPoolExecutor  # futurist's workers notice a stop after a second
        self._is_idempotent, self._tell = is_idempotent, tell

    def _create_listener(self) -> Any:
        driver, workers = self.transport._driver, self.conf.executor_thread_pool_size
        if not isinstance(driver, impl_rabbit.RabbitDriver):
            return super()._create_listener()  # type: ignore[no-untyped-call]
        return Intake(driver, self._target, workers, self._is_idempotent, self._tell)

    def _process_incoming(self, incoming: list[Any]) -> None:
        try:
            super()._process_incoming(incoming)  # type: ignore[no-untyped-call]
        finally:
            for message in incoming:
                if isinstance(message, Delivery):
                    message.listener.done(message)
