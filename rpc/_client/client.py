"""Clients: an object with the methods of an interface, each sent as its destination reads it."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, cast

from rpc._broker.heartbeat import SHORTEST
from rpc._broker.route import Route
from rpc._broker.sender import Carrier, RemoteRaised
from rpc._client.call import Exchange, differs
from rpc._convert.arguments import Given
from rpc._declare.context import Context
from rpc._declare.limits import FANOUT, LONGEST, must_be_name, must_be_seconds
from rpc._declare.method import MethodSpec, Style
from rpc._wire.capabilities import SPEC
from rpc._wire.message import Message
from rpc.codes import Code
from rpc.errors import AbsentMethodError, RefusedError, RPCError
from rpc.interface import Interface
from rpc.observe._events import Event, ignore, level, tell
from rpc.observe._tracing import End
from rpc.peer import Peer
from rpc.pins._pin import Pin
from vobjects import (
    BackportRefusedError,
    DeclarationError,
    FieldValueError,
    LossReport,
    VObjectError,
)
from vobjects._repr import shown

I = TypeVar("I", bound=Interface)  # noqa: E741  (the interface itself)

LOG = logging.getLogger("rpc.client.client")


class Client(Generic[I]):
    """Sends the methods of one interface for one peer.

    Raises:
        DeclarationError: a release that the peer knows names a version the interface never had, or
            the peer's own release does not have the interface.
    """

    def __init__(self, peer: Peer, interface: type[I]) -> None:
        self._peer, self._lineage = peer, interface.LINEAGE
        self._own = peer.speaks(self._lineage)
        self._topic = peer.prefix + self._lineage.topic
        must_be_name(self._topic, f"the topic of {self._lineage.name}", FANOUT)
        self._carrier = Carrier(peer.transport, self._topic, self._lineage.namespace)

    def __getattr__(self, name: str) -> Any:
        """Say where the methods of the interface are.

        Raises:
            AttributeError: always.
        """
        known = name in getattr(self.__dict__.get("_lineage"), "styles", ())
        remedy = f"; write client.prepare().{name}(...)" if known else ""
        raise AttributeError(f"a Client has no {name!r}{remedy}")

    def prepare(
        self,
        *,
        server: str | None = None,
        fanout: bool = False,
        timeout: float | None = None,
        silence: int | None = None,
    ) -> I:
        """The methods, sent to any server of the topic, to one server, or to all of them.

        Args:
            server: the name of one server.
            fanout: send a cast to every server of the topic.
            timeout: seconds to wait for an answer, if not those of the peer.
            silence: seconds, two or more, after which a long call ends although its timeout has
                not passed, unless the server gave a sign of life: it gives one every half of them.

        Raises:
            DeclarationError: both one server and all of them, or a name or a time that is none.
        """
        if fanout and server is not None:
            raise DeclarationError(
                where="prepare",
                found=f"server={server!r} with fanout=True",
                expected="one server or all of them",
                remedy="leave one of the two out",
            )
        if server is not None:
            must_be_name(server, "prepare(server=)", room=len(f"{self._topic}.".encode()))
        if timeout is not None:
            must_be_seconds(timeout, "prepare(timeout=)")
        if silence is not None:
            _must_be_silence(silence)
        seconds = self._peer.timeout if timeout is None else timeout
        route = Route(self._lineage.topic, seconds, server, fanout, silence)
        return cast(I, _Methods(self, route))

    def capabilities(self, server: str | None = None) -> dict[str, Any]:
        """What a server says that it supports: its release and versions.

        Raises:
            RefusedError: the server is none of Pinrail.
            OutcomeUnknownError: it does not answer.
        """
        route = Route(self._lineage.topic, self._peer.timeout, server)
        pin = self._peer.pin_for(route.destination)
        exchange = Exchange(self._peer, self._lineage, SPEC, route, pin)
        context = Context().to_dict(self._peer.introduction(pin))
        message = Message(self._lineage.name, SPEC.name, "1.0", context, {}, True, idempotent=True)
        return dict(exchange.reply(self._carried(exchange, message)).facts)

    def method(self, name: str) -> MethodSpec:
        """A method as the own release has it.

        Raises:
            AbsentMethodError: the own release does not have it.
        """
        methods = self._lineage.methods[self._own]
        if name not in methods:
            raise AbsentMethodError(
                interface=self._lineage.name,
                version=str(self._own),
                release=self._peer.own.release,
                method=name,
                when=self._lineage.when(name, self._own),
            )
        return methods[name]

    def send(self, spec: MethodSpec, route: Route, context: Context, given: Given) -> Any:
        """Send one message, and tell the observer how it ended.

        Raises:
            RPCError: it was refused, the method raised, or the outcome is unknown.
            VObjectError: the arguments cannot be sent.
        """
        if route.fanout and spec.style is not Style.CAST:
            raise DeclarationError(
                where=f"{self._lineage.name}.{spec.name}",
                found="a call to all servers",
                expected="a cast, which nobody answers",
                remedy="name a server, or declare the method with @cast",
            )
        if not isinstance(context, Context):
            raise FieldValueError(path="context", expected="a Context", found=shown(context))
        pin = self._peer.pin_for(route.destination)
        first = Exchange(self._peer, self._lineage, spec, route, pin)
        with self._peer.tracing.sending(first.traced) as end:
            return self._told([first], context, given, end)

    def _told(self, tries: list[Exchange], context: Context, given: Given, end: End) -> Any:
        """The result; whoever observes or traces is told how it ended."""
        values: dict[str, Any] = {}
        start = time.monotonic()
        try:
            values = given.bound(tries[0].spec, self._peer.view)
            result = self._delivered(tries, context, values, start)
        except Exception as error:
            end(_code(error), str(error))
            self._tell(tries, values, start, error)
            raise
        end(Code.OK, "")
        self._tell(tries, values, start, None)
        return result

    def _delivered(
        self, tries: list[Exchange], context: Context, values: dict[str, Any], start: float
    ) -> Any:
        """The result of the first try, or of a second if the first was refused for its pin."""
        try:
            return self._exchanged(tries, context, values)
        except RefusedError as refused:
            second = self._healed(tries[0], refused, start)
            if second is None:
                raise
            tries.append(second)
            LOG.warning("%s; sent again, pinned to %s", refused, second.pin)
            try:
                return self._exchanged(tries, context, values)
            except Exception as error:
                error.add_note(f"sent again after: {refused}")
                raise

    def _written(self, tries: list[Exchange], context: Context, values: dict[str, Any]) -> Message:
        """The message of the last try.

        A cast goes in the oldest form that holds it whole, whatever its server runs now: nobody
        would hear that it was refused by one that was rolled back before it took it. What the
        oldest release of all cannot hold is tried from the newest down: a form that loses something
        is rarely older than one that does not, and each try costs a conversion.
        """
        older = self._older(tries[-1])
        found = self._whole(tries[-1], older[0], context, values) if older else None
        for pin in self._between(tries[-1], older) if found is None else ():
            whole = self._whole(tries[-1], pin, context, values)
            if whole is None:
                break
            found = whole
        if found is None:
            return tries[-1].message(context, values)
        tries[-1], message = found
        return message

    def _whole(
        self, exchange: Exchange, pin: Pin, context: Context, values: dict[str, Any]
    ) -> tuple[Exchange, Message] | None:
        """The same at a pin and its message; None if the form of the pin does not hold it whole."""
        older = dataclasses.replace(exchange, pin=pin, report=LossReport())
        with contextlib.suppress(VObjectError):
            message = older.message(context, values)
            if not older.report:
                return older, message
        return None

    def _older(self, exchange: Exchange) -> list[Pin]:
        """The pins in whose form a cast may go before its own, oldest first."""
        known, pin = self._peer.known, exchange.pin
        if exchange.spec.style is not Style.CAST or not self._peer.heals:
            return []
        name, older = (
            self._lineage.name,
            itertools.islice(known.supported.values(), known.place(pin)),
        )
        return [each for each in older if each.form == pin.form and name in each.interfaces]

    def _between(self, exchange: Exchange, older: list[Pin]) -> Iterator[Pin]:
        """The pins above the oldest, the newest first; of those of one form the oldest alone."""
        types = [argument.type for argument in exchange.spec.arguments.values()]
        for below, pin in reversed([*itertools.pairwise(older)]):
            same = pin.speaks(self._lineage) == below.speaks(self._lineage)
            if not same or any(differs(type_, pin.view, below.view) for type_ in types):
                yield pin

    def _healed(self, first: Exchange, refused: RefusedError, start: float) -> Exchange | None:
        """The same call at the pin that its refusal brought about, if time is left for it.

        Only a peer of ours says what it supports, and with it proves that nothing was executed.
        """
        left = first.route.timeout - (time.monotonic() - start)
        pin = first.lowered
        if not (self._peer.heals and refused.supports and left > 0) or pin in (None, first.pin):
            return None
        route = dataclasses.replace(first.route, timeout=left)
        return Exchange(self._peer, self._lineage, first.spec, route, pin)

    def _exchanged(self, tries: list[Exchange], context: Context, values: dict[str, Any]) -> Any:
        message = self._written(tries, context, values)
        raw = self._carried(tries[-1], message)
        return tries[-1].result(raw) if message.answered else None

    def _carried(self, exchange: Exchange, message: Message) -> Any:
        try:
            return self._carrier.send(message, exchange.route)
        except RemoteRaised as remote:
            raise exchange.raised(remote) from remote

    def _tell(
        self, tries: list[Exchange], values: dict[str, Any], start: float, error: Exception | None
    ) -> None:
        exchange, observer = tries[-1], self._peer.observer
        code = Code.OK if error is None else _code(error)
        loud = level(code, len(exchange.report) > 0)
        if observer is ignore and not LOG.isEnabledFor(loud):
            return
        event = Event(
            sender=self._peer.name,
            sender_release=self._peer.own.release,
            topic=exchange.route.topic,
            destination=str(exchange.route.destination),
            pinned=exchange.pin.release,
            mispinned=tries[0].pin.release if len(tries) > 1 else "",
            call=exchange.call,
            code=code,
            seconds=time.monotonic() - start,
            converted=exchange.converted(values),
            losses=tuple(exchange.report),
            detail="" if error is None else "; ".join([str(error), *_notes(error)]),
        )
        LOG.log(loud, "%s", event)
        tell(observer, event, self._peer.label)


@dataclasses.dataclass(frozen=True)
class _Methods:
    """The methods of an interface, bound to a route."""

    _client: Client[Any]
    _route: Route

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        spec = self._client.method(name)

        def send(context: Context, *positional: Any, **named: Any) -> Any:
            return self._client.send(spec, self._route, context, Given(positional, named))

        return send


def _must_be_silence(silence: Any) -> None:
    if not (type(silence) is int and SHORTEST <= silence <= LONGEST):
        raise DeclarationError(
            where="prepare(silence=)",
            found=shown(silence),
            expected=f"{SHORTEST} whole seconds or more, of which a server lets half pass",
            remedy="wait longer, or leave it out and give a short timeout",
        )


def _notes(error: Exception) -> list[str]:
    return getattr(error, "__notes__", [])


def _code(error: Exception) -> Code:
    if isinstance(error, RPCError):
        return error.code
    return Code.BACKPORT_REFUSED if isinstance(error, BackportRefusedError) else Code.INVALID
