"""The dispatcher: runs what its release understands, and answers in the form of the caller."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import oslo_messaging
from oslo_messaging.dispatcher import DispatcherBase

from rpc import body
from rpc.capabilities import capabilities, supported
from rpc.codes import Code
from rpc.context import Context, Introduction
from rpc.endpoint import Endpoint, Endpoints
from rpc.errors import ApplicationError, RefusedError
from rpc.heartbeat import alive
from rpc.peer import Peer
from rpc.plain import is_plain
from rpc.reply import Reply
from rpc.request import NotAcceptedError, Request
from rpc.signature import RESERVED
from vobjects import BackportRefusedError, LossReport, VObjectError
from vobjects.values import Values, path_of

LOG = logging.getLogger(__name__)


class Dispatcher(DispatcherBase):
    """Serves interfaces on one topic for one peer, at the versions of its release."""

    def __init__(self, peer: Peer, endpoints: Endpoints) -> None:
        self._peer, self._endpoints = peer, endpoints
        self._supports = supported(peer.own, endpoints.lineages)

    def dispatch(self, incoming: Any) -> Any:
        """Run one message of oslo.messaging; what is returned is the answer.

        Raises:
            UnsupportedVersion: a client without Pinrail asks for what is not served.
            RefusedError: a client without Pinrail sent what does not fit.
            Exception: whatever the method raised for a client without Pinrail.
        """
        message, context = incoming.message, Context.from_dict(incoming.ctxt)
        if message.get("method") == RESERVED:
            facts = capabilities(self._peer.own, self._endpoints.lineages)
            return self._answer(Code.OK, facts=facts)
        endpoint = self._endpoints.chosen(message)
        try:
            request = endpoint.reader.read(message, self._peer.reply_pin(context.sender).view)
        except NotAcceptedError as error:
            call = f"{endpoint.lineage.name}.{message.get('method')}"
            return self._refuse(call, message, context.sender, error)
        with alive(incoming):
            if context.sender is None:
                return self._run_for_stock(endpoint, request, context)
            return self._run(endpoint, request, context, context.sender)

    def _refuse(
        self,
        call: str,
        message: Mapping[str, Any],
        sender: Introduction | None,
        error: NotAcceptedError,
    ) -> dict[str, Any]:
        who = _name(sender)
        LOG.warning("%s refused %s of %s: %s", self._peer.label, call, who, error)
        if sender is not None:
            return self._answer(error.code, detail=error.detail)
        if error.code is Code.METHOD_REFUSED:
            raise oslo_messaging.UnsupportedVersion(message.get("version"), message.get("method"))
        raise RefusedError(
            code=error.code,
            call=call,
            sender=who,
            receiver=self._peer.label,
            detail=error.detail,
            supports=self._supports,
        )

    def _run_for_stock(self, endpoint: Endpoint, request: Request, context: Context) -> Any:
        try:
            result = self._called(endpoint, request, context)
        except Exception as error:
            if is_plain(list(error.args)):
                raise
            raise ApplicationError(type(error).__name__, str(error)) from error
        at, report = self._peer.reply_pin(None).view, LossReport()
        types, lowered = self._lowered(request, result)
        return types.dump(lowered, at, request.form, report)[body.RESULT]

    def _run(
        self, endpoint: Endpoint, request: Request, context: Context, sender: Introduction
    ) -> dict[str, Any]:
        try:
            result = self._called(endpoint, request, context)
        except Exception as error:
            return self._raised(request, error)
        report = LossReport()
        try:
            at, (types, lowered) = self._peer.reply_pin(sender).view, self._lowered(request, result)
            wrapped = body.write(request.form, types, lowered, at, report)
        except BackportRefusedError as error:
            return self._answer(Code.RESULT_REFUSED, detail=str(error))
        except VObjectError as error:
            LOG.exception("%s: the result of %s is wrong", self._peer.label, request.spec.name)
            return self._failed(type(error).__name__, str(error), {})
        return self._answer(Code.OK, result=wrapped, losses=tuple(report))

    def _raised(self, request: Request, error: Exception) -> dict[str, Any]:
        cause = error.exc_info[1] if isinstance(error, oslo_messaging.ExpectedException) else error
        if isinstance(cause, ApplicationError):
            return self._failed(cause.name, cause.message, cause.details)
        if isinstance(cause, VObjectError):  # it says all itself
            LOG.warning("%s: %s: %s", self._peer.label, request.spec.name, cause)
        elif cause is error:
            LOG.error("%s: %s raised", self._peer.label, request.spec.name, exc_info=cause)
        return self._failed(type(cause).__name__, str(cause), {})

    def _called(self, endpoint: Endpoint, request: Request, context: Context) -> Any:
        call, who = request.call, _name(context.sender)
        LOG.debug("%s runs %s of %s", self._peer.label, call, who)
        if len(request.report):
            LOG.info("%s: %s of %s: %s", self._peer.label, call, who, request.report)
        return getattr(endpoint.implementation, request.spec.name)(context, **request.values)

    def _lowered(self, request: Request, result: Any) -> tuple[Values, dict[str, Any]]:
        """The result as the version has it that the message speaks, under its name."""
        own, view = request.spec.result, self._peer.view
        checked = own and own.check(result, path_of(body.RESULT), view.judge)
        lowered = request.passage.lower_result(checked)
        return body.result(request.passage.plan, view), {body.RESULT: lowered}

    def _failed(self, name: str, detail: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        return self._answer(Code.FAILED, name=name, detail=detail, facts=facts)

    def _answer(self, code: Code, **parts: Any) -> dict[str, Any]:
        return Reply(code, self._peer.label, supports=self._supports, **parts).to_dict()


def _name(sender: Introduction | None) -> str:
    return f"{sender.name} ({sender.release})" if sender else "a client without Pinrail"
