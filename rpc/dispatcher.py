"""The dispatcher: refuses what its release does not understand before anything is executed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import oslo_messaging

from rpc import arguments, body
from rpc.client import CAPABILITIES
from rpc.codes import Code
from rpc.context import Context
from rpc.errors import ApplicationError
from rpc.lineage import Lineage
from rpc.peer import Peer
from rpc.reply import Reply
from rpc.signature import MethodSpec
from vobjects import BackportRefusedError, DeclarationError, DecodeError, LossReport, VObjectError
from vobjects.history import REQUIRED
from vobjects.version import Version

LOG = logging.getLogger(__name__)


class _RefusedError(Exception):
    """A message that is not executed, and why."""

    def __init__(self, code: Code, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(detail)


class Dispatcher(oslo_messaging.RPCDispatcher):  # type: ignore[misc]
    """Serves one interface for one peer, at the version of its release."""

    def __init__(self, peer: Peer, lineage: Lineage, implementation: Any) -> None:
        super().__init__([], None)
        self._peer, self._lineage, self._implementation = peer, lineage, implementation
        self._own = peer.own.interfaces[lineage.name]
        self._methods = lineage.methods[self._own]

    def dispatch(self, incoming: Any) -> Any:
        """Run one message of oslo.messaging; what is returned is the reply.

        Raises:
            oslo_messaging.UnsupportedVersion: a stock client asks for what is not served.
        """
        message, context = incoming.message, Context.from_dict(incoming.ctxt)
        if message.get("method") == CAPABILITIES:
            return Reply(Code.OK, self._peer.label, result=self.capabilities()).to_dict()
        try:
            spec, form, values = self._accept(message)
        except _RefusedError as refused:
            LOG.warning("%s refused %s: %s", self._peer.label, message.get("method"), refused)
            return self._refusal(message, context, refused)
        return self._run(spec, form, values, context)

    def capabilities(self) -> dict[str, Any]:
        """What this server supports, as it tells its peers."""
        own = self._peer.own
        return {
            "release": own.release,
            "interface": f"{self._lineage.name} {self._own}",
            "objects": own.view.manifest,
            "forms": [body.COMPACT, body.PRIMITIVE],
        }

    def _accept(self, message: Mapping[str, Any]) -> tuple[MethodSpec, str, dict[str, Any]]:
        """The method and its arguments in the own release's form, or a refusal."""
        method, text = message.get("method"), message.get("version") or "1.0"
        name = self._lineage.name
        spec = self._methods.get(method) if isinstance(method, str) else None
        if spec is None or not isinstance(method, str):
            raise _RefusedError(Code.METHOD_REFUSED, f"{name} {self._own} has no {method!r}")
        try:
            version = Version.parse(text)
        except DeclarationError as error:
            raise _RefusedError(Code.METHOD_REFUSED, str(error)) from error
        if not self._lineage.serves(self._own, version):
            detail = f"{name}.{method} {version} was sent, {self._own} is served"
            raise _RefusedError(Code.METHOD_REFUSED, detail + self._unknown(message))
        try:
            form, raw = body.unwrap(self._peer.view.registry.project, message.get("args", {}))
            values = self._load(method, version, form, raw)
            return spec, form, values
        except DecodeError as error:
            raise _RefusedError(Code.OBJECT_REFUSED, str(error)) from error

    def _unknown(self, message: Mapping[str, Any]) -> str:
        """The fields that the message carries and this release does not know."""
        view = self._peer.view
        try:
            form, raw = body.unwrap(view.registry.project, message.get("args", {}))
        except DecodeError:
            return ""
        found = [
            field
            for name, value in raw.items()
            for field in view.unknown_fields(value, form, (("$",), f".{name}"))
        ]
        return f", with the unknown {', '.join(sorted(found))}" if found else ""

    def _load(
        self, method: str, version: Version, form: str, raw: Mapping[str, Any]
    ) -> dict[str, Any]:
        known = [v for v in self._lineage.methods if v <= version]
        then = self._lineage.methods[max(known, default=self._own)].get(method)
        types = then.arguments if then else {}
        missing = [n for n, a in types.items() if n not in raw and a.default is REQUIRED]
        unknown = sorted(set(raw) - set(types))
        if then is None or missing or unknown:
            detail = f"{method} {version} takes ({', '.join(types)}), found ({', '.join(raw)})"
            raise _RefusedError(Code.ARGUMENT_REFUSED, detail)
        view, report = self._peer.view, LossReport()
        values = {
            name: view.load_value(types[name].type, value, form, (("$",), f".{name}"), report)
            for name, value in raw.items()
        }
        return arguments.lift(self._lineage, method, version, self._own, values, view)

    def _refusal(
        self, message: Mapping[str, Any], context: Context, refused: _RefusedError
    ) -> dict[str, Any]:
        if context.sender is None:
            raise oslo_messaging.UnsupportedVersion(
                message.get("version"), method=message.get("method")
            )
        supports = {key: self.capabilities()[key] for key in ("release", "interface")}
        return Reply(
            refused.code, self._peer.label, detail=refused.detail, facts=supports
        ).to_dict()

    def _run(self, spec: MethodSpec, form: str, values: dict[str, Any], context: Context) -> Any:
        if context.sender is None:
            result = getattr(self._implementation, spec.name)(context, **values)
            return self._dump(spec, body.PRIMITIVE, result, context)["result"]
        try:
            result = getattr(self._implementation, spec.name)(context, **values)
        except ApplicationError as error:
            return self._failed(Code.FAILED, error.name, error.message, error.details)
        except VObjectError as error:
            return self._failed(Code.FAILED, type(error).__name__, str(error), {})
        except Exception as error:
            LOG.exception("%s: %s raised", self._peer.label, spec.name)
            return self._failed(Code.FAILED, type(error).__name__, str(error), {})
        try:
            dumped = self._dump(spec, form, result, context)
        except BackportRefusedError as error:
            return self._failed(Code.RESULT_REFUSED, type(error).__name__, str(error), {})
        wrapped = body.wrap(form, self._peer.view.registry.project, dumped)
        return Reply(Code.OK, self._peer.label, result=wrapped).to_dict()

    def _dump(self, spec: MethodSpec, form: str, result: Any, context: Context) -> dict[str, Any]:
        if spec.result is None:
            return {"result": None}
        view, at = self._peer.view, self._peer.reply_pin(context.sender).view
        path = (("$",), ".result")
        checked = spec.result.check(result, path, view.judge)
        return {"result": view.dump_value(spec.result, checked, at, form, path, LossReport())}

    def _failed(self, code: Code, name: str, detail: str, facts: dict[str, Any]) -> dict[str, Any]:
        return Reply(code, self._peer.label, name=name, detail=detail, facts=facts).to_dict()
