"""What a host tells of its NUMA nodes and PCI devices, in the form of its release.

Kilo's record holds a NUMATopology in o.vo's primitive form and a list of pools; juno's holds plain
dicts and keeps the pools in its stats; icehouse's has no NUMA at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from compat.cloud.placement import HostCell, Pool
from compat.cloud.sysfs import CellFacts
from vobjects import View
from vobjects.catalog.compute_node import ComputeNode

_VENDOR = "8086"


def report(
    node: ComputeNode, cells: Sequence[tuple[CellFacts, HostCell]], pools: Sequence[Pool]
) -> None:
    """Write what is there and what is left into the record of the host."""
    view = node.VIEW
    if view.has("NUMATopology"):
        node.numa_topology = json.dumps(view.to_primitive(_topology(view, cells)))
    elif view.has("ComputeNode", "numa_topology"):
        node.numa_topology = json.dumps({"cells": [_legacy(f, left) for f, left in cells]})
    if view.has("PciDevicePool"):
        made = [
            view["PciDevicePool"](
                product_id=p.product_id,
                vendor_id=_VENDOR,
                numa_node=p.numa_node,
                count=p.count,
                tags={},
            )
            for p in pools
        ]
        node.pci_device_pools = view["PciDevicePoolList"](objects=made)  # type: ignore[assignment]
    else:
        text = json.dumps([{"product_id": p.product_id, "count": p.count} for p in pools])
        node.stats = {"pci_stats": text}


def cells_of(node: ComputeNode) -> list[HostCell] | None:
    """The NUMA nodes that a record tells of; None if its release has no field for them."""
    if not node.VIEW.has("ComputeNode", "numa_topology"):
        return None
    if not node.obj_attr_is_set("numa_topology") or node.numa_topology is None:
        return []
    found = json.loads(node.numa_topology)
    if node.VIEW.has("NUMATopology") and "nova_object.data" in found:
        return [_cell(cell) for cell in node.VIEW.from_primitive(found).cells]  # type: ignore[attr-defined]
    return [_legacy_cell(cell) for cell in found["cells"]]


def pools_of(node: ComputeNode) -> list[Pool]:
    """The free virtual functions that a record tells of."""
    values = node.obj_values()
    pools = values.get("pci_device_pools")
    if pools is not None:
        return [Pool(p.product_id, p.numa_node, p.count) for p in pools.objects]
    text = (values.get("stats") or {}).get("pci_stats") or "[]"
    return [Pool(facts["product_id"], None, facts["count"]) for facts in json.loads(text)]


def _topology(view: View, cells: Sequence[tuple[CellFacts, HostCell]]) -> Any:
    made = [
        view["NUMACell"](
            id=facts.id,
            cpuset=facts.cpus,
            memory=facts.memory,
            memory_usage=facts.memory - left.memory,
            cpu_usage=len(left.pinned),
            pinned_cpus=left.pinned,
            siblings=facts.siblings,
            mempages=[
                view["NUMAPagesTopology"](
                    size_kb=size, total=total, used=total - (left.pages or {}).get(size, 0)
                )
                for size, total in facts.pages.items()
            ],
        )
        for facts, left in cells
    ]
    return view["NUMATopology"](cells=made)


def _cell(cell: Any) -> HostCell:
    return HostCell(
        id=cell.id,
        cpus=cell.cpuset,
        memory=cell.memory - cell.memory_usage,
        pinned=cell.pinned_cpus,
        pages={page.size_kb: page.total - page.used for page in cell.mempages},
    )


def _legacy(facts: CellFacts, left: HostCell) -> dict[str, Any]:
    used = facts.memory - left.memory
    return {
        "id": facts.id,
        "cpus": ",".join(map(str, sorted(facts.cpus))),
        "mem": {"total": facts.memory, "used": used},
    }


def _legacy_cell(cell: dict[str, Any]) -> HostCell:
    cpus = frozenset(int(cpu) for cpu in cell["cpus"].split(","))
    return HostCell(cell["id"], cpus, cell["mem"]["total"] - cell["mem"]["used"])
