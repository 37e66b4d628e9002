"""The ledger: what was asked for, kept apart from every service and every conversion."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from compat.cloud.host import HostFacts
from compat.rehearse._facts import Facts
from compat.rehearse._guests import GuestKind


@dataclasses.dataclass
class Entry:
    """One guest that was booted and not deleted."""

    uuid: str
    kind: GuestKind
    request_id: str
    host: str
    networks: list[str]

    def facts(self) -> Facts:
        """What every service must hold of the guest, by path."""
        kind = self.kind
        facts: Facts = {
            "flavor.name": f"m1.{kind.name}",
            "flavor.flavorid": f"{kind.name}-{kind.memory}",
            "flavor.memory_mb": kind.memory,
            "flavor.vcpus": kind.vcpus,
            "flavor.root_gb": 20,
            "memory_mb": kind.memory,
            "vcpus": kind.vcpus,
            "host": self.host,
            "project_id": "rehearsal",
            "pci_devices": kind.pci,
            "networks": [(network, self.host) for network in self.networks],
        }
        if kind.pci:
            facts |= {
                "pci_requests[0].count": kind.pci,
                "pci_requests[0].request_id": self.request_id,
            }
        for place in range(kind.cells):
            facts |= {f"numa_topology.cells[{place}].{k}": v for k, v in self._cell(place).items()}
        return facts

    def _cell(self, place: int) -> Facts:
        kind = self.kind
        share = kind.vcpus // kind.cells
        facts: Facts = {
            "cpuset": list(range(place * share, (place + 1) * share)),
            "memory": kind.memory // kind.cells,
        }
        if kind.pagesize is not None:
            facts["pagesize"] = kind.pagesize
        if kind.pinned:
            facts |= {"pinned_cpus": share, "cpu_topology.threads": share}
        return facts


class Ledger:
    """All guests that should be there now."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def on(self, host: str) -> list[Entry]:
        """The guests that should be on a host."""
        return [entry for entry in self.entries.values() if entry.host == host]

    def host_facts(self, host: str, has: HostFacts | None, tells_numa: bool) -> Facts:
        """What the record of a host must say.

        Args:
            host: its name.
            has: what the host has; None for hosts whose resources are declared.
            tells_numa: whether the releases on the way have a field for NUMA nodes.
        """
        guests = self.on(host)
        facts: Facts = {"running_vms": len(guests), "pci_device_pools.count": 0}
        if has is not None:
            functions = sum(device.dev_type == "type-VF" for device in has.pci)
            facts["pci_device_pools.count"] = functions - sum(g.kind.pci for g in guests)
            facts["memory_mb_used"] = sum(guest.kind.memory for guest in guests)
        if has is not None and tells_numa:
            facts["numa_topology.cells"] = len(has.cells)
            facts["numa_topology.cpus"] = sum(len(cell.cpus) for cell in has.cells)
        return facts


@dataclasses.dataclass(frozen=True)
class Difference:
    """A fact that a service holds otherwise than the ledger."""

    field: str
    expected: object
    found: object


def differences(expected: Facts, found: Mapping[str, object]) -> Iterator[Difference]:
    """Compare field by field; a field that is asked for and not held is a difference."""
    for field, value in expected.items():
        if found.get(field) != value:
            yield Difference(field, value, found.get(field, "nothing"))
    for field, value in found.items():
        if field not in expected and value not in (None, 0, [], ""):
            yield Difference(field, "nothing", value)
