"""One message that the broker gave to a server, and that it has not acknowledged yet."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from oslo_messaging._drivers import amqp, amqpdriver, impl_rabbit

from rpc._broker.size import TooLargeError

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
        self.request: Any = None
        """What was read of a cast before it is run."""
        self.refusal: str | None = None
        """Why a cast cannot be run here."""
        self.may_have_run = False
        """Whether it was delivered before, and nobody knows whether it ran then."""
        self.due = 0.0
        """When it is to be tried again to keep it as a dead letter, by the monotonic clock."""
        self.too_large: Callable[[TooLargeError], Any] | None = None
        """What is answered where the answer is larger than the broker takes."""

    @property
    def is_cast(self) -> bool:
        """Whether nobody waits for an answer."""
        return not self.orig_msg_id

    @property
    def is_kept(self) -> bool:
        """Whether the broker keeps it until it is done with."""
        return self.idempotent or self.refusal is not None

    @property
    def late(self) -> float:
        """Seconds since its sender gave up waiting, as far as this process can know."""
        lives = self.raw.properties.get("expiration")
        if not isinstance(lives, str) or not lives.isdigit():
            return 0.0
        return max(0.0, time.monotonic() - self._received - int(lives) / 1000)

    def reply(self, reply: Any = None, failure: Any = None) -> None:
        """Answer, or say that the answer is larger than the broker takes."""
        try:
            super().reply(reply, failure)  # type: ignore[no-untyped-call]
        except TooLargeError as error:
            LOG.warning("the answer to %s is too large: %s", self.message.get("method"), error)
            if self.too_large is None:
                failure = type(error), error, error.__traceback__
                super().reply(failure=failure)  # type: ignore[no-untyped-call]
            else:
                super().reply(self.too_large(error))  # type: ignore[no-untyped-call]

    def settle(self) -> None:
        """Acknowledge it, in the thread of its connection.

        Raises:
            Exception: the connection is lost; the broker delivers the message again.
        """
        self.raw.ack()

    def give_back(self) -> None:
        """Let the broker deliver it to another server."""
        self.raw.requeue()
