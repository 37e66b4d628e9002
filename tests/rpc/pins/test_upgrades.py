"""Any order of upgrades, rollbacks, pins and calls: each call is run once, or not and says why."""

from __future__ import annotations

import json
from typing import Any

import hypothesis
from hypothesis import strategies

from rpc import (
    ArgumentRefusedError,
    Client,
    Code,
    Context,
    Destination,
    Event,
    Peer,
    Pins,
    RefusedError,
)
from rpc._broker.route import Route
from rpc._server.dispatcher import Dispatcher
from rpc._server.endpoints import Endpoint, Endpoints
from rpc._wire.message import Message
from rpc.pins._lookup import Answer, Known, Unknown
from tests.rpc.direct import Incoming
from tests.support.lab import GUEST, VERSIONS, Lab, LabAPI, known, peer, pin, views
from vobjects import BackportRefusedError
from vobjects.testing import minimal

ORDER = list(VERSIONS)
HOSTS = ("a", "b")
RELEASES = strategies.sampled_from(ORDER)


class Fleet:
    """Servers without a broker, each at a release that can change; any of them takes a topic."""

    def __init__(self) -> None:
        self.runs = dict.fromkeys(HOSTS, "icehouse")
        self.turn, self.messages, self.executed = 0, 0, list[int]()

    def send(self, message: Message, route: Route) -> Any:
        """Deliver a message as JSON, and give the answer as JSON."""
        self.messages += 1
        self.turn += route.server is None
        host = route.server or HOSTS[self.turn % len(HOSTS)]
        release = self.runs[host]
        lab, own = Lab(views(release)), peer(None, release, name=f"lab-{host}")
        dispatcher = Dispatcher(own, Endpoints([Endpoint.of(own, LabAPI.LINEAGE, lab)]))
        sent = {"method": message.method, "version": message.version, "args": message.body}
        raw, context = json.loads(json.dumps([sent, message.context]))
        answer = dispatcher.dispatch(Incoming(raw, context))
        self.executed += [len(lab.noted)]
        return json.loads(json.dumps(answer))


class Source:
    """Says what a test has put there; nothing is known at first."""

    def __init__(self) -> None:
        self.pins: dict[Destination, Answer] = {}

    def answer(self, destination: Destination) -> Answer:
        return self.pins.get(destination, Unknown("the test does not say"))


class World:
    """One client of kilo and the fleet that it calls."""

    def __init__(self, transport: Any) -> None:
        self.fleet, self.source, self.events = Fleet(), Source(), list[Event]()
        self.peer = Peer(
            transport, "tester", pin("kilo"), self.source, known("kilo"), self.events.append
        )
        self.client = Client(self.peer, LabAPI)
        self.client._carrier = self.fleet  # type: ignore[assignment]

    def call(self, server: str | None, force: bool) -> tuple[int, int]:
        """How many messages a call took, and how often it was run."""
        self.fleet.messages, self.fleet.executed = 0, []
        flavor = minimal(
            self.peer.view, "Flavor", flavorid="1", name="small", memory_mb=512, vcpus=1
        )
        api: Any = self.client.prepare(server=server)
        try:
            assert api.resize(Context(), uuid=GUEST, flavor=flavor, force=force) is force
        except (ArgumentRefusedError, BackportRefusedError):
            assert self.events[-1].code is Code.BACKPORT_REFUSED
        except RefusedError:
            assert self.events[-1].mispinned
            assert server is None
        else:
            assert self.events[-1].code is Code.OK
        return self.fleet.messages, sum(self.fleet.executed)


ACTS = strategies.lists(
    strategies.one_of(
        strategies.tuples(strategies.just("runs"), strategies.sampled_from(HOSTS), RELEASES),
        strategies.tuples(
            strategies.just("pins"), strategies.sampled_from([None, *HOSTS]),
            strategies.one_of(strategies.none(), RELEASES),
        ),
        strategies.tuples(
            strategies.just("call"), strategies.sampled_from(HOSTS), strategies.booleans()
        ),
    ),
    max_size=30,
)  # fmt: skip


DOWNGRADED_TWICE: list[tuple[str, Any, Any]] = [
    ("runs", "a", "juno"),
    ("pins", "a", "kilo"),
    ("call", "a", False),
    ("runs", "a", "icehouse"),
    ("call", "a", False),
]


@hypothesis.settings(deadline=None)
@hypothesis.example(acts=DOWNGRADED_TWICE)
@hypothesis.given(acts=ACTS)
def test_call_when_anything_happened_before_is_run_once_or_refused_by_its_sender(
    memory: Any, acts: list[tuple[str, Any, Any]]
) -> None:
    world = World(memory)
    for act, who, what in acts:
        place = Destination("lab", who)
        if act == "runs":
            world.fleet.runs[who] = what
        elif act == "pins":
            known_ = Known(pin(what), "the test") if what else Unknown("the test")
            world.source.pins[place] = known_
        else:
            _check(world, who, what)


def _check(world: World, server: str, force: bool) -> None:
    """One call: at most one refusal, nothing done twice, and what was learnt is kept."""
    messages, executed = world.call(server, force)
    ended, runs = world.events[-1], world.fleet.runs[server]

    assert executed == (ended.code is Code.OK)
    assert messages <= 2
    assert (messages == 2) <= bool(ended.mispinned)
    if ended.mispinned:
        assert ORDER.index(ended.mispinned) > ORDER.index(runs) == ORDER.index(ended.pinned)
    if ended.code is Code.OK:
        assert ORDER.index(ended.pinned) <= ORDER.index(runs) or not force
        assert world.call(server, force) == (1, 1)
        assert not world.events[-1].mispinned


@hypothesis.settings(deadline=None)
@hypothesis.given(strategies.lists(strategies.tuples(RELEASES, RELEASES, RELEASES), min_size=1))
def test_call_when_a_topic_is_mixed_is_never_run_twice_and_soon_needs_one_message(
    memory: Any, fleets: list[tuple[str, str, str]]
) -> None:
    """Two servers of a topic can refuse one call one after the other: it is sent twice at most."""
    world = World(memory)
    pins = Pins(tuple(known("kilo").supported.values()))
    for one, other, pinned in fleets:
        world.fleet.runs = {"a": one, "b": other}
        pins.set(Destination("lab"), pinned)
        world.source.pins[Destination("lab")] = pins.answer(Destination("lab"))
        for _ in range(4):
            messages, executed = world.call(None, force=False)
            assert messages <= 2
            assert executed == (world.events[-1].code is Code.OK)
        assert world.call(None, force=False) == (1, 1)
