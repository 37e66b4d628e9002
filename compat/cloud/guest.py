"""What an instance asks of a host, read as far as its release can say it."""

from __future__ import annotations

from typing import Any

from compat.cloud.placement import GuestCell
from vobjects.catalog.instance import Instance


def cells_asked(instance: Instance) -> list[Any]:
    """The NUMA cells of an instance; none if it has none or its release knows none."""
    if not instance.VIEW.has("Instance", "numa_topology"):
        return []
    topology = instance.obj_values().get("numa_topology")
    return list(topology.cells) if topology is not None else []


def guest_cell(cell: Any) -> GuestCell:
    """One cell as the placement sees it."""
    values = cell.obj_values()
    return GuestCell(
        cpus=len(cell.cpuset),
        memory=cell.memory,
        pagesize=values.get("pagesize"),
        pinned=values.get("cpu_pinning_raw") is not None,
    )


def without_devices(instance: Instance) -> Instance:
    """A twin without PCI devices: those belong to the host that it leaves."""
    twin = instance.VIEW.adopt(instance)
    if twin.obj_values().get("pci_devices") is not None:
        twin.pci_devices = None
    return twin
