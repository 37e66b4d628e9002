"""Messages that no server can run, in a queue of their own until an operator decides."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import time
import uuid
from collections.abc import Callable, Collection, Generator, Iterator
from typing import Any, Final

from amqp.exceptions import ChannelError
from kombu.message import Message
from kombu.messaging import Producer
from oslo_messaging._drivers import common

from rpc._broker.plain_message import plain
from rpc._declare.peer_text import said

MOST: Final = 10_000
"""Dead letters of a topic; one more stays in the queue that it came to."""

_PREFIX: Final = "pinrail_dead_"
_ARGUMENTS: Final = {
    "x-queue-type": "quorum",
    "x-max-length-bytes": 2**30,
    "x-overflow": "reject-publish",
    "x-delivery-limit": 1_000_000,  # to be looked at is no failed delivery
}
_HEADER: Final = "pinrail-"
_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02
_LONGEST: Final = 1000
"""Characters of each fact that is kept of a dead letter."""


class DeadLettersFullError(Exception):
    """There are as many dead letters of a topic as are kept."""

    def __init__(self, queue: str) -> None:
        self.queue = queue
        super().__init__(
            f"{queue} has {MOST} dead letters; send them again, or drop them: "
            f"pinrail dead-letters list"
        )


@dataclasses.dataclass(frozen=True)
class DeadLetter:
    """A message that its receiver could not run, and has not run unless the reason says so."""

    id: str
    queue: str
    """To which it came, and to which it is sent again."""
    method: str
    receiver: str
    """Name and release of the server that could not run it."""
    reason: str
    at: str
    """When, in UTC by the clock of the receiver, as ISO 8601 has it."""
    body: str = dataclasses.field(default="", repr=False)
    """As it travelled: JSON."""

    @classmethod
    def made(cls, queue: str, method: Any, receiver: str, reason: str) -> DeadLetter:
        """The facts of a message that cannot be run, at this moment."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        return cls(uuid.uuid4().hex[:12], queue, said(method), receiver, reason, now)

    def headers(self) -> dict[str, str]:
        """The facts as headers of AMQP."""
        facts = dataclasses.asdict(self)
        del facts["body"]
        return {_HEADER + name: _written(text) for name, text in facts.items()}

    @classmethod
    def read(cls, message: Any) -> DeadLetter:
        """The dead letter in a message of AMQP; facts that are not there are empty."""
        headers = message.headers or {}
        names = [field.name for field in dataclasses.fields(cls) if field.name != "body"]
        facts = {name: str(headers.get(_HEADER + name, "")) for name in names}
        body = message.body
        return cls(**facts, body=body if isinstance(body, str) else body.decode(errors="replace"))


def _written(text: str) -> str:
    """A text as UTF-8 can write it, cut."""
    return text[:_LONGEST].encode(errors="replace").decode()


class DeadLetterQueue:
    """The dead letters of one topic.

    Args:
        transport: of oslo.messaging, with the driver of RabbitMQ.
        topic: with the prefix of the peer.
    """

    def __init__(self, transport: Any, topic: str) -> None:
        self._driver, self.name = transport._driver, _PREFIX + topic

    def put(self, letter: DeadLetter, raw: Any) -> None:
        """Keep a message; it is kept when this returns.

        Raises:
            DeadLettersFullError: there is no room.
            Exception: the broker is lost, or refuses it.
        """
        with self._channel() as channel:
            if self._declared(channel) >= MOST:
                raise DeadLettersFullError(self.name)
            _publish(channel, self.name, raw, letter.headers())

    def letters(self) -> list[DeadLetter]:
        """All of them, oldest first; those that another command looks at are left out."""
        with self._channel() as channel:
            return [DeadLetter.read(message) for message in self._taken(channel)]

    def resend(self, ids: Collection[str] | None = None) -> list[DeadLetter]:
        """Send some of them again, or all, each to the queue that it came to.

        Each is confirmed by the broker before it is no dead letter any more. If the broker dies in
        between it is sent once more; a server knows messages by their id and runs it once.

        Returns:
            Those that were sent; a queue that does not exist any more keeps its letters here.
        """

        def send(channel: Any, letter: DeadLetter, message: Any) -> bool:
            if not self._exists(letter.queue):
                return False
            _publish(channel, letter.queue, message, {})
            return True

        return self._settle(ids, send)

    def drop(self, ids: Collection[str] | None = None) -> list[DeadLetter]:
        """Forget some of them, or all.

        Returns:
            Those that were forgotten.
        """
        return self._settle(ids, lambda channel, letter, message: True)

    def _settle(
        self, ids: Collection[str] | None, act: Callable[[Any, DeadLetter, Any], bool]
    ) -> list[DeadLetter]:
        """Acknowledge those for which an act succeeds; the others go back when the channel ends."""
        found = []
        with (
            self._channel() as channel,
            self._channel() as other,
            contextlib.closing(self._taken(channel)) as taken,
        ):
            for message in taken:
                letter = DeadLetter.read(message)
                if (ids is None or letter.id in ids) and act(other, letter, message):
                    message.ack()
                    found.append(letter)
        return found

    @contextlib.contextmanager
    def _channel(self) -> Iterator[Any]:
        """A channel of its own on a connection of the driver."""
        with (
            self._driver._get_connection(common.PURPOSE_SEND) as context,
            context.connection._connection_lock,  # else the thread of heartbeats reads along
        ):
            channel = context.connection.connection.channel()
            channel.Message = plain(type(channel).Message)
            try:
                yield channel
            finally:
                channel.close()

    def _exists(self, queue: str) -> bool:
        try:
            with self._channel() as channel:  # which the broker closes if there is no such queue
                channel.queue_declare(queue=queue, passive=True)
        except ChannelError:
            return False
        return True

    def _declared(self, channel: Any) -> int:
        """How many dead letters there are."""
        found = channel.queue_declare(
            queue=self.name, durable=True, auto_delete=False, arguments=_ARGUMENTS
        )
        return int(found.message_count)

    def _taken(self, channel: Any) -> Generator[Message, None, None]:
        """The messages of the queue; those that are not acknowledged go back at the end."""
        taken = list[Message]()
        try:
            for _ in range(self._declared(channel)):
                raw = channel.basic_get(self.name)
                if raw is None:
                    return
                ready = isinstance(raw, Message)  # as kombu's memory transport gives it
                taken.append(raw if ready else channel.message_to_python(raw))
                yield taken[-1]
        finally:
            back = [message for message in taken if not message.acknowledged]
            for message in back:
                message.requeue()
            self._await(channel, len(back))

    def _await(self, channel: Any, count: int) -> None:
        """Wait until the broker has so many messages back, so that the next look finds them."""
        end = time.monotonic() + _PATIENCE
        while self._declared(channel) < count and time.monotonic() < end:
            time.sleep(_PAUSE)


def _publish(channel: Any, queue: str, message: Any, headers: dict[str, str]) -> None:
    """Write a message to a queue as it came, and wait until the broker has it."""
    Producer(channel, auto_declare=False).publish(
        message.body,
        exchange="",
        routing_key=queue,
        content_type=message.content_type,
        content_encoding=message.content_encoding,
        headers=headers,
        delivery_mode=2,
    )
