"""The cloud while it runs: services started, upgraded and pinned as a plan says."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import itertools
import os
from collections.abc import Callable, Mapping
from typing import Any

from compat.cloud.host import Tree
from compat.cloud.hypervisor import Driver, LibvirtDriver, docker, ironic
from compat.cloud.releases import VERSIONS, known_to, pin
from compat.cloud.services import Compute, Controller, Network, Rows, Scheduler, Store
from compat.rehearse._fleet import FLEET, SERVED, Role, Service
from compat.rehearse._plan import Step
from rpc import Context, Destination, Peer, Pins, Server
from rpc.observe._events import Observer

_SERIAL = itertools.count()


@dataclasses.dataclass
class Running:
    """One service that runs: its peer, what it implements, and the server in front of it."""

    service: Service
    peer: Peer
    pins: Pins
    implementation: Any
    store: Store
    server: Server


class Cloud:
    """All services of the fleet on one broker.

    Args:
        transport: an RPC transport of oslo.messaging.
        observer: told of every message.
        tree: the sysfs of the libvirt hosts.
        overrides: server to release, for pins that are set whatever runs there.
        deadline: seconds that a call may take.
    """

    def __init__(
        self,
        transport: Any,
        observer: Observer,
        tree: Tree,
        overrides: Mapping[str, str],
        deadline: float,
    ) -> None:
        self._transport, self._observer, self._deadline = transport, observer, deadline
        self._overrides = dict(overrides)
        self._prefix = f"rehearsal-{os.getpid()}-{next(_SERIAL)}-"
        self._drivers: dict[Role, Driver] = {
            Role.LIBVIRT: LibvirtDriver(tree),
            Role.DOCKER: docker(),
            Role.IRONIC: ironic(),
        }
        self.running: dict[str, Running] = {}
        self.api: Peer | None = None

    def enter(self, step: Step) -> None:
        """Bring the fleet into the state of a step."""
        wanted = [s for s in FLEET if self._release(s.name) != step.mix[s.name]]
        rows = {s.name: self._stop(s.name) for s in wanted if s.name in self.running}
        for service in wanted:
            self._start(service, step.mix[service.name], rows.get(service.name, {}))
        self.api, api_pins = self._peer("api", step.release(Role.API))
        for pins in [api_pins, *(running.pins for running in self.running.values())]:
            self._pin(pins, step)
        for running in self.running.values():
            if isinstance(running.implementation, Compute):
                running.implementation.report(Context())

    def close(self) -> None:
        """Stop all services."""
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(self._stop, list(self.running)))

    @property
    def queues(self) -> list[str]:
        """The durable queues of the fleet, which nothing but this rehearsal uses."""
        topics = {topic for service in FLEET for topic in service.topics}
        servers = [f"{topic}.{service.name}" for service in FLEET for topic in service.topics]
        return [self._prefix + name for name in (*sorted(topics), *servers)]

    def _release(self, name: str) -> str | None:
        return self.running[name].peer.own.release if name in self.running else None

    def _peer(self, name: str, release: str) -> tuple[Peer, Pins]:
        pins = known_to(release)
        peer = Peer(
            self._transport,
            name,
            pin(release),
            pins,
            known_to(release),
            self._observer,
            self._prefix,
            self._deadline,
            heals=False,  # a wrong pin is what a rehearsal is to find
        )
        return peer, pins

    def _pin(self, pins: Pins, step: Step) -> None:
        """Pin every destination to what runs there, as far as the sender's release knows it."""
        for service in FLEET:
            release = self._overrides.get(service.name, step.mix[service.name])
            for topic in service.topics:
                pins.set(Destination(topic, service.name), _known(pins, release))
        for topic, release in step.topics.items():
            pins.set(Destination(topic), _known(pins, release))

    def _start(self, service: Service, release: str, rows: Rows) -> None:
        peer, pins = self._peer(service.name, release)
        store = Store(peer.view, rows)
        implementation = self._make(service, peer, store)
        server = Server(peer, dict.fromkeys(SERVED[service.role], implementation), service.name)
        server.start()
        self.running[service.name] = Running(service, peer, pins, implementation, store, server)

    def _make(self, service: Service, peer: Peer, store: Store) -> Any:
        if service.role.is_compute:
            return Compute(peer, store, service.name, self._drivers[service.role])
        makers: dict[Role, Callable[[], Any]] = {
            Role.CONTROLLER: lambda: Controller(peer, store),
            Role.SCHEDULER: lambda: Scheduler(peer),
            Role.NETWORK: lambda: Network(peer, store),
        }
        return makers[service.role]()

    def _stop(self, name: str) -> Rows:
        running = self.running.pop(name)
        running.server.stop()
        return running.store.rows


def _known(pins: Pins, release: str) -> str:
    """The release, or the newest that the sender's code knows if it is older."""
    names = list(VERSIONS)
    return min(release, list(pins.supported)[-1], key=names.index)
