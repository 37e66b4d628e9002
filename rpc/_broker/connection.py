"""The connection of the driver of RabbitMQ, which asks before it writes a message."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator
from typing import Any, Final

import oslo_messaging
from amqp import spec
from amqp.exceptions import PreconditionFailed
from kombu.exceptions import OperationalError
from kombu.transport import virtual
from oslo_messaging._drivers import common, impl_rabbit

from rpc._broker.attempt import CURRENT, Attempt
from rpc._broker.kombu_connection import KombuConnection
from rpc._broker.memory import interrupt
from rpc._broker.opening import CURRENT as OPENING
from rpc._broker.plain_message import plain
from rpc._broker.size import largest_of, must_fit

LOG = logging.getLogger("rpc.broker.connection")

_CONFIRM: Final = [spec.Basic.Ack, spec.Basic.Nack]
_CONFIRM_TIME: Final = 5.0
_PAUSE: Final = 1.0


class Connection(impl_rabbit.Connection):
    """A connection that writes a message only while its attempt lets it."""

    channel: Any
    _blocked: Any = None
    """The connection of AMQP that the broker takes no messages from."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        self.connection.__class__ = KombuConnection  # the driver lets nobody choose
        self._largest = largest_of(args[0])

    def _set_current_channel(self, new_channel: Any) -> None:
        if new_channel is not None:
            new_channel.Message = plain(type(new_channel).Message)
        super()._set_current_channel(new_channel)  # type: ignore[no-untyped-call]

    def direct_send(self, msg_id: str, msg: Any) -> None:
        """Send an answer.

        Raises:
            TooLargeError: the broker would not take it.
        """
        must_fit(msg, self._largest)
        super().direct_send(msg_id, msg)  # type: ignore[no-untyped-call]

    def topic_send(self, exchange_name: str, topic: str, msg: Any, *args: Any, **more: Any) -> None:
        """Send a call, or a cast to one server.

        Raises:
            TooLargeError: the broker would not take it.
        """
        must_fit(msg, self._largest)
        super().topic_send(exchange_name, topic, msg, *args, **more)  # type: ignore[no-untyped-call]

    def fanout_send(self, topic: str, msg: Any, *args: Any, **more: Any) -> None:
        """Send a cast to all servers.

        Raises:
            TooLargeError: the broker would not take it.
        """
        must_fit(msg, self._largest)
        super().fanout_send(topic, msg, *args, **more)  # type: ignore[no-untyped-call]

    def ensure_connection(self) -> None:
        """Connect to any host; while none answers, try again until the opening of a server ends.

        Raises:
            OpeningEndedError: it ended.
        """
        opening = OPENING.get()
        if opening is None:
            super().ensure_connection()  # type: ignore[no-untyped-call]
            return
        while True:
            opening.must_go_on()
            try:
                self._connect()
            except (*self.connection.connection_errors, OperationalError) as error:
                opening.problem = f"{type(error).__name__}: {error}"
                opening.wait(_PAUSE)
            else:
                return

    def _on_connection_blocked(self, reason: str) -> None:  # type: ignore[override]
        LOG.error("the broker takes no messages: %s", reason)
        self._blocked = self.channel.connection

    def _on_connection_unblocked(self) -> None:  # type: ignore[override]
        LOG.info("the broker takes messages again")
        self._blocked = None

    def stop_consuming(self) -> None:
        """Let the thread that takes messages end."""
        super().stop_consuming()  # type: ignore[no-untyped-call]
        interrupt(self)

    def consume(self, timeout: float | None = None) -> None:
        """Take messages; if the connection broke, connect first, to any host that answers.

        The driver, left alone, skips hosts when it comes back to a broken connection: of three it
        can try the dead one each time, for as long as that is dead (oslo.messaging 18.3).

        Raises:
            Timeout: there were none in so many seconds, or no host answers.
        """
        if not self.connection.connected:
            self._connect_anew()
        super().consume(timeout)  # type: ignore[no-untyped-call]

    def _connect_anew(self) -> None:
        try:
            with self._connection_lock:
                self._connect()
        except (*self.connection.connection_errors, OperationalError) as error:
            LOG.error("no broker can be reached, trying again in %g s: %s", _PAUSE, error)
            time.sleep(_PAUSE)
            raise common.Timeout from error

    def _connect(self) -> None:
        """Connect to the first host that answers; each is tried once."""
        found = self.connection

        def skip(error: Exception, seconds: float) -> None:
            LOG.warning("%s cannot be reached, trying the next broker: %s", found.host, error)

        self._set_current_channel(None)
        found.ensure_connection(
            errback=skip, max_retries=len(found.alt), interval_start=0, interval_max=0
        )
        self._new_tags = set(self._consumers.values())
        self._set_current_channel(found.channel())
        self.set_transport_socket_timeout()  # type: ignore[no-untyped-call]

    @contextlib.contextmanager
    def _transport_socket_timeout(self, timeout: float | None) -> Iterator[None]:
        """Limit the time of the socket, also back again when the message came back."""
        self.set_transport_socket_timeout(timeout)  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            with contextlib.suppress(OSError, TypeError):  # the driver errs on a dead socket
                self.set_transport_socket_timeout()  # type: ignore[no-untyped-call]

    def _publish(
        self,
        exchange: Any,
        msg: Any,
        routing_key: str | None = None,
        timeout: float | None = None,
        transport_options: Any = None,
    ) -> None:
        attempt = CURRENT.get()
        if attempt is not None:
            self._await_broker(attempt)
            left = attempt.begin()
            timeout = None if timeout is None else left
        try:
            super()._publish(  # type: ignore[no-untyped-call]
                exchange, msg, routing_key, timeout, transport_options
            )
        except (oslo_messaging.MessageUndeliverable, PreconditionFailed) as error:
            if attempt is not None:
                attempt.returned()
            if isinstance(error, oslo_messaging.MessageUndeliverable):
                self._take_confirm()
            raise

    def _await_broker(self, attempt: Attempt) -> None:
        """Notice that the broker hung up, or wait while it takes nothing: before anything is sent.

        Raises:
            OSError: it hung up.
        """
        self._look(0)
        while self._blocked is not None and self._blocked is self.channel.connection:
            if attempt.left <= 0:
                return
            self._look(min(attempt.left, 1.0))

    def _look(self, seconds: float) -> None:
        try:
            self.connection.drain_events(timeout=seconds)
        except TimeoutError:
            return

    def _take_confirm(self) -> None:
        """Take the confirm of a message that came back; the next message would take it for its."""
        if not isinstance(self.channel, virtual.Channel):  # which confirms nothing
            self.channel.wait(_CONFIRM, timeout=_CONFIRM_TIME)


def use_ours(transport: Any) -> bool:
    """Let the driver of a transport make connections of this class; whether it does for all.

    It does not if it is another driver than that of RabbitMQ, or has made connections before.
    """
    driver = transport._driver
    if not isinstance(driver, impl_rabbit.RabbitDriver):
        return False
    pool = driver._connection_pool
    if pool.connection_cls is not Connection and pool._current_size:
        return False
    pool.connection_cls = Connection
    return True
