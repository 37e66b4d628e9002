"""One message that the broker gave to a server, and that it has not acknowledged yet."""

from __future__ import annotations

import logging
import time
from typing import Any

from oslo_messaging._drivers import amqp, amqpdriver, impl_rabbit

LOG = logging.getLogger("rpc.broker.delivery")


class Delivery(amqpdriver.AMQPIncomingMessage):
    """What oslo.messaging hands to a dispatcher, with the message of AMQP behind it.

    Its ``acknowledge()`` does nothing, as in the driver: who takes the messages acknowledges them.

    Raises:
        Exception: the message is none of oslo.messaging's.
    """

    def __init__(self, listener: Any, raw: Any, obsolete: Any) -> None:
        message = impl_rabbit.RabbitMessage(raw)
        context = amqp.unpack_context(message)
        id_ = message.pop(amqp.UNIQUE_ID, None)
        super().__init__(  # type: ignore[no-untyped-call]
            listener,
            context.to_dict(),
            message,
            id_ if isinstance(id_, str) else None,
            context.msg_id,
            context.reply_q,
            context.client_timeout,
            obsolete,
            None,
        )
        self.raw, self._received = raw, time.monotonic()
        self.idempotent, self.epoch = False, 0

    @property
    def late(self) -> float:
        """Seconds since its sender gave up waiting, as far as this process can know."""
        lives = self.raw.properties.get("expiration")
        if not isinstance(lives, str) or not lives.isdigit():
            return 0.0
        return max(0.0, time.monotonic() - self._received - int(lives) / 1000)

    def settle(self) -> None:
        """Acknowledge it, in the thread of its connection.

        Raises:
            Exception: the connection is lost; the broker delivers the message again.
        """
        self.raw.ack()

    def give_back(self) -> None:
        """Let the broker deliver it to another server."""
        self.raw.requeue()
