"""Instances as a user of a release asks for them."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Any

from compat.cloud._guest import set_flavor, set_pci_requests
from vobjects import View
from vobjects.catalog.cpu import VirtCPUTopology
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.testing import minimal

RELEASES = ("icehouse", "juno", "kilo")
NIC = {"vendor_id": "8086", "product_id": "154c"}


@dataclasses.dataclass(frozen=True)
class Ask:
    """What a guest asks for; memory and CPUs are shared out to its cells."""

    cells: int = 0
    vcpus: int = 2
    memory: int = 1024
    """MiB."""
    pagesize: int | None = None
    """KiB in a page."""
    pinned: bool = False
    devices: int = 0


PLAIN = Ask()
NUMA = Ask(cells=2, vcpus=4)
SRIOV = Ask(devices=1)
PAGES = Ask(cells=2, vcpus=4, pagesize=2048)
PINNED = Ask(cells=1, pinned=True)
NFV = Ask(cells=2, vcpus=4, pagesize=2048, pinned=True, devices=1)

OLDEST = {PLAIN: "icehouse", SRIOV: "icehouse", NUMA: "juno", PAGES: "kilo", PINNED: "kilo"}
"""The oldest release that knows all that is asked."""


def new_uuid() -> str:
    return str(uuid.uuid4())


def flavor(view: View, ask: Ask) -> Flavor:
    return minimal(  # type: ignore[no-any-return]  # it is made by its name
        view,
        "Flavor",
        id=7,
        name="m1.test",
        flavorid="7",
        memory_mb=ask.memory,
        vcpus=ask.vcpus,
        root_gb=20,
        deleted=False,
        disabled=False,
        is_public=True,
    )


def topology(view: View, ask: Ask, instance_uuid: str) -> InstanceNUMATopology:
    share = ask.vcpus // ask.cells
    cells = tuple(_cell(view, ask, number, share) for number in range(ask.cells))
    return view[InstanceNUMATopology](instance_uuid=instance_uuid, cells=cells)


def _cell(view: View, ask: Ask, number: int, share: int) -> InstanceNUMACell:
    cpus = frozenset(range(number * share, (number + 1) * share))
    cell: InstanceNUMACell = minimal(
        view, "InstanceNUMACell", id=number, cpuset=cpus, memory=ask.memory // ask.cells
    )
    if ask.pagesize is not None:
        cell.pagesize = ask.pagesize
    if ask.pinned:
        cell.cpu_pinning_raw = {}
        cell.cpu_topology = view[VirtCPUTopology](sockets=1, cores=1, threads=share)
    return cell


def instance(view: View, ask: Ask = PLAIN, instance_uuid: str = "", **fields: Any) -> Instance:
    """A new instance; ``fields`` are set on it as they are."""
    found: Instance = minimal(
        view, "Instance", uuid=instance_uuid or new_uuid(), system_metadata={}, **fields
    )
    set_flavor(found, flavor(view, ask))
    if ask.cells:
        found.numa_topology = topology(view, ask, found.uuid)
    if ask.devices:
        request = {"count": ask.devices, "spec": [NIC], "request_id": new_uuid()}
        set_pci_requests(found, [request])
    return found


def cells(found: Instance) -> list[InstanceNUMACell]:
    """The cells of an instance at any release."""
    topology = found.obj_values().get("numa_topology")
    return list(topology.cells) if topology is not None else []


def pinned_cpus(found: Instance) -> list[int]:
    """The host CPUs that an instance has for itself."""
    pins = [cell.obj_values().get("cpu_pinning_raw") or {} for cell in cells(found)]
    return [cpu for pairs in pins for cpu in pairs.values()]


def addresses(found: Instance) -> list[str]:
    """The PCI devices that an instance has."""
    devices = found.obj_values().get("pci_devices")
    return [device.address for device in devices.objects] if devices is not None else []


def host_nodes(found: Instance) -> list[int]:
    """The host node of each cell."""
    return [cell.id for cell in cells(found)]
