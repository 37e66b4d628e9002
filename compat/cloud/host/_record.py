"""The record of a host: its NUMA nodes and PCI devices, in the form of its release.

Kilo's record holds a NUMATopology in o.vo's primitive form and a list of pools; juno's holds plain
dicts and keeps the pools in its stats; icehouse's has no NUMA at all.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Sequence
from typing import Any, cast

from compat.cloud.host._sysfs import CellFacts, parse_cpus
from vobjects import View
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopology
from vobjects.catalog.pci_pool import PciDevicePool, PciDevicePoolList
from vobjects.catalog.placement import Device, HostCell


@dataclasses.dataclass(frozen=True)
class Pool:
    """Free virtual functions of a kind on one host node."""

    vendor_id: str
    product_id: str
    numa_node: int | None
    count: int

    @property
    def device(self) -> Device:
        """Any one of them."""
        return Device(
            vendor_id=self.vendor_id, product_id=self.product_id, numa_node=self.numa_node
        )


def node_id(host: str) -> int:
    """The id of the record of a host, which no database gives here."""
    return zlib.crc32(host.encode())


def new_record(view: View, host: str, **facts: Any) -> ComputeNode:
    """Return a record of a host, with facts that every release has fields for."""
    if view.has("ComputeNode", "host"):
        facts["host"] = host
    return view[ComputeNode](id=node_id(host), hypervisor_hostname=host, **facts)


def write_resources(
    view: View,
    node: ComputeNode,
    cells: Sequence[tuple[CellFacts, HostCell]],
    pools: Sequence[Pool],
) -> None:
    """Write what is there and what is left into the record of the host, as a release has it."""
    if view.has("NUMATopology"):
        node.numa_topology = json.dumps(view.to_primitive(_topology(view, cells)))
    elif view.has("ComputeNode", "numa_topology"):
        node.numa_topology = json.dumps({"cells": [_legacy(f, left) for f, left in cells]})
    if view.has("PciDevicePool"):
        made = tuple(
            view[PciDevicePool](
                product_id=pool.product_id,
                vendor_id=pool.vendor_id,
                numa_node=pool.numa_node,
                count=pool.count,
                tags={},
            )
            for pool in pools
        )
        node.pci_device_pools = view[PciDevicePoolList](objects=made)
    else:
        node.stats = {"pci_stats": json.dumps([_legacy_pool(pool) for pool in pools])}


def cells_of(node: ComputeNode) -> list[HostCell] | None:
    """The NUMA nodes that a record tells of; None if its release has no field for them."""
    if not node.VIEW.has("ComputeNode", "numa_topology"):
        return None
    text = node.obj_values().get("numa_topology")
    if text is None:
        return []
    found = json.loads(text)
    if node.VIEW.has("NUMATopology") and "nova_object.data" in found:
        topology = cast(NUMATopology, node.VIEW.from_primitive(found))
        return [HostCell.of(cell) for cell in topology.cells]
    return [_legacy_cell(cell) for cell in found["cells"]]


def pools_of(node: ComputeNode) -> list[Pool]:
    """The free virtual functions that a record tells of."""
    values = node.obj_values()
    pools = values.get("pci_device_pools")
    if pools is not None:
        return [Pool(p.vendor_id, p.product_id, p.numa_node, p.count) for p in pools.objects]
    text = (values.get("stats") or {}).get("pci_stats") or "[]"
    return [
        Pool(facts["vendor_id"], facts["product_id"], None, facts["count"])
        for facts in json.loads(text)
    ]


def _topology(view: View, cells: Sequence[tuple[CellFacts, HostCell]]) -> NUMATopology:
    made = tuple(
        view[NUMACell](
            id=facts.id,
            cpuset=facts.cpus,
            memory=facts.memory,
            memory_usage=_memory_usage(facts, left),
            cpu_usage=len(left.pinned),
            pinned_cpus=left.pinned,
            siblings=facts.siblings,
            mempages=_pages(view, facts, left),
        )
        for facts, left in cells
    )
    return view[NUMATopology](cells=made)


def _memory_usage(facts: CellFacts, left: HostCell) -> int:
    """MiB that guests have, on pages of any size."""
    free = left.pages or {}
    used = sum(size * (total - free.get(size, 0)) for size, total in facts.pages.items())
    return facts.ordinary_memory - left.memory + used // 1024


def _pages(view: View, facts: CellFacts, left: HostCell) -> tuple[NUMAPagesTopology, ...]:
    free = left.pages or {}
    return tuple(
        view[NUMAPagesTopology](size_kb=size, total=total, used=total - free.get(size, 0))
        for size, total in facts.pages.items()
    )


def _legacy(facts: CellFacts, left: HostCell) -> dict[str, Any]:
    return {
        "id": facts.id,
        "cpus": ",".join(map(str, sorted(facts.cpus))),
        "mem": {"total": facts.memory, "used": facts.memory - left.memory},
    }


def _legacy_cell(cell: dict[str, Any]) -> HostCell:
    free = cell["mem"]["total"] - cell["mem"]["used"]
    cpus = parse_cpus(cell["cpus"])
    return HostCell(id=cell["id"], cpus=cpus, dedicated=cpus, memory=free)


def _legacy_pool(pool: Pool) -> dict[str, Any]:
    return {"vendor_id": pool.vendor_id, "product_id": pool.product_id, "count": pool.count}
