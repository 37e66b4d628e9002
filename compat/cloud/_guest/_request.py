"""What an instance asks of a host, read as far as its release can say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compat.cloud._guest._flavors import pci_requests_of
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.pci_device import PciDevice
from vobjects.catalog.placement import (
    Device,
    GuestCell,
    HostCell,
    NoRoomError,
    Placement,
    Want,
    place,
)


def topology_of(instance: Instance) -> InstanceNUMATopology | None:
    """The NUMA topology of an instance; None if it has none or its release knows none."""
    if not instance.VIEW.has("Instance", "numa_topology"):
        return None
    found: InstanceNUMATopology | None = instance.obj_values().get("numa_topology")
    return found


def cells_asked(instance: Instance) -> list[InstanceNUMACell]:
    """The NUMA cells of an instance."""
    topology = topology_of(instance)
    return list(topology.cells) if topology is not None else []


def devices_asked(instance: Instance) -> list[Want]:
    """Each virtual function that an instance asks for."""
    return [
        Want.of(request) for request in pci_requests_of(instance) for _ in range(request["count"])
    ]


def find_place(
    instance: Instance, hosts: Sequence[HostCell], free: Sequence[Device]
) -> Placement | str:
    """Return where an instance goes on a host, or why it does not fit."""
    cells = [GuestCell.of(cell) for cell in cells_asked(instance)]
    try:
        return place(cells, hosts, devices_asked(instance), free)
    except NoRoomError as error:
        return ", ".join(map(str, error.shortages))


def devices_of(instance: Instance) -> list[PciDevice]:
    """The PCI devices that an instance was given."""
    found = instance.obj_values().get("pci_devices")
    return list(found.objects) if found is not None else []


def memory_of(instances: Iterable[Instance]) -> int:
    """The MiB that instances have together."""
    return sum(instance.obj_values().get("memory_mb") or 0 for instance in instances)


def memory_misfit(instance: Instance, others: Iterable[Instance], total: int) -> str | None:
    """Why an instance does not fit beside others into ``total`` MiB, or None if it does."""
    asked, free = memory_of([instance]), total - memory_of(others)
    return f"{asked} MiB asked, {free} free" if asked > free else None


def without_devices(instance: Instance) -> Instance:
    """A twin without PCI devices: those belong to the host that it leaves."""
    twin = instance.VIEW.adopt(instance)
    if twin.obj_values().get("pci_devices") is not None:
        twin.pci_devices = None
    return twin
