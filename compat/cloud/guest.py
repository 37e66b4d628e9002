"""What an instance asks of a host, read as far as its release can say it."""

from __future__ import annotations

from collections.abc import Iterable

from compat.cloud.flavors import pci_requests_of
from compat.cloud.placement import GuestCell, Specs
from compat.cloud.store import Store
from rpc import ApplicationError
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.pci_device import PciDevice


def stored(store: Store, uuid: str) -> Instance:
    """An instance that a service holds.

    Raises:
        ApplicationError: ``InstanceNotFound``.
    """
    try:
        return store.load(Instance, uuid)
    except KeyError:
        raise ApplicationError("InstanceNotFound", f"there is no instance {uuid}") from None


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


def guest_cell(cell: InstanceNUMACell) -> GuestCell:
    """One cell as the placement sees it."""
    values = cell.obj_values()
    return GuestCell(
        cpus=len(cell.cpuset),
        memory=cell.memory,
        pagesize=values.get("pagesize"),
        pinned=values.get("cpu_pinning_raw") is not None,
    )


def devices_asked(instance: Instance) -> list[Specs]:
    """The specs of each virtual function that an instance asks for."""
    return [
        tuple(request.get("spec") or ())
        for request in pci_requests_of(instance)
        for _ in range(request["count"])
    ]


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
