"""A small service at three releases: its interface, an implementation that notes what it runs."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any, Self

from rpc import (
    Client,
    Context,
    Destination,
    Event,
    Interface,
    Peer,
    Pin,
    Pins,
    Server,
    argument_added,
    argument_retyped,
    call,
    cast,
    history,
    initial,
    local,
    method_added,
    version,
)
from vobjects import UUID, InexpressibleError, Loss, View, catalog
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.testing import minimal

PlainNetworks = tuple[Mapping[str, str | None], ...]
VERSIONS = {"icehouse": "1.0", "juno": "1.1", "kilo": "1.2"}
PAIRS = [(sender, receiver) for sender in VERSIONS for receiver in VERSIONS]
GUEST = "5f0a1c1e-0000-4000-8000-000000000001"


def plain_networks(networks: Any, classes: Any) -> Any:
    """The form of icehouse, which has no word for a PCI request."""
    if networks is None:
        return None
    found = [request.obj_values() for request in networks.objects]
    if any("pci_request_id" in facts for facts in found):
        raise InexpressibleError("the port would lose its device")
    return tuple(found)


def network_objects(plain: Any, classes: Any) -> Any:
    """The form since juno."""
    if plain is None:
        return None
    requests = [classes["NetworkRequest"](**dict(facts)) for facts in plain]
    return classes["NetworkRequestList"](objects=requests)


NODE: dict[str, Any] = {"id": 1, "vcpus": 4, "memory_mb": 512, "hypervisor_type": "QEMU"}
"""What the record of a host has at least."""


class LabAPI(Interface):
    """1.0 (icehouse) to 1.2 (kilo)."""

    TOPIC = "lab"

    @call
    def build(
        self,
        context: Context,
        instance: Instance,
        networks: NetworkRequestList | None = None,
        note: str = "",
    ) -> Instance:
        """Give the instance back as it came, on this host."""
        raise NotImplementedError

    @call
    def resize(self, context: Context, uuid: UUID, flavor: Flavor, force: bool = False) -> bool:
        """Say whether it was forced."""
        raise NotImplementedError

    @call
    def pin_cpus(self, context: Context, topology: InstanceNUMATopology) -> int:
        """Count the cells."""
        raise NotImplementedError

    @call
    def nodes(self, context: Context) -> tuple[ComputeNode, ...]:
        """Give what the test has put there."""
        raise NotImplementedError

    @call
    def run(self, context: Context, what: str) -> str | None:
        """Do what the test has put there."""
        raise NotImplementedError

    @call
    def wait(self, context: Context) -> None:
        """Return when all is quiet."""

    @cast
    def refresh(self, context: Context, number: int) -> None:
        """Note that it came."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Networks are objects; CPUs can be pinned.",
            argument_retyped(
                "build", "networks", was=PlainNetworks | None, up=network_objects,
                down=plain_networks,
            ),
            method_added("pin_cpus"),
        ),
        version(
            "1.2",
            "A resize can be forced; a build can have a note.",
            argument_added("resize", "force", why="the resize would wait"),
            argument_added("build", "note", loss=Loss.ALLOWED, why="nobody reads notes there"),
        ),
    )  # fmt: skip


class OtherAPI(Interface):
    """An interface that only kilo has."""

    TOPIC = "other"

    @call
    def ping(self, context: Context) -> str:
        """Answer."""
        raise NotImplementedError

    HISTORY = history(initial("2.0"))


@dataclasses.dataclass
class Noted:
    """One call that was executed."""

    method: str
    context: Context
    arguments: dict[str, Any]


