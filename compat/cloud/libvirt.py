"""Hosts with libvirt: NUMA, huge pages, pinned CPUs and SR-IOV, read from sysfs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from compat.cloud import guest, host_report
from compat.cloud.flavors import pci_requests_of
from compat.cloud.placement import HostCell, Pool, place
from compat.cloud.sysfs import PciFacts, read_host
from compat.cloud.tree import Tree
from rpc import ApplicationError
from vobjects import View
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.pci_device import PciDevice, PciDeviceList


class LibvirtDriver:
    """Runs guests on the host whose sysfs it is given."""

    hypervisor_type = "QEMU"

    def __init__(self, tree: Tree) -> None:
        self._facts = read_host(tree)
        self._memory = sum(cell.memory for cell in self._facts.cells)

    def claim(self, instance: Instance, others: Sequence[Instance]) -> None:
        """Choose host cells, pin CPUs and take virtual functions near them."""
        topology, devices = guest.topology_of(instance), self._free_devices(others)
        left, wanted = self._left(others), guest.devices_asked(instance)
        found = guest.memory_misfit(instance, others, self._memory) or place(
            [guest.guest_cell(cell) for cell in guest.cells_asked(instance)], left, wanted, devices
        )
        if isinstance(found, str):
            raise ApplicationError("ComputeResourcesUnavailable", found)
        if topology is not None:
            hosts = {cell.id: cell for cell in left}
            _settle(instance, topology, [hosts[number] for number in found.cells])
        if wanted:
            _give(instance, [devices[at] for at in found.devices])

    def node(self, view: View, host: str, instances: Sequence[Instance]) -> ComputeNode:
        """The record of the host, with what is left of it."""
        cells = self._facts.cells
        node = view[ComputeNode](
            id=1,
            hypervisor_type=self.hypervisor_type,
            hypervisor_hostname=host,
            vcpus=sum(len(cell.cpus) for cell in cells),
            memory_mb=self._memory,
            memory_mb_used=guest.memory_of(instances),
            running_vms=len(instances),
        )
        left = self._left(instances)
        pools = _pools(self._free_devices(instances))
        host_report.report(node, list(zip(cells, left, strict=True)), pools)
        return node

    def _left(self, instances: Sequence[Instance]) -> list[HostCell]:
        """The host cells without what the instances have."""
        left = {
            cell.id: HostCell(cell.id, cell.cpus, cell.ordinary_memory, pages=dict(cell.pages))
            for cell in self._facts.cells
        }
        for instance in instances:
            for cell in guest.cells_asked(instance):
                _take(left[cell.id], cell)
        return list(left.values())

    def _free_devices(self, instances: Sequence[Instance]) -> list[PciFacts]:
        """The virtual functions that nobody has; those of an unknown node last."""
        taken = {device.address for one in instances for device in guest.devices_of(one)}
        free = [d for d in self._facts.pci if d.dev_type == "type-VF" and d.address not in taken]
        return sorted(free, key=lambda device: device.numa_node is None)


def _take(left: HostCell, cell: InstanceNUMACell) -> None:
    asked, pages = guest.guest_cell(cell), left.pages or {}
    if asked.pinned:
        left.pinned |= frozenset((cell.cpu_pinning_raw or {}).values())
    if asked.pagesize is None:
        left.memory -= asked.memory
    else:
        pages[asked.pagesize] -= asked.pages(asked.pagesize)


def _settle(instance: Instance, topology: InstanceNUMATopology, hosts: Sequence[HostCell]) -> None:
    """Write down which host cell each guest cell has, and which CPUs."""
    view, settled = instance.VIEW, []
    for cell, host in zip(topology.cells, hosts, strict=True):
        twin = view[InstanceNUMACell](**{**cell.obj_values(), "id": host.id})
        if guest.guest_cell(cell).pinned:
            free = sorted(host.cpus - host.pinned)
            pairs = zip(sorted(cell.cpuset), free, strict=False)
            twin.cpu_pinning_raw = {str(cpu): pinned for cpu, pinned in pairs}
        settled.append(twin)
    named = {**topology.obj_values(), "cells": tuple(settled)}
    instance.numa_topology = view[InstanceNUMATopology](**named)


def _pools(devices: Sequence[PciFacts]) -> list[Pool]:
    counted = Counter((device.vendor_id, device.product_id, device.numa_node) for device in devices)
    return [Pool(*kind, count) for kind, count in counted.items()]


def _give(instance: Instance, devices: Sequence[PciFacts]) -> None:
    """Write down the devices, in the order in which they were asked for."""
    view = instance.VIEW
    ids = [
        request.get("request_id")
        for request in pci_requests_of(instance)
        for _ in range(request["count"])
    ]
    made = []
    for facts, request_id in zip(devices, ids, strict=True):
        known: dict[str, Any] = {"dev_type": facts.dev_type, "status": "allocated"}  # plain text
        device = view[PciDevice](
            address=facts.address,
            vendor_id=facts.vendor_id,
            product_id=facts.product_id,
            instance_uuid=instance.uuid,
            **known,
        )
        if view.has("PciDevice", "numa_node"):
            device.numa_node = facts.numa_node
        if view.has("PciDevice", "request_id"):
            device.request_id = request_id
        made.append(device)
    instance.pci_devices = view[PciDeviceList](objects=tuple(made))
