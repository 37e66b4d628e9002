"""The dispatcher: runs what its release understands, and answers in the form of the caller."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from typing import Any

import oslo_messaging
from oslo_messaging.dispatcher import DispatcherBase

from rpc._broker.heartbeat import alive
from rpc._declare.context import Context
from rpc._declare.json_values import has_text, is_plain, text_of
from rpc._declare.method import RESERVED
from rpc._server.endpoints import Endpoints
from rpc._server.handling import Outcome, Visit
from rpc._server.request import NotAcceptedError, Request
from rpc._wire import body
from rpc._wire.capabilities import capabilities, supported
from rpc._wire.reply import Reply
from rpc.codes import Code
from rpc.errors import ApplicationError, RefusedError
from rpc.peer import Peer
from vobjects import BackportRefusedError, FieldValueError, LossReport, View, VObjectError
from vobjects._codec.values import Values, path_of

LOG = logging.getLogger("rpc.server.dispatcher")


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
        message, context, wrong = incoming.message, Context(), None
        try:
            context = Context.from_dict(incoming.ctxt)
        except FieldValueError as error:  # the sender is not told apart from one without Pinrail
            wrong = NotAcceptedError(Code.ARGUMENT_REFUSED, str(error))
        if message.get("method") == RESERVED:
            facts = capabilities(self._peer.own, self._endpoints.lineages)
            return self._reply(Code.OK, facts=facts)
        visit = Visit(self._peer, self._endpoints.chosen(message), message, context)
        if context.sender is not None:
            incoming.too_large = self._too_large
        with self._peer.tracing.serving(visit.traced, visit.carried) as end, alive(incoming):
            ready = getattr(incoming, "request", None)
            outcome = self._refused(visit, wrong) if wrong else self._outcome(visit, ready)
            end(outcome.code, outcome.detail)
        visit.tell(outcome)
        if outcome.error is not None:
            raise outcome.error
        return outcome.answer

    def is_idempotent(self, message: Mapping[str, Any]) -> bool:
        """Whether running a message twice is as good as once."""
        return self._endpoints.is_idempotent(message)

    def refusal(self, incoming: Any) -> str | None:
        """Why a cast cannot be run here; if it can, what was read is kept for :meth:`dispatch`."""
        message = incoming.message
        if message.get("method") == RESERVED:
            return None
        try:
            context = Context.from_dict(incoming.ctxt)
            reader = self._endpoints.chosen(message).reader
            at = self._peer.reply_pin(context.sender).view
            incoming.request = reader.read(message, None if context.sender is None else at)
            reader.context(context)
        except FieldValueError as error:
            return f"{Code.ARGUMENT_REFUSED}: {error}"
        except NotAcceptedError as error:
            return f"{error.code}: {error.detail}"
        return None

    def _outcome(self, visit: Visit, ready: Request | None) -> Outcome:
        sender, reader = visit.context.sender, visit.endpoint.reader
        at = self._peer.reply_pin(sender).view
        try:
            request = ready or reader.read(visit.message, None if sender is None else at)
            context = reader.context(visit.context)
        except NotAcceptedError as error:
            return self._refused(visit, error)
        run = self._run_for_stock if sender is None else self._run
        outcome = run(dataclasses.replace(visit, context=context), request, at)
        return dataclasses.replace(outcome, losses=(*request.report, *outcome.losses))

    def _too_large(self, error: Exception) -> dict[str, Any]:
        """What is answered where the broker does not take the answer."""
        return self._reply(Code.RESULT_REFUSED, detail=str(error))

    def _refused(self, visit: Visit, error: NotAcceptedError) -> Outcome:
        if visit.context.sender is not None:
            answer = self._reply(error.code, detail=error.detail)
            return Outcome(error.code, answer, detail=error.detail)
        version, method = visit.message.get("version"), visit.message.get("method")
        refusal: Exception = oslo_messaging.UnsupportedVersion(version, method)
        if error.code is not Code.METHOD_REFUSED:
            refusal = RefusedError(
                code=error.code,
                call=visit.call,
                sender=visit.who,
                receiver=self._peer.label,
                detail=error.detail,
                supports=self._supports,
            )
        return Outcome(error.code, error=refusal, detail=error.detail)

    def _run_for_stock(self, visit: Visit, request: Request, at: View) -> Outcome:
        report = LossReport()
        try:
            result = visit.run(request)
        except BaseException as error:
            text = text_of(error)
            if isinstance(error, Exception) and is_plain(list(error.args)) and has_text(error):
                return Outcome(Code.FAILED, error=error, detail=text)
            raised = ApplicationError(type(error).__name__, text)
            raised.__cause__ = error
            return Outcome(Code.FAILED, error=raised, detail=text)
        try:
            types, lowered = self._lowered(request, result)
            answer = types.dump(lowered, at, request.form, report)[body.RESULT]
        except VObjectError as error:
            return Outcome(Code.RESULT_REFUSED, error=error, detail=str(error))
        return Outcome(Code.OK, answer, losses=tuple(report))

    def _run(self, visit: Visit, request: Request, at: View) -> Outcome:
        try:
            result = visit.run(request)
        except BaseException as error:  # such as SystemExit: it ends no thread of the server
            return self._raised(request, error)
        report = LossReport()
        try:
            types, lowered = self._lowered(request, result)
            wrapped = body.write(request.form, types, lowered, at, report)
        except BackportRefusedError as error:
            code, detail = Code.RESULT_REFUSED, str(error)
            return Outcome(code, self._reply(code, detail=detail), detail=detail)
        except VObjectError as error:
            LOG.exception("%s: the result of %s is wrong", self._peer.label, request.spec.name)
            return self._failed(type(error).__name__, str(error), {})
        losses = tuple(report)
        return Outcome(Code.OK, self._reply(Code.OK, result=wrapped, losses=losses), losses=losses)

    def _raised(self, request: Request, error: BaseException) -> Outcome:
        cause = error.exc_info[1] if isinstance(error, oslo_messaging.ExpectedException) else error
        if isinstance(cause, ApplicationError):
            return self._failed(text_of(cause.name), text_of(cause.message), cause.details)
        if isinstance(cause, VObjectError):  # it says all itself
            LOG.warning("%s: %s: %s", self._peer.label, request.spec.name, text_of(cause))
        elif cause is error:
            LOG.error("%s: %s raised", self._peer.label, request.spec.name, exc_info=cause)
        return self._failed(type(cause).__name__, text_of(cause), {})

    def _lowered(self, request: Request, result: Any) -> tuple[Values, dict[str, Any]]:
        """The result as the version has it that the message speaks, under its name."""
        own, view = request.spec.result, self._peer.view
        checked = own and own.check(result, path_of(body.RESULT), view.judge)
        lowered = request.passage.lower_result(checked)
        return body.result(request.passage.plan, view), {body.RESULT: lowered}

    def _failed(self, name: str, detail: str, facts: Mapping[str, Any]) -> Outcome:
        answer = self._reply(Code.FAILED, name=name, detail=detail, facts=facts)
        return Outcome(Code.FAILED, answer, detail=f"{name}: {detail}")

    def _reply(self, code: Code, **parts: Any) -> dict[str, Any]:
        return Reply(code, self._peer.label, supports=self._supports, **parts).to_dict()
