"""Our clients and servers with Nova's interfaces, and plain oslo.messaging on the other side."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from typing import Any

import oslo_messaging
import pytest

from rpc import Client, Context, Destination, Interface, Peer, Pins, RefusedError, Server, transport
from rpc._declare.method import MethodSpec, Style
from rpc._declare.plain_data import DATA
from rpc.catalog import (
    INTERFACES,
    ComputeAPI,
    ComputeTaskAPI,
    NetworkAPI,
    SchedulerAPI,
    pin,
)
from tests.support.nova_interfaces import by_release
from tests.support.nova_schema import expected_by
from tests.support.nova_stock import (
    Everything,
    StockService,
    arguments,
    primitive,
    sparse,
    value,
)
from vobjects.testing import filled, minimal
from vobjects.version import Version

NEWEST = "gazpacho"
OWN: dict[type[Interface], str] = {NetworkAPI: "train"}
RELEASES: dict[type[Interface], list[str]] = {
    ComputeAPI: ["queens", "train", "victoria", "wallaby", NEWEST],
    ComputeTaskAPI: ["kilo", "queens", NEWEST],
    SchedulerAPI: ["mitaka", "queens"],
    NetworkAPI: ["juno", "train"],
}
HOSTS = {"select_destinations": [{"host": "a", "nodename": "a"}]}
"""Results whose plain data have a form."""

PAIRS = [(interface, release) for interface, found in RELEASES.items() for release in found]


def name(case: Any) -> str:
    return case.__name__ if isinstance(case, type) else str(case)


def ours(transport: Any, interface: type[Interface], release: str) -> Peer:
    """A peer of the newest release that knows one older one."""
    own = OWN.get(interface, NEWEST)
    known = tuple(pin(each) for each in dict.fromkeys((release, own)))
    prefix = f"{interface.__name__}-{release}-"
    return Peer(transport, "ours", known[-1], Pins(known), Pins(known), prefix=prefix, timeout=10.0)


def rounds(interface: type[Interface], release: str) -> Iterator[tuple[str, str]]:
    """The methods that the older release has: their names now, and then."""
    lineage, own = interface.LINEAGE, pin(OWN.get(interface, NEWEST)).speaks(interface.LINEAGE)
    then = pin(release).speaks(lineage)
    for old in lineage.methods[then]:
        now = lineage.later(old, then, own)
        if now is not None:
            yield now, old


@dataclasses.dataclass
class Stock:
    """A stock server of a release, and our client of it."""

    service: StockService
    peer: Peer
    interface: type[Interface]
    release: str

    @property
    def api(self) -> Any:
        return Client(self.peer, self.interface).prepare(server="stock")


@contextlib.contextmanager
def serve_stock(transport: Any, interface: type[Interface], release: str) -> Iterator[Stock]:
    service = StockService(interface.__name__, release, interface.NAMESPACE)
    peer = ours(transport, interface, release)
    peer.pins.set(Destination(interface.TOPIC, "stock"), release)  # type: ignore[attr-defined]
    target = oslo_messaging.Target(topic=peer.prefix + interface.TOPIC, server="stock")
    server = oslo_messaging.get_rpc_server(transport, target, [service])
    server.start()
    try:
        yield Stock(service, peer, interface, release)
    finally:
        server.stop()
        server.wait()


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: "-".join(map(name, pair)))
def stock(memory: Any, request: pytest.FixtureRequest) -> Iterator[Stock]:
    with serve_stock(memory, *request.param) as found:
        yield found


def test_methods_when_a_stock_server_has_them_are_called_in_its_form(stock: Stock) -> None:
    lineage, view = stock.interface.LINEAGE, stock.peer.view
    own, then = stock.peer.own.speaks(lineage), pin(stock.release).speaks(lineage)
    for now, old in rounds(stock.interface, stock.release):
        spec, older = lineage.methods[own][now], lineage.methods[then][old]
        given = arguments(spec, view, older.arguments)
        stock.service.seen.clear()
        stock.service.answer = answer(stock.release, older)

        found = getattr(stock.api, now)(Context({"user": "me"}), **given)

        wait(stock.service, spec.style)
        [(called, seen)] = stock.service.seen
        assert called == old
        assert set(seen) == set(older.arguments)
        for each in seen.values():
            check(stock.release, each)
        assert (found is None) is (spec.result is None)


def answer(release: str, spec: MethodSpec) -> Any:
    """The result that a stock server of a release gives."""
    if spec.result is None or spec.result is DATA:
        return HOSTS.get(spec.name, [1]) if spec.result else None
    view = pin(release).view
    found = spec.result.check(value(spec.result, view), ("$",), view.judge)
    return primitive(view, spec.result, found)


def check(release: str, raw: Any) -> None:
    """Every object in a value is one that the release knows, by Nova's own source."""
    if isinstance(raw, dict) and "nova_object.name" in raw:
        expected_by(pin(release).view, raw)
    elif isinstance(raw, list):
        for each in raw:
            check(release, each)


def wait(service: Any, style: Style) -> None:
    """A cast is on its way when it was sent."""
    end = time.monotonic() + 5
    while style is Style.CAST and not service.seen:
        assert time.monotonic() < end, "the cast did not arrive within 5 s"
        time.sleep(0.001)


