"""What every service holds, compared with the ledger, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from compat.cloud.host import HostFacts
from compat.cloud.releases import VERSIONS
from compat.rehearse import _facts as facts
from compat.rehearse._fleet import FLEET, Role
from compat.rehearse._ledger import Entry, Ledger, differences
from compat.rehearse._outcome import Lost
from compat.rehearse._plan import Step
from compat.rehearse._recorder import Sent
from compat.rehearse._running import Cloud, Running
from vobjects import DecodeError
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache


class Comparison:
    """Compares one cloud with one ledger at the end of every step."""

    def __init__(self, cloud: Cloud, ledger: Ledger, host: HostFacts) -> None:
        self._cloud, self._ledger, self._host = cloud, ledger, host
        self._told: set[tuple[str, ...]] = set()

    def losses(self, step: Step, sent: list[Sent]) -> Iterator[Lost]:
        """Every fact that a service does not hold as it was asked for, at its first step."""
        declared = {loss.field for one in sent for loss in one.event.losses}
        for lost in [*self._guests(step), *self._hosts(step)]:
            service, guest, field, expected, found, sender, receiver = lost
            if (key := (service, guest, field)) in self._told:
                continue
            self._told.add(key)
            told = any(name in field for name in declared)
            yield Lost(step.number, service, guest, field, expected, found, sender, receiver, told)

    def _guests(self, step: Step) -> Iterator[tuple[str, ...]]:
        for guest, entry in self._ledger.entries.items():
            for name, sender in (("controller", entry.host), (entry.host, "controller")):
                found = self._instance(self._cloud.running[name], entry)
                for d in differences(entry.facts(), found):
                    pair = (step.release(sender), step.release(name))
                    yield name, guest, d.field, str(d.expected), str(d.found), *pair
            wanted = {"networks": entry.facts()["networks"]}
            for d in differences(wanted, self._networks(entry)):
                pair = (step.release(entry.host), step.release("network"))
                yield "network", guest, d.field, str(d.expected), str(d.found), *pair
        yield from self._strangers(step)

    def _strangers(self, step: Step) -> Iterator[tuple[str, ...]]:
        """Guests that a service holds and nobody asked for."""
        for name, running in self._cloud.running.items():
            right = {
                entry.uuid
                for entry in self._ledger.entries.values()
                if name in ("controller", "network", entry.host)
            }
            for key in set(running.store.keys(Instance)) - right:
                pair = (step.release("controller"), step.release(name))
                yield name, key, "instance", "nothing", "an instance", *pair

    def _hosts(self, step: Step) -> Iterator[tuple[str, ...]]:
        records = {
            str(node.hypervisor_hostname): node
            for node in self._cloud.running["controller"].store.all(ComputeNode)
        }
        for service in FLEET:
            if not service.role.is_compute:
                continue
            has = self._host if service.role is Role.LIBVIRT else None
            releases = (step.release(service.name), step.release("controller"))
            tells_numa = min(map(list(VERSIONS).index, releases)) >= list(VERSIONS).index("juno")
            wanted = self._ledger.host_facts(service.name, has, tells_numa)
            node = records.get(service.name)
            found = facts.of_node(node) if node is not None else {}
            for d in differences(wanted, found):
                if d.field in wanted:
                    host = f"host {service.name}"
                    yield "controller", host, d.field, str(d.expected), str(d.found), *releases

    def _instance(self, running: Running, entry: Entry) -> facts.Facts:
        if entry.uuid not in running.store.keys(Instance):
            return {}
        try:
            return facts.of_instance(running.store.load(Instance, entry.uuid))
        except DecodeError:
            return {}  # what a service cannot read it does not hold

    def _networks(self, entry: Entry) -> facts.Facts:
        store = self._cloud.running["network"].store
        if entry.uuid not in store.keys(InstanceInfoCache):
            return {}
        return {"networks": facts.networks(store.load(InstanceInfoCache, entry.uuid))}
