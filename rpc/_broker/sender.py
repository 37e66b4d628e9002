"""The client side of oslo.messaging, with an end to every call and few kinds of failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import oslo_messaging

from rpc._broker.attempt import Attempt, NotWrittenError
from rpc._broker.connection import use_ours
from rpc._broker.deadline import within
from rpc._broker.process import must_not_be_forked
from rpc._broker.route import Route
from rpc._broker.size import TooLargeError
from rpc._wire.message import Message
from rpc.errors import MessageTooLargeError, OutcomeUnknownError, UndeliveredError

GRACE: Final = 0.5
"""Seconds after the deadline in which oslo.messaging may still end a call by itself."""

_ROUTED: Final = oslo_messaging.TransportOptions(at_least_once=True)
"""The broker says so when a message comes to no queue."""

_REBUILT: Final = "_Remote"
_TRACEBACK: Final = "Traceback (most recent call last)"


class RemoteRaised(Exception):
    """A service without Pinrail raised; ``name`` is the class of its exception."""

    def __init__(self, name: str, detail: str) -> None:
        self.name, self.detail = name, detail
        super().__init__(f"{name}: {detail}")


class Carrier:
    """Sends to one topic."""

    def __init__(self, transport: Any, topic: str, namespace: str | None = None) -> None:
        self._watched, self._transport = use_ours(transport), transport
        target = oslo_messaging.Target(topic=topic, namespace=namespace)
        self._oslo = oslo_messaging.get_rpc_client(transport, target)

    def send(self, message: Message, route: Route) -> Any:
        """Send a message; the raw answer if there is one.

        Raises:
            MessageTooLargeError: the broker would not take it; nothing was written.
            UndeliveredError: the broker did not take it to any queue, and will not.
            OutcomeUnknownError: no answer came in time, or the broker failed.
            RemoteRaised: the answer is an exception.
            ForkedError: the parent of this process used the transport.
        """
        must_not_be_forked(self._transport)
        send = self._bound(message, route)
        attempt = Attempt(route.timeout, message.idempotent, self._watched)
        try:
            return within(
                route.timeout + GRACE,
                lambda: attempt.run(lambda: send(message.context, message.method, **message.body)),
            )
        except TooLargeError as error:
            raise MessageTooLargeError(
                call=message.call,
                receiver=str(route.destination),
                size=error.size,
                largest=error.largest,
            ) from error
        except oslo_messaging.RemoteError as error:
            raise RemoteRaised(str(error.exc_type), str(error.value)) from error
        except Exception as error:
            if _came_back(error):
                raise RemoteRaised(*_told(error)) from error
            kind = OutcomeUnknownError if attempt.abandon() else UndeliveredError
            raise kind(
                call=message.call,
                receiver=str(route.destination),
                deadline=route.timeout,
                why=_why(error, route),
            ) from error
        except BaseException:  # such as Ctrl-C: nothing is written after it
            attempt.abandon()
            raise

    def _bound(self, message: Message, route: Route) -> Callable[..., Any]:
        """The call or the cast of oslo.messaging, with the limits of the route."""
        bound = self._oslo.prepare(
            server=route.server,
            fanout=route.fanout,
            version=message.version,
            timeout=route.timeout,
            call_monitor_timeout=route.silence,
            retry=retries(route.timeout),
            transport_options=_ROUTED,
        )
        send: Callable[..., Any] = bound.call if message.answered else bound.cast
        return send


def retries(seconds: float) -> int:
    """How often the driver of RabbitMQ can try to connect again in a time.

    It waits 1, 3, 5, ... and at most 30 s between its attempts, and one second more each time.
    """
    count, left, pause = 0, seconds, 1
    while left >= pause + 1:
        count, left, pause = count + 1, left - pause - 1, min(pause + 2, 30)
    return count


def _came_back(error: Exception) -> bool:
    """Whether oslo.messaging made the exception anew from an answer: it adds the traceback."""
    rebuilt = type(error).__name__.endswith(_REBUILT)
    return rebuilt or (bool(error.args) and _TRACEBACK in str(error.args[0]))


def _told(error: Exception) -> tuple[str, str]:
    text = str(error) if type(error).__name__.endswith(_REBUILT) else str(error.args[0])
    return type(error).__name__.removesuffix(_REBUILT), text.partition(f"\n{_TRACEBACK}")[0]


def _why(error: Exception, route: Route) -> str:
    if isinstance(error, NotWrittenError):
        return error.why
    if isinstance(error, oslo_messaging.MessageUndeliverable):
        return "no queue of such a server exists"
    if isinstance(error, (TimeoutError, oslo_messaging.MessagingTimeout)):
        silence = f", or no sign of life for {route.silence} s" if route.silence else ""
        return f"no answer within {route.timeout:g} s{silence}"
    return f"{type(error).__name__}: {error}"
