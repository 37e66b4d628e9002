"""What a service holds, read at its own release by the names of that release."""

from __future__ import annotations

import json
from typing import Any

from compat.cloud._guest import cells_asked, flavor_of, pci_requests_of
from compat.cloud.host import cells_of, pools_of
from vobjects import UnsetFieldError
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_state import InstanceInfoCache

Facts = dict[str, Any]


def of_instance(instance: Instance) -> Facts:
    """The facts of a guest by path; what the release has no field for is not there."""
    values = instance.obj_values()
    facts: Facts = {name: values.get(name) for name in ("memory_mb", "vcpus", "host", "project_id")}
    facts |= {f"flavor.{name}": value for name, value in _flavor(instance).items()}
    for place, cell in enumerate(cells_asked(instance)):
        facts |= {f"numa_topology.cells[{place}].{k}": v for k, v in _cell(cell).items()}
    requests = pci_requests_of(instance)
    facts |= {
        f"pci_requests[{i}].{name}": request.get(name)
        for i, request in enumerate(requests)
        for name in ("count", "request_id")
    }
    facts["pci_devices"] = len(devices(instance))
    facts["networks"] = networks(values.get("info_cache"))
    return facts


def devices(instance: Instance) -> list[Any]:
    """The PCI devices that an instance was given."""
    found = instance.obj_values().get("pci_devices")
    return list(found.objects) if found is not None else []


def networks(cache: InstanceInfoCache | None) -> list[tuple[str, str]]:
    """The networks of an instance, each with the host that it leads to."""
    text = cache.network_info if cache is not None else None
    return [(entry["network_id"], entry["host"]) for entry in json.loads(text or "[]")]


def of_node(node: ComputeNode) -> Facts:
    """The facts of a host."""
    facts: Facts = {"memory_mb_used": node.memory_mb_used, "running_vms": node.running_vms}
    cells = cells_of(node)
    if cells:
        facts["numa_topology.cells"] = len(cells)
        facts["numa_topology.cpus"] = sum(len(cell.cpus) for cell in cells)
    facts["pci_device_pools.count"] = sum(pool.count for pool in pools_of(node))
    return facts


def _flavor(instance: Instance) -> Facts:
    """The flavor as far as it is set: a service that lost it must not stop the comparison."""
    try:
        return flavor_of(instance)
    except UnsetFieldError:
        return {}


def _cell(cell: Any) -> Facts:
    values = cell.obj_values()
    facts: Facts = {"cpuset": sorted(cell.cpuset), "memory": cell.memory}
    if "pagesize" in values:
        facts["pagesize"] = values["pagesize"]
    pins = values.get("cpu_pinning_raw")
    if pins is not None:
        facts["pinned_cpus"] = len(set(pins.values()))
    if values.get("cpu_topology") is not None:
        facts["cpu_topology.threads"] = values["cpu_topology"].threads
    return facts
