"""Clients: an object with the methods of an interface, each sent as its destination reads it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

import oslo_messaging

from rpc import arguments, body
from rpc.codes import Code
from rpc.context import Context
from rpc.errors import (
    AbsentMethodError,
    ApplicationError,
    OutcomeUnknownError,
    RefusedError,
    RPCError,
)
from rpc.events import Event
from rpc.interface import Interface
from rpc.peer import Peer
from rpc.pins import Destination, Pin
from rpc.reply import Reply
from rpc.signature import MethodSpec, Style
from vobjects import BackportRefusedError, LossReport, VObjectError

I = TypeVar("I", bound=Interface)  # noqa: E741  (the interface itself)

CAPABILITIES = "pinrail_capabilities"
"""The method by which every server of ours says what it supports."""


class Client(Generic[I]):
    """Sends the methods of one interface for one peer."""

    def __init__(self, peer: Peer, interface: type[I]) -> None:
        self._peer, self._lineage = peer, interface.LINEAGE
        self._own = peer.own.interfaces[self._lineage.name]
        target = oslo_messaging.Target(topic=peer.prefix + self._lineage.topic)
        self._oslo = oslo_messaging.get_rpc_client(peer.transport, target, timeout=peer.timeout)

    def prepare(
        self, *, server: str | None = None, fanout: bool = False, timeout: float | None = None
    ) -> I:
        """The methods, sent to any server of the topic, to one server, or to all of them.

        Args:
            server: the name of one server.
            fanout: send a cast to every server of the topic.
            timeout: seconds to wait for an answer, if not those of the peer.
        """
        seconds = self._peer.timeout if timeout is None else timeout
        return cast(I, _Methods(self, server, fanout, seconds))

    def capabilities(self, server: str | None = None) -> dict[str, Any]:
        """What a server says that it supports: its release and versions.

        Raises:
            OutcomeUnknownError: it does not answer.
        """
        where = Destination(self._lineage.topic, server)
        pin = self._peer.pins.pin_for(where)
        raw = self._exchange(CAPABILITIES, where, pin, "1.0", {}, {}, self._peer.timeout)
        return Reply.from_dict(raw).result  # type: ignore[no-any-return]

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
                when=self._lineage.when(name),
            )
        return methods[name]

    def send(
        self,
        spec: MethodSpec,
        options: dict[str, Any],
        context: Context,
        positional: tuple[Any, ...],
        named: dict[str, Any],
    ) -> Any:
        """Send one message; ``options`` are those of :meth:`prepare`."""
        where = Destination(self._lineage.topic, options["server"])
        pin, report, start = self._peer.pins.pin_for(where), LossReport(), time.monotonic()
        code, detail, values = Code.OK, "", {}
        try:
            values = arguments.bind(spec, positional, named, self._peer.view)
            return self._send(spec, options, context, values, where, pin, report)
        except VObjectError as error:
            code, detail = _code(error), str(error)
            raise
        finally:
            self._peer.observer(
                Event(
                    sender=self._peer.name,
                    sender_release=self._peer.own.release,
                    destination=str(where),
                    pinned=pin.release,
                    call=f"{self._lineage.name}.{spec.name}",
                    code=code,
                    seconds=time.monotonic() - start,
                    converted=self._converted(spec, values, pin),
                    losses=tuple(report),
                    detail=detail,
                )
            )

    def _send(
        self,
        spec: MethodSpec,
        options: dict[str, Any],
        context: Context,
        values: dict[str, Any],
        where: Destination,
        pin: Pin,
        report: LossReport,
    ) -> Any:
        lineage, view = self._lineage, self._peer.view
        lowered = arguments.lower(lineage, spec.name, self._own, pin, values, report)
        peer = min(self._own, pin.interfaces[lineage.name])
        types = lineage.methods[peer][spec.name].arguments
        dumped = {
            name: view.dump_value(
                types[name].type, value, pin.view, pin.form, (("$",), f".{name}"), report
            )
            for name, value in sorted(lowered.items())
        }
        wrapped = body.wrap(pin.form, view.registry.project, dumped)
        version = str(lineage.message_version(spec.name, peer))
        ctxt = context.to_dict(self._peer.introduction(pin))
        if spec.style is Style.CAST:
            bound = self._oslo.prepare(
                server=where.server, fanout=options["fanout"], version=version
            )
            bound.cast(ctxt, spec.name, **wrapped)
            return None
        raw = self._exchange(spec.name, where, pin, version, ctxt, wrapped, options["timeout"])
        return self._result(spec, raw, where, pin, report)

    def _exchange(
        self,
        method: str,
        where: Destination,
        pin: Pin,
        version: str,
        ctxt: dict[str, Any],
        wrapped: dict[str, Any],
        timeout: float,
    ) -> Any:
        ctxt = ctxt or Context().to_dict(self._peer.introduction(pin))
        bound = self._oslo.prepare(server=where.server, version=version, timeout=timeout)
        name = f"{self._lineage.name}.{method}"
        try:
            return bound.call(ctxt, method, **wrapped)
        except (oslo_messaging.MessagingTimeout, oslo_messaging.MessageDeliveryFailure) as error:
            raise OutcomeUnknownError(call=name, receiver=str(where), deadline=timeout) from error
        except oslo_messaging.RemoteError as error:
            raise self._remote(error, name, where) from error

    def _remote(self, error: oslo_messaging.RemoteError, name: str, where: Destination) -> RPCError:
        """What a stock server's exception means."""
        if error.exc_type in ("UnsupportedVersion", "NoSuchMethod"):
            return RefusedError(
                code=Code.METHOD_REFUSED,
                call=name,
                sender=self._peer.label,
                receiver=str(where),
                detail=str(error.value),
                supports={},
            )
        return ApplicationError(error.exc_type, str(error.value))

    def _result(
        self, spec: MethodSpec, raw: Any, where: Destination, pin: Pin, report: LossReport
    ) -> Any:
        if not Reply.is_one(raw):
            return self._load(spec, body.PRIMITIVE, raw, report)
        reply = Reply.from_dict(raw)
        if reply.code is Code.OK:
            form, values = body.unwrap(self._peer.view.registry.project, reply.result)
            return self._load(spec, form, values.get("result"), report)
        if reply.code.is_skew:
            raise RefusedError(
                code=reply.code,
                call=f"{self._lineage.name}.{spec.name}",
                sender=f"{self._peer.label} pinned to {pin.release}",
                receiver=f"{where} {reply.receiver}",
                detail=reply.detail,
                supports=reply.facts,
            )
        raise ApplicationError(reply.name, reply.detail, **reply.facts)

    def _load(self, spec: MethodSpec, form: str, raw: Any, report: LossReport) -> Any:
        if spec.result is None:
            return None
        return self._peer.view.load_value(spec.result, raw, form, (("$",), ".result"), report)

    def _converted(self, spec: MethodSpec, values: dict[str, Any], pin: Pin) -> int:
        """Arguments that hold a class which the pinned release has at another version."""
        ours, theirs = self._peer.view, pin.view
        return sum(
            values.get(name) is not None
            and any(
                theirs.versions.get(child) != ours.versions[child]
                for top in argument.type.children()
                for child in ours.reachable(top)
            )
            for name, argument in spec.arguments.items()
        )


class _Methods:
    """The methods of an interface, bound to a destination."""

    def __init__(self, client: Client[Any], server: str | None, fanout: bool, seconds: float):
        self._client = client
        self._options = {"server": server, "fanout": fanout, "timeout": seconds}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        spec = self._client.method(name)

        def send(context: Context, *positional: Any, **named: Any) -> Any:
            return self._client.send(spec, self._options, context, positional, named)

        return send


def _code(error: VObjectError) -> Code:
    if isinstance(error, RPCError):
        return error.code
    return Code.BACKPORT_REFUSED if isinstance(error, BackportRefusedError) else Code.FAILED
