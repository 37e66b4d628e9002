"""A message as a server reads it: accepted whole, or refused before anything is executed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rpc._convert.converter import Passage
from rpc._declare.context import Context
from rpc._declare.method import ArgumentSpec, MethodSpec
from rpc._plan.lineage import Lineage
from rpc._plan.planner import of_message
from rpc._wire import body
from rpc.codes import Code
from rpc.peer import Peer
from vobjects import DeclarationError, DecodeError, FieldValueError, LossReport, View
from vobjects._codec.values import path_of
from vobjects._declare.field import REQUIRED
from vobjects._repr import brief, shown
from vobjects.version import Version


class NotAcceptedError(Exception):
    """A message that is not executed, and why."""

    def __init__(self, code: Code, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(detail)


@dataclasses.dataclass(frozen=True)
class Request:
    """An accepted message: a method of the own release and its arguments."""

    spec: MethodSpec
    form: str
    values: Mapping[str, Any]
    report: LossReport
    passage: Passage
    """To the version that the message speaks, in which it is answered."""


@dataclasses.dataclass(frozen=True)
class Reader:
    """Reads the messages to one interface for one peer."""

    peer: Peer
    lineage: Lineage
    own: Version

    def read(self, message: Mapping[str, Any], written: View | None) -> Request:
        """The request in a message of this release or an older one.

        Args:
            message: as oslo.messaging gives it.
            written: the view at whose versions its objects are expected, if the sender said so;
                others are read too.

        Raises:
            NotAcceptedError: this release does not understand the message.
        """
        passage, report = self.passage(message), LossReport()
        plan = passage.plan
        try:
            types = body.arguments(plan, self.peer.view)
            received = body.read(message.get("args", {}), types, written)
        except DecodeError as error:
            raise NotAcceptedError(Code.OBJECT_REFUSED, str(error)) from error
        known, found = plan.older.arguments, received.values
        self._check_names(f"{plan.older.name} {plan.older_version}", known, found)
        if not received.ready:
            load, form = self._value, received.form
            found = {
                name: load(known[name], raw, form, report, written) for name, raw in found.items()
            }
        try:
            lifted = passage.lift(found, report)
        except FieldValueError as error:
            raise NotAcceptedError(Code.ARGUMENT_REFUSED, str(error)) from error
        return Request(plan.newer, received.form, lifted, report, passage)

    def context(self, context: Context) -> Context:
        """The context in the class that the interface declares.

        Raises:
            NotAcceptedError: a field of it is missing, or of a wrong type.
        """
        try:
            return self.lineage.context.read(context)
        except FieldValueError as error:
            raise NotAcceptedError(Code.ARGUMENT_REFUSED, str(error)) from error

    def passage(self, message: Mapping[str, Any]) -> Passage:
        """From the version that a message speaks to the own one.

        Raises:
            NotAcceptedError: this release does not serve its namespace, method or version.
        """
        self._check_namespace(message.get("namespace"))
        method, version = message.get("method"), self._version(message)
        known = isinstance(method, str) and method in self.lineage.styles
        plan = of_message(self.lineage, str(method), version, self.own) if known else None
        if plan is None:
            when = self.lineage.when(str(method), self.own)
            detail = f"{self.lineage.name} {self.own} has no method {shown(method)}: {when}"
            raise NotAcceptedError(Code.METHOD_REFUSED, detail)
        if not self.lineage.serves(self.own, version):
            detail = f"{self.lineage.name}.{method} {version} was sent, {self.own} is served"
            raise NotAcceptedError(Code.METHOD_REFUSED, detail + self._unknown(message))
        return Passage(plan, str(plan.older_version), self.peer.view)

    def _check_namespace(self, namespace: Any) -> None:
        if namespace != self.lineage.namespace:
            detail = f"the namespace {shown(namespace)} is not served here"
            raise NotAcceptedError(Code.METHOD_REFUSED, detail)

    def _version(self, message: Mapping[str, Any]) -> Version:
        """The version of a message, as stock peers write it: without one it is 1.0."""
        text = message.get("version", "1.0")
        try:
            return Version.parse(text if isinstance(text, str) else brief(text))
        except DeclarationError as error:
            raise NotAcceptedError(Code.METHOD_REFUSED, str(error)) from error

    def _unknown(self, message: Mapping[str, Any]) -> str:
        """The fields that the message carries and this release does not know."""
        view, args = self.peer.view, message.get("args", {})
        try:
            received = body.read(args, body.nothing(view), view)
        except DecodeError:
            return ""
        found = [
            field
            for name, value in received.values.items()
            for field in view.unknown_fields(value, received.form, path_of(name))
        ]
        return f", with the unknown {', '.join(sorted(found))}" if found else ""

    def _check_names(
        self, call: str, arguments: Mapping[str, ArgumentSpec], raw: Mapping[str, Any]
    ) -> None:
        missing = [n for n, a in arguments.items() if n not in raw and a.default is REQUIRED]
        if missing or set(raw) - set(arguments):
            found = ", ".join(brief(name).strip("'") for name in raw)
            detail = f"{self.lineage.name}.{call} takes ({', '.join(arguments)}), found ({found})"
            raise NotAcceptedError(Code.ARGUMENT_REFUSED, detail)

    def _value(
        self, spec: ArgumentSpec, raw: Any, form: str, report: LossReport, written: View | None
    ) -> Any:
        load, path = self.peer.view.load_value, path_of(spec.name)
        try:
            return load(spec.type, raw, form, path, report, written)
        except DecodeError as error:
            code = Code.OBJECT_REFUSED if spec.type.children() else Code.ARGUMENT_REFUSED
            raise NotAcceptedError(code, str(error)) from error
