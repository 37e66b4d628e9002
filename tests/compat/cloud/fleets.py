"""Services of the demo cloud on an in-memory broker, each with a release of its own."""

from __future__ import annotations

import concurrent.futures
import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any

from compat.cloud.api import (
    CloudAddressAPI,
    CloudHostAPI,
    CloudPlacementAPI,
    CloudRecordsAPI,
    CloudTaskAPI,
    request_networks,
)
from compat.cloud.hypervisor import Driver, LibvirtDriver, docker, ironic
from compat.cloud.releases import VERSIONS, known_to, pin
from compat.cloud.services import Compute, Controller, Network, Scheduler, Store
from rpc import MEMORY_URL, Client, Context, Destination, Interface, Peer, Pins, Server, transport
from tests.compat.cloud.asking import Ask, instance
from tests.compat.cloud.hosts import recorded
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache

CONTEXT = Context()
LIBVIRTS = ("libvirt-1", "libvirt-2")
COMPUTES = (*LIBVIRTS, "docker-1", "ironic-1")
TOPICS = {
    "controller": ("cloud_records", "cloud_task"),
    "scheduler": ("cloud_placement",),
    "network": ("cloud_addresses",),
    **dict.fromkeys(COMPUTES, ("cloud_host",)),
}


def mix(release: str, **other: str) -> dict[str, str]:
    """The release of every service; an underscore stands for a hyphen in the names of ``other``."""
    return dict.fromkeys(TOPICS, release) | {k.replace("_", "-"): v for k, v in other.items()}


MIXES: Mapping[str, Mapping[str, str]] = {
    "icehouse": mix("icehouse"),
    "juno": mix("juno"),
    "kilo": mix("kilo"),
    "half": mix("kilo", network="juno", libvirt_1="juno"),
    "old hosts": mix("icehouse", controller="kilo", scheduler="kilo", network="kilo"),
    "impatient": mix("kilo"),
}
_TIMEOUTS = {"impatient": {"controller": 1.0}}
"""Seconds that a service waits for an answer, where they are not the usual ones."""

_SERIAL = itertools.count()


class Fleet:
    """All services of one mix, until :meth:`stop`."""

    def __init__(self, name: str) -> None:
        self.mix, self._timeouts = MIXES[name], _TIMEOUTS.get(name, {})
        self._bus, self._prefix = transport(MEMORY_URL), f"fleet-{next(_SERIAL)}-"
        self.services: dict[str, Any] = {}
        self.stores: dict[str, Store] = {}
        self.pins: dict[str, Pins] = {}
        self.peers: dict[str, Peer] = {}
        self._servers: list[Server] = []
        for service in self.mix:
            self._start(service)
        self.report()

    def stop(self) -> None:
        with concurrent.futures.ThreadPoolExecutor(len(self._servers)) as pool:
            list(pool.map(Server.stop, self._servers))
        self._bus.cleanup()

    def clear(self) -> None:
        """Forget all guests, as if there had been none."""
        for store in self.stores.values():
            store.rows.clear()
        for name in self.mix:
            self.set_pins(name)
        self.report()

    def report(self) -> None:
        for name in COMPUTES:
            self.services[name].report(CONTEXT)

    @property
    def api(self) -> CloudTaskAPI:
        """What users call, at the release of the controller."""
        return Client(self._peer("api", self.mix["controller"]), CloudTaskAPI).prepare(
            server="controller"
        )

    def ask(self, ask: Ask, instance_uuid: str = "", **fields: Any) -> Instance:
        """A new instance as users ask for it."""
        return instance(pin(self.mix["controller"]).view, ask, instance_uuid, **fields)

    def build(self, ask: Ask | Instance, kind: str = "QEMU", nets: tuple[str, ...] = ()) -> Any:
        wanted = self.ask(ask) if isinstance(ask, Ask) else ask
        return self.api.boot_guest(
            CONTEXT,
            instance=wanted,
            filter_properties={"hypervisor_type": kind},
            requested_networks=request_networks(wanted.VIEW, nets),
        )

    def held(self, service: str, uuid: str) -> Instance:
        """The instance as a service has it."""
        return self.stores[service].load(Instance, uuid)

    def holders(self, uuid: str) -> list[str]:
        """The computes that have an instance."""
        return [name for name in COMPUTES if uuid in self.stores[name].keys(Instance)]

    def has_addresses(self, uuid: str) -> bool:
        return uuid in self.stores["network"].keys(InstanceInfoCache)

    @staticmethod
    def until(done: Callable[[], bool]) -> None:
        """Wait for what a service does after it has answered, or without an answer."""
        end = time.monotonic() + 5
        while not done():
            assert time.monotonic() < end, "it did not happen within 5 s"
            time.sleep(0.005)

    def set_pins(self, sender: str, **wrong: str) -> None:
        """Pin all destinations of a service to what runs there, or to something else."""
        for name, topics in TOPICS.items():
            release = wrong.get(name.replace("-", "_"), self.mix[name])
            for topic in topics:
                pins = self.pins[sender]
                pins.set(Destination(topic, name), _known(pins, release))
        self.pins[sender].set(Destination("cloud_host"), _oldest(self.mix))

    def _peer(self, name: str, release: str) -> Peer:
        self.pins[name] = known_to(release)
        self.set_pins(name)
        return Peer(
            transport=self._bus,
            name=name,
            own=pin(release),
            pins=self.pins[name],
            known=known_to(release),
            prefix=self._prefix,
            timeout=self._timeouts.get(name, 10.0),
            heals=False,
        )

    def _start(self, name: str) -> None:
        peer = self._peer(name, self.mix[name])
        self.peers[name], store = peer, Store(peer.view)
        self.stores[name] = store
        service = self.services[name] = _make(name, peer, store)
        every: tuple[type[Interface], ...] = (
            CloudHostAPI,
            CloudTaskAPI,
            CloudRecordsAPI,
            CloudAddressAPI,
            CloudPlacementAPI,
        )
        served = {interface: service for interface in every if isinstance(service, interface)}
        server = Server(peer, served, name)
        server.start()
        self._servers.append(server)


def _make(name: str, peer: Peer, store: Store) -> Any:
    if name in COMPUTES:
        drivers: dict[str, Driver] = {"docker-1": docker(), "ironic-1": ironic()}
        driver = drivers.get(name) or LibvirtDriver(recorded("two_nodes_pci"))
        return Compute(peer, store, name, driver)
    if name == "scheduler":
        return Scheduler(peer)
    return (Controller if name == "controller" else Network)(peer, store)


def _known(pins: Pins, release: str) -> str:
    """The release, or the newest that the sender knows if it is older."""
    return release if release in pins.supported else list(pins.supported)[-1]


def _oldest(releases: Mapping[str, str]) -> str:
    return min((releases[name] for name in COMPUTES), key=list(VERSIONS).index)
