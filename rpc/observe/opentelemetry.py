"""Spans of OpenTelemetry for messages; needs the extra ``pinrail[opentelemetry]``.

Names and attributes follow the semantic conventions for RPC and for messaging.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Final

from opentelemetry import context, propagate, trace
from opentelemetry.trace import SpanKind, StatusCode

from rpc.codes import Code
from rpc.observe._tracing import End, Traced

_UNKNOWN: Final = "_OTHER"
"""The method of a message that no version of the interface has."""

_SYSTEM: Final = "pinrail"


class OpenTelemetry:
    """Spans of the application's tracer: ``tracing`` of a :class:`rpc.peer.Peer`.

    Args:
        provider: of tracers; by default that of the process.
    """

    def __init__(self, provider: trace.TracerProvider | None = None) -> None:
        self._tracer = trace.get_tracer(_SYSTEM, tracer_provider=provider)

    def sending(self, traced: Traced) -> AbstractContextManager[End]:
        """A span of the client or, for casts, of the producer; current while it is open."""
        kind = SpanKind.CLIENT if traced.answered else SpanKind.PRODUCER
        return self._span(traced, kind, None)

    def carried(self) -> dict[str, str]:
        """The current trace as the propagator of the application writes it; empty without one."""
        carrier: dict[str, str] = {}
        propagate.inject(carrier)
        return carrier

    def serving(self, traced: Traced, carried: Mapping[str, str]) -> AbstractContextManager[End]:
        """A span of the server or consumer, whose parent is the one that was carried."""
        kind = SpanKind.SERVER if traced.answered else SpanKind.CONSUMER
        return self._span(traced, kind, propagate.extract(carried, context.Context()))

    @contextlib.contextmanager
    def _span(
        self, traced: Traced, kind: SpanKind, parent: context.Context | None
    ) -> Iterator[End]:
        found = _attributes(traced)
        name = str(found["rpc.method"]) if traced.known else _SYSTEM
        with self._tracer.start_as_current_span(
            name, parent, kind, found, record_exception=False, set_status_on_exception=False
        ) as span:
            yield functools.partial(_end, span)


def _attributes(traced: Traced) -> dict[str, str]:
    method = f"{traced.interface}.{traced.method}"
    named = {"rpc.method": method}
    if not traced.known:
        named = {"rpc.method": _UNKNOWN, "rpc.method_original": method}
    releases = {f"pinrail.release.{end}": release for end, release in traced.releases.items()}
    where = {"messaging.destination.name": str(traced.destination)}
    return {"rpc.system.name": _SYSTEM, **named, **where, **releases}


def _end(span: trace.Span, code: Code, detail: str) -> None:
    span.set_attribute("rpc.response.status_code", code.value)
    if code is not Code.OK:
        span.set_attribute("error.type", code.value)
        span.set_status(StatusCode.ERROR, detail)
