"""The client side of oslo.messaging, with an end to every call and few kinds of failure."""

from __future__ import annotations

from typing import Any, Final

import oslo_messaging

from rpc.deadline import within
from rpc.errors import OutcomeUnknownError
from rpc.message import Message
from rpc.route import Route

GRACE: Final = 0.5
"""Seconds after the deadline in which oslo.messaging may still end a call by itself."""

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
        target = oslo_messaging.Target(topic=topic, namespace=namespace)
        self._oslo = oslo_messaging.get_rpc_client(transport, target)

    def send(self, message: Message, route: Route) -> Any:
        """Send a message; the raw answer if there is one.

        Raises:
            OutcomeUnknownError: no answer came in time, or the broker failed.
            RemoteRaised: the answer is an exception.
        """
        bound = self._oslo.prepare(
            server=route.server,
            fanout=route.fanout,
            version=message.version,
            timeout=route.timeout,
            retry=retries(route.timeout),
        )
        send = bound.call if message.answered else bound.cast
        try:
            return within(
                route.timeout + GRACE,
                lambda: send(message.context, message.method, **message.body),
            )
        except oslo_messaging.RemoteError as error:
            raise RemoteRaised(str(error.exc_type), str(error.value)) from error
        except Exception as error:
            if _came_back(error):
                raise RemoteRaised(*_told(error)) from error
            raise OutcomeUnknownError(
                call=message.call,
                receiver=str(route.destination),
                deadline=route.timeout,
                why=_why(error, route.timeout),
            ) from error


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


def _why(error: Exception, seconds: float) -> str:
    if isinstance(error, (TimeoutError, oslo_messaging.MessagingTimeout)):
        return f"no answer within {seconds:g} s"
    return f"{type(error).__name__}: {error}"