@dataclasses.dataclass
class Served:
    """Our server, and a stock client of an older release."""

    everything: Everything
    client: Any
    interface: type[Interface]
    release: str


@contextlib.contextmanager
def serve_ours(transport: Any, interface: type[Interface], release: str) -> Iterator[Served]:
    peer, everything = ours(transport, interface, release), Everything()
    peer = dataclasses.replace(peer, prefix=f"served-{peer.prefix}")
    server = Server(peer, {interface: everything}, "ours")
    server.start()
    target = oslo_messaging.Target(
        topic=peer.prefix + interface.TOPIC, namespace=interface.NAMESPACE
    )
    client = oslo_messaging.get_rpc_client(transport, target, timeout=10)
    try:
        yield Served(everything, client, interface, release)
    finally:
        server.stop()


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: "-".join(map(name, pair)))
def served(memory: Any, request: pytest.FixtureRequest) -> Iterator[Served]:
    with serve_ours(memory, *request.param) as found:
        yield found


def test_methods_when_a_stock_client_calls_are_run_with_what_it_sent(served: Served) -> None:
    lineage = served.interface.LINEAGE
    own = pin(OWN.get(served.interface, NEWEST))
    then, view = pin(served.release).speaks(lineage), pin(served.release).view
    facts = by_release(served.interface.__name__)[served.release]
    for now, old in rounds(served.interface, served.release):
        spec, older = lineage.methods[own.speaks(lineage)][now], lineage.methods[then][old]
        given = arguments(older, view, older.arguments, filled)
        sent = {n: primitive(view, older.arguments[n].type, v) for n, v in given.items()}
        served.everything.seen.clear()
        served.everything.answers[now] = spec.result and value(spec.result, own.view)
        bound = served.client.prepare(server="ours", version=facts.version)

        found = bound.call({"user": "me"}, old, **sent)

        [(called, seen)] = served.everything.seen
        assert called == now
        assert set(seen) == set(spec.arguments)
        for each, argument in seen.items():
            spec.arguments[each].type.check(argument, ("$",), own.view.judge)
        check(served.release, found)
        assert (found is None) is (older.result is None)


def test_versions_when_a_stock_client_is_capped_are_all_served(memory: Any) -> None:
    spec = pin("pike").view.to_primitive(minimal(pin("pike").view, "RequestSpec"))

    with serve_ours(memory, SchedulerAPI, "pike") as served:
        served.everything.answers["select_destinations"] = ()
        for version in ("4.0", "4.3", "4.4", "4.5"):
            bound = served.client.prepare(version=version, version_cap="4.5")
            assert bound.call({}, "select_destinations", spec_obj=spec) == []


@pytest.mark.parametrize(
    ("method", "version"),
    [("fly", "6.0"), ("get_console_topic", "5.13"), ("pause_instance", "7.0")],
)
def test_call_when_nobody_serves_it_is_what_oslo_messaging_raises(
    memory: Any, method: str, version: str
) -> None:
    with (
        serve_ours(memory, ComputeAPI, "xena") as served,
        pytest.raises(oslo_messaging.RemoteError) as caught,
    ):
        served.client.prepare(version=version).call({}, method, instance=None)

    assert caught.value.exc_type == "UnsupportedVersion"
    assert served.everything.seen == []


def test_method_when_a_stock_server_is_older_than_its_pin_is_refused(memory: Any) -> None:
    known = Pins((pin("train"), pin(NEWEST)))
    known.set(Destination("compute", "stock"), "train")

    with serve_stock(memory, ComputeAPI, "rocky") as stock:
        stock.peer = dataclasses.replace(stock.peer, pins=known, known=known)
        with pytest.raises(RefusedError) as caught:
            stock.api.drop_move_claim_at_destination(Context(), sparse(stock.peer.view, "Instance"))

    assert (caught.value.code, caught.value.supports) == ("method-refused", {})


RABBIT = [(ComputeAPI, "train"), (ComputeAPI, NEWEST), (SchedulerAPI, "queens")]


@pytest.mark.rabbit
@pytest.mark.slow
@pytest.mark.parametrize(("interface", "release"), RABBIT)
def test_methods_when_the_broker_is_rabbitmq_go_both_ways(
    rabbit_transport: Any, interface: type[Interface], release: str
) -> None:
    with serve_stock(rabbit_transport, interface, release) as stock:
        test_methods_when_a_stock_server_has_them_are_called_in_its_form(stock)
    with serve_ours(rabbit_transport, interface, release) as served:
        test_methods_when_a_stock_client_calls_are_run_with_what_it_sent(served)


@pytest.fixture(scope="module")
def rabbit_transport(request: pytest.FixtureRequest) -> Iterator[Any]:
    broker = transport(request.getfixturevalue("rabbit_url"))
    yield broker
    broker.cleanup()


def test_interfaces_when_listed_are_all_tried() -> None:
    assert set(RELEASES) == set(INTERFACES)
    assert all(Version.parse(by_release(i.__name__)[r].version) for i, r in PAIRS)
