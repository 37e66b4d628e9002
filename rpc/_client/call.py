"""One call or cast: its arguments on the way there, its result on the way back."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from rpc._broker.route import Route
from rpc._broker.sender import RemoteRaised
from rpc._convert.converter import Passage
from rpc._declare.context import Context
from rpc._declare.method import MethodSpec, Style
from rpc._plan.lineage import Lineage
from rpc._plan.planner import to_peer
from rpc._wire import body
from rpc._wire.message import Message
from rpc._wire.reply import Reply
from rpc.codes import Code
from rpc.errors import (
    AbsentMethodError,
    ApplicationError,
    OutcomeUnknownError,
    RefusedError,
    ResultRefusedError,
    RPCError,
)
from rpc.observe._tracing import Traced
from rpc.peer import Peer
from rpc.pins._pin import Pin
from vobjects import DecodeError, FieldValueError, LossReport, View
from vobjects._codec.values import path_of
from vobjects._types.base import FieldType

_SKEW_OF_STOCK = ("UnsupportedVersion", "NoSuchMethod")


@dataclasses.dataclass
class Exchange:
    """One call or cast of a peer to a destination that is pinned now."""

    peer: Peer
    lineage: Lineage
    spec: MethodSpec
    route: Route
    pin: Pin
    report: LossReport = dataclasses.field(default_factory=LossReport)
    lowered: Pin | None = None
    """What is in force after the receiver refused it for its pin."""

    @property
    def call(self) -> str:
        """Interface and method."""
        return f"{self.lineage.name}.{self.spec.name}"

    @property
    def traced(self) -> Traced:
        """What a span says of it."""
        releases = {"sender": self.peer.own.release, "pin": self.pin.release}
        answered, where = self.spec.style is Style.CALL, self.route.destination
        return Traced(self.lineage.name, self.spec.name, True, where, answered, releases)

    @functools.cached_property
    def passage(self) -> Passage:
        """Between the own version of the interface and what the destination has of it.

        Raises:
            AbsentMethodError: the destination does not have the method.
        """
        own, pinned = self.peer.own.speaks(self.lineage), self.pin.speaks(self.lineage)
        plan = to_peer(self.lineage, self.spec.name, own, pinned)
        if plan is None:
            raise AbsentMethodError(
                interface=self.lineage.name,
                version=str(pinned),
                release=self.pin.release,
                method=self.spec.name,
                when=self.lineage.when(self.spec.name, pinned),
            )
        return Passage(plan, self.pin.release, self.peer.view)

    def message(self, context: Context, values: dict[str, Any]) -> Message:
        """The message in the form of the destination.

        Raises:
            VObjectError: the destination cannot hold a value, or has no such method.
        """
        plan, lowered = self.passage.plan, self.passage.lower(values, self.report)
        types, form = body.arguments(plan, self.peer.view), self.pin.form
        flat = self.lineage.context.flat(context)
        return Message(
            interface=self.lineage.name,
            method=plan.older.name,
            version=str(plan.message_version),
            context=flat.to_dict(self.peer.introduction(self.pin)),
            body=body.write(form, types, lowered, self.pin.view, self.report),
            answered=self.spec.style is Style.CALL,
            idempotent=self.spec.idempotent,
        )

    def converted(self, values: dict[str, Any]) -> int:
        """Arguments that hold a class which the destination has at another version."""
        return sum(
            values.get(name) is not None and differs(argument.type, self.peer.view, self.pin.view)
            for name, argument in self.spec.arguments.items()
        )

    def result(self, raw: Any) -> Any:
        """The result in an answer.

        Raises:
            RPCError: the answer is an error, or cannot be read.
        """
        if not Reply.is_one(raw):
            return self._loaded(body.Received(body.PRIMITIVE, {body.RESULT: raw}, False), "")
        reply = self.reply(raw)
        types = body.result(self.passage.plan, self.peer.view)
        try:
            received = body.read(reply.result, types, self.peer.reply_view(self.pin))
        except DecodeError as error:
            raise self._lost(str(error), reply.receiver) from error
        return self._loaded(received, reply.receiver)

    def reply(self, raw: Any) -> Reply:
        """The answer of a peer of ours, if the method ran and did not raise.

        Raises:
            RPCError: the answer is an error, or cannot be read.
        """
        try:
            reply = Reply.from_dict(raw)
        except DecodeError as error:
            raise self._unreadable(str(error)) from error
        self._learn(reply)
        if reply.code is not Code.OK:
            raise self._error(reply)
        for loss in reply.losses:
            self.report.add(**loss.as_dict())
        return reply

    def _learn(self, reply: Reply) -> None:
        """Remember what the server announces; a refusal proves that the pin was wrong."""
        said = self.peer.announced.pin(self.lineage, reply.supports)
        if said is not None:
            name = reply.receiver.removesuffix(f" ({said.release})")
            self.peer.announced.hear(self.route.destination, name, said)
            if reply.code.is_skew and self.peer.heals:
                self.lowered = self.peer.lower(self.route.destination, name, said)

    def _loaded(self, received: body.Received, receiver: str) -> Any:
        type_, path = self.passage.plan.older.result, path_of(body.RESULT)
        value, load = received.values.get(body.RESULT), self.peer.view.load_value
        sender = self.peer.reply_view(self.pin)
        try:
            if not received.ready or body.RESULT not in received.values:
                value = type_ and load(type_, value, received.form, path, self.report, sender)
            return self.passage.lift_result(value)
        except (DecodeError, FieldValueError) as error:
            raise self._lost(str(error), receiver) from error

    def raised(self, remote: RemoteRaised) -> RPCError:
        """What an exception of a service without Pinrail means."""
        if remote.name in _SKEW_OF_STOCK:
            return self._refused(Code.METHOD_REFUSED, "", remote.detail, {})
        return ApplicationError(remote.name, remote.detail)

    def _error(self, reply: Reply) -> RPCError:
        if reply.code.is_skew:
            return self._refused(reply.code, reply.receiver, reply.detail, reply.supports)
        if reply.code is Code.RESULT_REFUSED:
            return self._lost(reply.detail, reply.receiver)
        if reply.code is Code.FAILED:
            return ApplicationError(reply.name, reply.detail, **reply.facts)
        return self._unreadable(f"a reply with the code {reply.code}")

    def _refused(self, code: Code, receiver: str, detail: str, supports: Any) -> RefusedError:
        return RefusedError(
            code=code,
            call=self.call,
            sender=f"{self.peer.label} pinned to {self.pin.release}",
            receiver=self._who(receiver),
            detail=detail,
            supports=supports,
        )

    def _lost(self, detail: str, receiver: str) -> ResultRefusedError:
        return ResultRefusedError(
            call=self.call, sender=self.peer.label, receiver=self._who(receiver), detail=detail
        )

    def _unreadable(self, why: str) -> OutcomeUnknownError:
        return OutcomeUnknownError(
            call=self.call,
            receiver=str(self.route.destination),
            deadline=self.route.timeout,
            why=f"the answer cannot be read ({why})",
        )

    def _who(self, receiver: str) -> str:
        return f"{self.route.destination} {receiver}".rstrip()


@functools.lru_cache(maxsize=4096)
def differs(type_: FieldType, one: View, other: View) -> bool:
    """Whether two views have a class that can stand in a value at different versions."""
    return any(
        other.versions.get(child) != one.versions[child]
        for top in type_.children()
        for child in one.reachable(top)
    )
