"""The flavor and the PCI requests of an instance, where its release keeps them.

Kilo gave both a field; icehouse and juno keep them in ``system_metadata``.
"""

from __future__ import annotations

import json
from typing import Any, Final

from vobjects import UnsetFieldError
from vobjects.catalog._system_metadata import flavor_down, flavor_up
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.pci_request import InstancePCIRequest, InstancePCIRequests

_PREFIX: Final = "instance_type_"
_NAMES: Final = ("memory_mb", "vcpus", "root_gb", "name", "flavorid")
_PCI: Final = ("pci_requests", "new_pci_requests")
"""The keys of what is settled, and of what belongs to a resize that is not confirmed yet."""

_into_metadata = flavor_down("flavor", "")
_from_metadata = flavor_up("flavor", "", nullable=True)


def set_flavor(instance: Instance, flavor: Flavor) -> None:
    """Give an instance its size."""
    instance.memory_mb, instance.vcpus = flavor.memory_mb, flavor.vcpus
    if instance.VIEW.has("Instance", "flavor"):
        instance.flavor = flavor
        return
    kept = {k: v for k, v in instance.system_metadata.items() if not k.startswith(_PREFIX)}
    values: dict[str, Any] = {"flavor": flavor, "system_metadata": kept}
    _into_metadata(values, instance.VIEW)
    instance.system_metadata = values["system_metadata"]


def flavor_of(instance: Instance) -> dict[str, Any]:
    """The size of an instance by the names of the flavor's fields.

    Raises:
        UnsetFieldError: the instance has no flavor.
    """
    if instance.VIEW.has("Instance", "flavor"):
        flavor = instance.flavor
    else:
        values: dict[str, Any] = {"system_metadata": instance.system_metadata}
        _from_metadata(values, instance.VIEW)
        flavor = values["flavor"]
    if flavor is None:
        raise UnsetFieldError(name="Instance", version=instance.VERSION, field="flavor")
    return {name: flavor.obj_values().get(name) for name in _NAMES}


def set_pci_requests(instance: Instance, requests: list[dict[str, Any]]) -> None:
    """Ask for PCI devices; each request has a count, a spec and perhaps an id."""
    view = instance.VIEW
    if view.has("Instance", "pci_requests"):
        made = tuple(view[InstancePCIRequest](**request) for request in requests)
        instance.pci_requests = view[InstancePCIRequests](
            instance_uuid=instance.uuid, requests=made
        )
        return
    texts = {
        key: json.dumps([request for request in requests if bool(request.get("is_new")) is is_new])
        for key, is_new in zip(_PCI, (False, True), strict=True)
    }
    instance.system_metadata = {**instance.system_metadata, **texts}


def pci_requests_of(instance: Instance) -> list[dict[str, Any]]:
    """What an instance asks for in PCI devices."""
    values = instance.obj_values()
    if instance.VIEW.has("Instance", "pci_requests"):
        found = values.get("pci_requests")
        return [request.obj_values() for request in found.requests] if found else []
    stored = values.get("system_metadata", {})
    requests: list[dict[str, Any]] = [
        facts for key in _PCI for facts in json.loads(stored.get(key) or "[]")
    ]
    return requests
