"""Hosts whose resources are declared: containers with docker, whole machines with ironic."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from compat.cloud._guest import cells_asked, devices_asked, memory_misfit, memory_of
from compat.cloud.host import new_record
from rpc import ApplicationError
from vobjects import View
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


@dataclasses.dataclass(frozen=True)
class DeclaredDriver:
    """A host without NUMA and PCI, as its operator declares it."""

    hypervisor_type: str
    vcpus: int
    memory_mb: int
    """MiB."""
    guests: int
    """Most guests at a time."""

    def claim(self, instance: Instance, others: Sequence[Instance]) -> None:
        """Take an instance that asks for no NUMA and no devices, if there is room."""
        if cells_asked(instance) or devices_asked(instance):
            why = f"{self.hypervisor_type} gives no NUMA nodes and no PCI devices"
        elif len(others) >= self.guests:
            why = f"1 guest asked, {len(others)} of {self.guests} run already"
        else:
            why = memory_misfit(instance, others, self.memory_mb) or ""
        if why:
            raise ApplicationError("ComputeResourcesUnavailable", why)

    def node(self, view: View, host: str, instances: Sequence[Instance]) -> ComputeNode:
        """The record of the host."""
        full = len(instances) >= self.guests
        used = self.memory_mb if full else memory_of(instances)
        return new_record(
            view,
            host,
            hypervisor_type=self.hypervisor_type,
            vcpus=self.vcpus,
            memory_mb=self.memory_mb,
            memory_mb_used=used,
            running_vms=len(instances),
        )


def docker() -> DeclaredDriver:
    """A host that runs containers."""
    return DeclaredDriver("docker", vcpus=32, memory_mb=65536, guests=64)


def ironic() -> DeclaredDriver:
    """Machines that are given to one guest each."""
    return DeclaredDriver("ironic", vcpus=32, memory_mb=262144, guests=8)
