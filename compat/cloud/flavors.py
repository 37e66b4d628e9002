"""The flavor and the PCI requests of an instance, where its release keeps them.

Kilo gave both a field; icehouse and juno keep them in ``system_metadata``.
"""

from __future__ import annotations

import json
from typing import Any, Final

from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance

_PREFIX: Final = "instance_type_"
_NUMBERS: Final = ("memory_mb", "vcpus", "root_gb")
_PCI: Final = "pci_requests"


def set_flavor(instance: Instance, flavor: Flavor) -> None:
    """Give an instance its size."""
    instance.memory_mb, instance.vcpus = flavor.memory_mb, flavor.vcpus
    if instance.VIEW.has("Instance", "flavor"):
        instance.flavor = flavor
        return
    kept = {k: v for k, v in instance.system_metadata.items() if not k.startswith(_PREFIX)}
    facts = {name: str(getattr(flavor, name)) for name in _NUMBERS}
    named = {"name": flavor.name, "flavorid": flavor.flavorid}
    instance.system_metadata = kept | {f"{_PREFIX}{k}": v for k, v in (facts | named).items()}


def flavor_of(instance: Instance) -> dict[str, Any]:
    """The size of an instance by the names of the flavor's fields."""
    if instance.VIEW.has("Instance", "flavor"):
        flavor = instance.flavor
        return {name: getattr(flavor, name) for name in (*_NUMBERS, "name", "flavorid")}
    stored = instance.system_metadata
    numbers = {name: int(stored.get(_PREFIX + name) or 0) for name in _NUMBERS}
    return numbers | {name: stored.get(_PREFIX + name) for name in ("name", "flavorid")}


def set_pci_requests(instance: Instance, requests: list[dict[str, Any]]) -> None:
    """Ask for PCI devices; each request has a count, a spec and perhaps an id."""
    view = instance.VIEW
    if view.has("Instance", "pci_requests"):
        made = [view["InstancePCIRequest"](**request) for request in requests]
        instance.pci_requests = view["InstancePCIRequests"](  # type: ignore[assignment]
            instance_uuid=instance.uuid, requests=made
        )
    else:
        text = json.dumps(requests)
        instance.system_metadata = {**instance.system_metadata, _PCI: text, f"new_{_PCI}": "[]"}


def pci_requests_of(instance: Instance) -> list[dict[str, Any]]:
    """What an instance asks for in PCI devices."""
    if instance.VIEW.has("Instance", "pci_requests"):
        found = instance.obj_values().get("pci_requests")
        return [dict(request.obj_values()) for request in found.requests] if found else []
    requests: list[dict[str, Any]] = json.loads(instance.system_metadata.get(_PCI) or "[]")
    return requests
