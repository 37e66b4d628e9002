"""Spans of calls and casts between peers that trace and peers that do not."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.semconv._incubating.attributes import messaging_attributes, rpc_attributes
from opentelemetry.semconv.attributes import error_attributes
from opentelemetry.trace import SpanKind, StatusCode

from rpc import ApplicationError, Client, Code, Context, Destination, RefusedError, Server
from rpc._declare.context import Introduction
from rpc.observe.opentelemetry import OpenTelemetry
from tests.rpc.direct import Incoming
from tests.rpc.observe.test_served import Watched
from tests.support.lab import Fleet, Lab, LabAPI, guest, known, peer, views

PREFIX = "traced-"


@dataclasses.dataclass
class Traces:
    """The spans that ended, and what makes them."""

    exporter: InMemorySpanExporter
    provider: TracerProvider

    @property
    def tracing(self) -> OpenTelemetry:
        """What peers are given."""
        return OpenTelemetry(self.provider)

    def ended(self, count: int) -> list[ReadableSpan]:
        """The spans in the order of their start, when there are as many."""
        deadline = time.monotonic() + 10
        while len(self.exporter.get_finished_spans()) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        found = sorted(self.exporter.get_finished_spans(), key=lambda span: span.start_time or 0)
        assert len(found) == count
        return found


@pytest.fixture(scope="package")
def provider() -> TracerProvider:
    return TracerProvider()


@pytest.fixture
def traces(provider: TracerProvider) -> Iterator[Traces]:
    exporter = InMemorySpanExporter()
    processor = SimpleSpanProcessor(exporter)
    provider.add_span_processor(processor)
    yield Traces(exporter, provider)
    processor.shutdown()


@pytest.fixture(scope="package")
def labs(memory: Any, provider: TracerProvider) -> Iterator[dict[str, Lab]]:
    """A server of each release that traces."""
    labs = {release: Lab(views(release)) for release in ("icehouse", "kilo")}
    servers = []
    for release, lab in labs.items():
        own = peer(memory, release, prefix=PREFIX, tracing=OpenTelemetry(provider))
        servers.append(Server(own, {LabAPI: lab}, release))
        servers[-1].start()
    yield labs
    for server in servers:
        server.stop()


def api(memory: Any, sender: str, receiver: str, pinned: str, **options: Any) -> Any:
    pins = known(sender)
    pins.set(Destination("lab", receiver), pinned)
    own = peer(memory, sender, pins=pins, **({"prefix": PREFIX} | options))
    return Client(own, LabAPI).prepare(server=receiver), own.view


@pytest.mark.parametrize(
    ("sender", "receiver", "pinned"),
    [("kilo", "icehouse", "icehouse"), ("icehouse", "kilo", "icehouse"), ("kilo", "kilo", "kilo")],
)
def test_call_when_both_peers_trace_is_a_client_span_with_a_server_span_below(
    memory: Any, labs: dict[str, Lab], traces: Traces, sender: str, receiver: str, pinned: str
) -> None:
    bound, view = api(memory, sender, receiver, pinned, tracing=traces.tracing)

    with trace.get_tracer("app", tracer_provider=traces.provider).start_as_current_span("above"):
        bound.build(Context(), guest(view))

    above, client, server = traces.ended(3)
    assert [span.name for span in (above, client, server)] == ["above", *["LabAPI.build"] * 2]
    assert (client.kind, server.kind) == (SpanKind.CLIENT, SpanKind.SERVER)
    assert (client.parent, server.parent) == (above.context, _remote(client))
    assert dict(client.attributes or {}) == {
        rpc_attributes.RPC_SYSTEM_NAME: "pinrail",
        rpc_attributes.RPC_METHOD: "LabAPI.build",
        rpc_attributes.RPC_RESPONSE_STATUS_CODE: "ok",
        messaging_attributes.MESSAGING_DESTINATION_NAME: f"lab.{receiver}",
        "pinrail.release.sender": sender,
        "pinrail.release.pin": pinned,
    }
    assert dict(server.attributes or {}) == {
        rpc_attributes.RPC_SYSTEM_NAME: "pinrail",
        rpc_attributes.RPC_METHOD: "LabAPI.build",
        rpc_attributes.RPC_RESPONSE_STATUS_CODE: "ok",
        messaging_attributes.MESSAGING_DESTINATION_NAME: "lab",
        "pinrail.release.sender": sender,
        "pinrail.release.server": receiver,
    }
    assert client.status.status_code is server.status.status_code is StatusCode.UNSET


def _remote(span: ReadableSpan) -> Any:
    """The context of a span as another process has it."""
    assert span.context is not None
    found = span.context
    return trace.SpanContext(found.trace_id, found.span_id, True, found.trace_flags)


def test_cast_when_both_peers_trace_is_a_producer_span_with_a_consumer_span_below(
    memory: Any, labs: dict[str, Lab], traces: Traces
) -> None:
    bound, _ = api(memory, "kilo", "icehouse", "icehouse", tracing=traces.tracing)

    bound.refresh(Context(), number=1)

    producer, consumer = traces.ended(2)
    assert (producer.kind, consumer.kind) == (SpanKind.PRODUCER, SpanKind.CONSUMER)
    assert producer.parent is None
    assert consumer.parent == _remote(producer)


def test_method_when_it_runs_is_inside_the_span_of_its_server(
    memory: Any, labs: dict[str, Lab], traces: Traces
) -> None:
    bound, _ = api(memory, "kilo", "kilo", "kilo", tracing=traces.tracing)
    inside: list[Any] = []
    labs["kilo"].acts["look"] = lambda: inside.append(trace.get_current_span().get_span_context())

    bound.run(Context(), "look")

    _, server = traces.ended(2)
    assert inside == [server.context]


def test_call_when_the_server_does_not_trace_carries_on_unharmed(
    fleet: Fleet, traces: Traces
) -> None:
    side = fleet.client("kilo", "icehouse", tracing=traces.tracing)

    side.api.build(Context({"user": "me"}), guest(side.view))

    [client] = traces.ended(1)
    assert client.kind is SpanKind.CLIENT
    [noted] = fleet.labs["icehouse"].noted
    assert noted.context.values == {"user": "me"}
    assert noted.context.sender is not None
    assert set(noted.context.sender.trace) == {"traceparent"}


def test_call_when_the_client_does_not_trace_is_the_root_of_the_server(
    memory: Any, labs: dict[str, Lab], traces: Traces
) -> None:
    bound, _ = api(memory, "kilo", "kilo", "kilo")

    bound.nodes(Context())

    [server] = traces.ended(1)
    assert (server.kind, server.parent) == (SpanKind.SERVER, None)
    assert labs["kilo"].noted[-1].context.sender is not None
    assert labs["kilo"].noted[-1].context.sender.trace == {}


def test_call_when_the_application_has_no_tracer_carries_nothing(fleet: Fleet) -> None:
    side = fleet.client("kilo", "juno", tracing=OpenTelemetry(trace.NoOpTracerProvider()))

    side.api.nodes(Context())

    assert fleet.labs["juno"].noted[0].context.sender == Introduction("tester-kilo", "kilo", "juno")


def test_call_when_the_method_raises_ends_both_spans_as_errors(
    memory: Any, labs: dict[str, Lab], traces: Traces
) -> None:
    def fail() -> None:
        raise ApplicationError("Full", "no room")

    labs["kilo"].acts["fail"] = fail
    bound, _ = api(memory, "kilo", "kilo", "kilo", tracing=traces.tracing)

    with pytest.raises(ApplicationError):
        bound.run(Context(), "fail")

    for span in traces.ended(2):
        assert span.status.status_code is StatusCode.ERROR
        assert span.status.description == "Full: no room"
        assert (span.attributes or {})[error_attributes.ERROR_TYPE] == "failed"


def test_call_when_it_is_refused_ends_both_spans_with_the_code(
    memory: Any, labs: dict[str, Lab], traces: Traces
) -> None:
    bound, view = api(memory, "kilo", "icehouse", "kilo", tracing=traces.tracing)

    with pytest.raises(RefusedError):
        bound.build(Context(), guest(view), note="x")

    codes = [(s.attributes or {})["rpc.response.status_code"] for s in traces.ended(2)]
    assert codes == ["method-refused"] * 2


def test_span_when_a_peer_makes_up_a_method_does_not_take_its_name(traces: Traces) -> None:
    Watched(tracing=traces.tracing).raw("fly", {}, "juno")

    [span] = traces.ended(1)
    assert span.name == "pinrail"
    attributes = span.attributes or {}
    assert attributes[rpc_attributes.RPC_METHOD] == "_OTHER"
    assert attributes[rpc_attributes.RPC_METHOD_ORIGINAL] == "LabAPI.fly"


@pytest.mark.parametrize(
    "carried", ["text", {"traceparent": 5}, {"traceparent": "00-zz-zz-01"}, {5: "x"}, None]
)
def test_trace_when_it_is_forged_is_left_out(traces: Traces, carried: Any) -> None:
    watched = Watched(tracing=traces.tracing)
    sender = {"name": "x", "release": "juno", "reply": "juno", "trace": carried}
    message = {"method": "wait", "version": "1.0", "args": {}}

    watched.dispatcher.dispatch(Incoming(message, {"pinrail": sender}))

    [span] = traces.ended(1)
    assert span.parent is None
    assert watched.lab.noted[0].context.sender is not None
    assert watched.told[0].code is Code.OK


def test_package_when_nobody_traces_or_counts_imports_neither() -> None:
    code = (
        "import sys, rpc; found = [m for m in sys.modules if m.startswith('opentelemetry')"
        " or m in ('rpc.observe.metrics', 'rpc.observe.opentelemetry')];"
        " sys.exit(str(found) if found else 0)"
    )

    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True)

    assert (done.returncode, done.stderr) == (0, b"")
