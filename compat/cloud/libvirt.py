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


class LibvirtDriver:
    """Runs guests on the host whose sysfs it is given."""

    hypervisor_type = "QEMU"

    def __init__(self, tree: Tree) -> None:
        self._facts = read_host(tree)

    def claim(self, instance: Instance, others: Sequence[Instance]) -> None:
        """Choose host cells, pin CPUs and take virtual functions near them."""
        cells = guest.cells_asked(instance)
        wanted = sum(request["count"] for request in pci_requests_of(instance))
        devices = self._free_devices(others)
        guests = [guest.guest_cell(cell) for cell in cells]
        found = place(guests, self._left(others), wanted, _pools(devices))
        if isinstance(found, str):
            raise ApplicationError("ComputeResourcesUnavailable", found)
        if cells:
            self._settle(instance, cells, found, others)
        if wanted:
            near = [d for d in devices if not cells or d.numa_node in found]
            _give(instance, near[:wanted])

    def node(self, view: View, host: str, instances: Sequence[Instance]) -> ComputeNode:
        """The record of the host, with what is left of it."""
        facts = self._facts
        memory = sum(cell.memory for cell in facts.cells)
        used = sum(instance.memory_mb or 0 for instance in instances)
        node = view[ComputeNode](
            id=1,
            hypervisor_type=self.hypervisor_type,
            hypervisor_hostname=host,
            vcpus=sum(len(cell.cpus) for cell in facts.cells),
            memory_mb=memory,
            memory_mb_used=used,
            running_vms=len(instances),
        )
        left = self._left(instances)
        pools = _pools(self._free_devices(instances))
        host_report.report(node, list(zip(facts.cells, left, strict=True)), pools)
        return node

    def _left(self, instances: Sequence[Instance]) -> list[HostCell]:
        """The host cells without what the instances have."""
        left = {
            c.id: HostCell(c.id, c.cpus, c.memory, pages=dict(c.pages)) for c in self._facts.cells
        }
        for instance in instances:
            for cell in guest.cells_asked(instance):
                _take(left[cell.id], cell)
        return list(left.values())

    def _free_devices(self, instances: Sequence[Instance]) -> list[PciFacts]:
        lists = [instance.obj_values().get("pci_devices") for instance in instances]
        taken = {device.address for found in lists if found for device in found.objects}
        functions = [device for device in self._facts.pci if device.dev_type == "type-VF"]
        return [device for device in functions if device.address not in taken]

    def _settle(
        self,
        instance: Instance,
        cells: list[Any],
        chosen: tuple[int, ...],
        others: Sequence[Instance],
    ) -> None:
        left = {cell.id: cell for cell in self._left(others)}
        settled = []
        for cell, number in zip(cells, chosen, strict=True):
            twin = type(cell)(**{**cell.obj_values(), "id": number})
            if guest.guest_cell(cell).pinned:
                free = sorted(left[number].cpus - left[number].pinned)
                pairs = zip(sorted(cell.cpuset), free, strict=False)
                twin.cpu_pinning_raw = {str(cpu): host for cpu, host in pairs}
            settled.append(twin)
        topology = instance.numa_topology
        assert topology is not None
        instance.numa_topology = type(topology)(**{**topology.obj_values(), "cells": settled})


def _take(left: HostCell, cell: Any) -> None:
    asked = guest.guest_cell(cell)
    if asked.pinned:
        left.pinned |= frozenset(cell.cpu_pinning_raw.values())
    if asked.pagesize is None:
        left.memory -= asked.memory
    elif left.pages is not None:
        left.pages[asked.pagesize] -= asked.memory * 1024 // asked.pagesize


def _pools(devices: Sequence[PciFacts]) -> list[Pool]:
    counted = Counter((device.product_id, device.numa_node) for device in devices)
    return [Pool(product, node, count) for (product, node), count in sorted(counted.items())]


def _give(instance: Instance, devices: Sequence[PciFacts]) -> None:
    view = instance.VIEW
    ids = [
        request.get("request_id")
        for request in pci_requests_of(instance)
        for _ in range(request["count"])
    ]
    made = []
    for facts, request_id in zip(devices, ids, strict=True):
        device = view["PciDevice"](
            address=facts.address,
            vendor_id=facts.vendor_id,
            product_id=facts.product_id,
            dev_type=facts.dev_type,
            status="allocated",
            instance_uuid=instance.uuid,
        )
        for name, value in (("numa_node", facts.numa_node), ("request_id", request_id)):
            if view.has("PciDevice", name):
                setattr(device, name, value)
        made.append(device)
    instance.pci_devices = view["PciDeviceList"](objects=made)  # type: ignore[assignment]
