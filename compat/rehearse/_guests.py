"""The kinds of guests that every step boots, and the oldest release that can hold each."""

from __future__ import annotations

import dataclasses
from typing import Final

from compat.cloud._guest import empty_columns, set_flavor, set_pci_requests
from vobjects import View
from vobjects.catalog.cpu import VirtCPUTopology
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology


@dataclasses.dataclass(frozen=True)
class GuestKind:
    """What a guest asks for."""

    name: str
    needs: str
    """The oldest release that knows all of it."""
    hypervisor_type: str = "QEMU"
    vcpus: int = 2
    memory: int = 1024
    """MiB."""
    cells: int = 0
    pagesize: int | None = None
    """KiB in a page."""
    pinned: bool = False
    pci: int = 0
    """Virtual functions."""

    @property
    def resized(self) -> GuestKind:
        """The same with twice the memory."""
        return dataclasses.replace(self, memory=self.memory * 2)


KINDS: Final = (
    GuestKind("plain", "icehouse"),
    GuestKind("container", "icehouse", hypervisor_type="docker"),
    GuestKind("machine", "icehouse", hypervisor_type="ironic"),
    GuestKind("sriov", "icehouse", pci=1),
    GuestKind("numa", "juno", cells=2, vcpus=4),
    GuestKind("numa-sriov", "juno", cells=1, pci=2),
    GuestKind("pages", "kilo", cells=2, vcpus=4, pagesize=2048),
    GuestKind("pinned", "kilo", cells=1, pinned=True),
    GuestKind("nfv", "kilo", cells=2, vcpus=4, pagesize=2048, pinned=True, pci=1),
)


def flavor(view: View, kind: GuestKind) -> Flavor:
    """The size of a kind of guest."""
    return view[Flavor](
        name=f"m1.{kind.name}",
        id=kind.memory,  # what tells the two sizes of a guest apart
        flavorid=f"{kind.name}-{kind.memory}",
        memory_mb=kind.memory,
        vcpus=kind.vcpus,
        root_gb=20,
        ephemeral_gb=0,
        swap=0,
        vcpu_weight=None,
        deleted=False,
        disabled=False,
        is_public=True,
    )


def topology(view: View, kind: GuestKind, uuid: str) -> InstanceNUMATopology | None:
    """The NUMA nodes that a kind of guest asks for.

    Raises:
        KeyError: the release has no NUMA topology.
        AbsentFieldError: the release cannot say what the cells ask for.
    """
    if not kind.cells:
        return None
    share = kind.vcpus // kind.cells
    cells = [_cell(view, kind, number, share) for number in range(kind.cells)]
    return view[InstanceNUMATopology](instance_uuid=uuid, cells=tuple(cells))


def instance(view: View, kind: GuestKind, uuid: str, request_id: str) -> Instance:
    """A guest as a user of a release asks for it.

    Raises:
        KeyError: the release has no class for what is asked.
        AbsentFieldError: the release has no field for it.
    """
    asked = {"uuid": uuid, "display_name": kind.name, "project_id": "rehearsal"}
    made = view[Instance](**(empty_columns(view, Instance) | asked), system_metadata={})
    set_flavor(made, flavor(view, kind))
    numa = topology(view, kind, uuid)
    if numa is not None:
        made.numa_topology = numa
    if kind.pci:
        spec = ({"vendor_id": "8086", "product_id": "154c"},)
        set_pci_requests(made, [{"count": kind.pci, "spec": list(spec), "request_id": request_id}])
    return made


def _cell(view: View, kind: GuestKind, number: int, share: int) -> InstanceNUMACell:
    cpus = frozenset(range(number * share, (number + 1) * share))
    cell = view[InstanceNUMACell](
        **empty_columns(view, InstanceNUMACell),
        id=number,
        cpuset=cpus,
        memory=kind.memory // kind.cells,
    )
    if kind.pagesize is not None:
        cell.pagesize = kind.pagesize
    if kind.pinned:
        cell.cpu_pinning_raw = {}
        cell.cpu_topology = view[VirtCPUTopology](sockets=1, cores=1, threads=share)
    return cell
