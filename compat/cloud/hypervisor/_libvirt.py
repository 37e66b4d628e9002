"""Hosts with libvirt: NUMA, huge pages, pinned CPUs and SR-IOV, read from sysfs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from compat.cloud import _guest as guest
from compat.cloud._guest import empty_columns, pci_requests_of
from compat.cloud.host import PciFacts, Pool, Tree, new_record, read_host, write_resources
from rpc import ApplicationError
from vobjects import View
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.pci_device import PciDevice, PciDeviceList
from vobjects.catalog.placement import Device, GuestCell, HostCell, host_cpus, less, settle_cell


class LibvirtDriver:
    """Runs guests on the host whose sysfs it is given."""

    hypervisor_type = "QEMU"

    def __init__(self, tree: Tree) -> None:
        self._facts = read_host(tree)
        self._memory = sum(cell.memory for cell in self._facts.cells)

    def claim(self, instance: Instance, others: Sequence[Instance]) -> None:
        """Choose host cells, pin CPUs and take virtual functions near them."""
        topology, devices = guest.topology_of(instance), self._free_devices(others)
        left = self._left(others)
        found = guest.memory_misfit(instance, others, self._memory) or guest.find_place(
            instance, left, [_device(facts) for facts in devices]
        )
        if isinstance(found, str):
            raise ApplicationError("ComputeResourcesUnavailable", found)
        if topology is not None:
            hosts = {cell.id: cell for cell in left}
            _settle(instance, topology, [hosts[number] for number in found.cells])
        if found.devices:
            _give(instance, [devices[at] for at in found.devices])

    def node(self, view: View, host: str, instances: Sequence[Instance]) -> ComputeNode:
        """The record of the host, with what is left of it."""
        cells = self._facts.cells
        node = new_record(
            view,
            host,
            hypervisor_type=self.hypervisor_type,
            vcpus=sum(len(cell.cpus) for cell in cells),
            memory_mb=self._memory,
            memory_mb_used=guest.memory_of(instances),
            running_vms=len(instances),
        )
        left = self._left(instances)
        pools = _pools(self._free_devices(instances))
        write_resources(view, node, list(zip(cells, left, strict=True)), pools)
        return node

    def _left(self, instances: Sequence[Instance]) -> list[HostCell]:
        """The host cells without what the instances have."""
        left = {
            cell.id: HostCell(
                id=cell.id,
                cpus=cell.cpus,
                dedicated=cell.cpus,
                siblings=cell.siblings,
                memory=cell.ordinary_memory,
                pages=cell.pages,
            )
            for cell in self._facts.cells
        }
        for instance in instances:
            for cell in guest.cells_asked(instance):
                host = left[cell.id]
                left[cell.id] = less(host, GuestCell.of(cell), host_cpus(host, cell))
        return list(left.values())

    def _free_devices(self, instances: Sequence[Instance]) -> list[PciFacts]:
        """The virtual functions that nobody has; those of an unknown node last."""
        taken = {device.address for one in instances for device in guest.devices_of(one)}
        free = [d for d in self._facts.pci if d.dev_type == "type-VF" and d.address not in taken]
        return sorted(free, key=lambda device: device.numa_node is None)


def _device(facts: PciFacts) -> Device:
    return Device(
        vendor_id=facts.vendor_id,
        product_id=facts.product_id,
        dev_type=facts.dev_type,
        numa_node=facts.numa_node,
        address=facts.address,
    )


def _settle(instance: Instance, topology: InstanceNUMATopology, hosts: Sequence[HostCell]) -> None:
    """Write down which host cell each guest cell has, and which CPUs."""
    pairs = zip(topology.cells, hosts, strict=True)
    settled = [settle_cell(host, cell, GuestCell.of(cell))[0] for cell, host in pairs]
    named = {**topology.obj_values(), "cells": tuple(settled)}
    instance.numa_topology = instance.VIEW[InstanceNUMATopology](**named)


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
        known |= {
            "address": facts.address,
            "vendor_id": facts.vendor_id,
            "product_id": facts.product_id,
            "instance_uuid": instance.uuid,
        }
        device = view[PciDevice](**(empty_columns(view, PciDevice) | known))
        if view.has("PciDevice", "numa_node"):
            device.numa_node = facts.numa_node
        if view.has("PciDevice", "request_id"):
            device.request_id = request_id
        made.append(device)
    instance.pci_devices = view[PciDeviceList](objects=tuple(made))