class Lab:
    """Notes every call; has whatever methods are asked for, private ones too."""

    secret = "not for callers"

    def __init__(self, view: View) -> None:
        self.view, self.noted = view, list[Noted]()
        self.found: Any = ()
        self.acts: dict[str, Callable[[], Any]] = {}

    def build(self, context: Context, instance: Any, **others: Any) -> Any:
        self._note("build", context, instance=instance, **others)
        instance.host = "lab"
        return instance

    def resize(self, context: Context, uuid: str, flavor: Any, force: bool = False) -> bool:
        self._note("resize", context, uuid=uuid, flavor=flavor, force=force)
        return force

    def pin_cpus(self, context: Context, topology: Any) -> int:
        self._note("pin_cpus", context, topology=topology)
        return len(topology.cells)

    def nodes(self, context: Context) -> Any:
        self._note("nodes", context)
        return self.found

    def run(self, context: Context, what: str) -> Any:
        self._note("run", context, what=what)
        return self.acts[what]()

    def wait(self, context: Context) -> Any:
        self._note("wait", context)
        return self.found

    def refresh(self, context: Context, number: int) -> None:
        self._note("refresh", context, number=number)

    def _private(self, context: Context) -> None:
        self._note("_private", context)

    @local
    def undeclared(self, context: Context) -> None:
        self._note("undeclared", context)

    def _note(self, method: str, context: Context, **arguments: Any) -> None:
        self.noted.append(Noted(method, context, arguments))


@functools.cache
def pin(release: str, form: str = "compact") -> Pin:
    """What a release speaks; only kilo has the other interface."""
    interfaces = {"LabAPI": LabAPI.LINEAGE.at(VERSIONS[release])}
    if release == "kilo":
        interfaces["OtherAPI"] = OtherAPI.LINEAGE.latest
    return Pin(release, interfaces, views(release), form)


@functools.cache
def views(release: str) -> View:
    """The one view of a release that all of a test uses."""
    return catalog.at(release)


def known(release: str) -> Pins:
    """All releases up to one."""
    names = list(VERSIONS)
    return Pins(tuple(pin(name) for name in names[: names.index(release) + 1]))


def peer(transport: Any, release: str, **options: Any) -> Peer:
    """A peer of a release that pins nothing yet, and takes the first answer for the last."""
    given: dict[str, Any] = {"name": f"tester-{release}", "pins": known(release), "timeout": 20.0}
    given |= {"known": known(release), "heals": False}
    return Peer(transport=transport, own=pin(release), **(given | options))


@dataclasses.dataclass
class Side:
    """A client and what its peer saw."""

    peer: Peer
    client: Client[LabAPI]
    events: list[Event]
    server: str | None

    @property
    def view(self) -> View:
        """The classes of the client's release."""
        return self.peer.view

    @property
    def api(self) -> Any:
        """The methods, sent to the server."""
        return self.client.prepare(server=self.server)

    @property
    def event(self) -> Event:
        """The last one."""
        return self.events[-1]


class Fleet:
    """One server of each release on one broker."""

    def __init__(self, transport: Any, prefix: str = "") -> None:
        self.transport, self.prefix = transport, prefix
        self.labs = {release: Lab(views(release)) for release in VERSIONS}
        self.servers = {
            release: Server(self.peer(release), {LabAPI: lab}, release)
            for release, lab in self.labs.items()
        }

    def peer(self, release: str, **options: Any) -> Peer:
        """A peer on the broker of the fleet."""
        return peer(self.transport, release, **({"prefix": self.prefix} | options))

    def client(
        self, sender: str, receiver: str | None = None, pinned: str | None = None, **options: Any
    ) -> Side:
        """A client of a release; the server is pinned to what runs there, as far as it knows."""
        events: list[Event] = []
        pins = options.setdefault("pins", known(sender))
        found = self.peer(sender, observer=events.append, **options)
        if receiver is not None and isinstance(pins, Pins):
            truth = min(sender, receiver, key=list(VERSIONS).index)
            pins.set(Destination("lab", receiver), pinned or truth)
        return Side(found, Client(found, LabAPI), events, receiver)

    def forget(self) -> None:
        """Forget what was noted."""
        for lab in self.labs.values():
            lab.noted.clear()
            lab.acts.clear()
            lab.found = ()

    def __enter__(self) -> Self:
        in_parallel(Server.start, list(self.servers.values()))
        return self

    def __exit__(self, *error: object) -> None:
        in_parallel(Server.stop, list(self.servers.values()))


def in_parallel(act: Callable[[Any], Any], servers: list[Any]) -> None:
    """Start or stop all servers at once."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(act, servers))


def guest(view: View, **values: Any) -> Any:
    """An instance as every release can hold it."""
    return minimal(view, "Instance", **({"uuid": GUEST, "memory_mb": 512} | values))
