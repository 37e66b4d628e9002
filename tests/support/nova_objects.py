"""Drawn objects of Nova's classes that the functions of their histories take."""

from __future__ import annotations

from typing import Any

from vobjects.catalog import NOVA
from vobjects.testing import register_adjustment


def _fit_into_system_metadata(obj: Any) -> None:
    """Let flavors and PCI requests travel in the system metadata, and take the tags off."""
    values = obj.obj_values()
    for name in ("flavor", "old_flavor", "new_flavor"):
        if values.get(name) is not None and "description" in values[name].obj_values():
            values[name].description = None
    if values.get("pci_requests") is not None:
        for request in values["pci_requests"].obj_values().get("requests", ()):
            for name in request.obj_values().keys() & {"numa_policy", "requester_id"}:
                setattr(request, name, None)
    obj.system_metadata = {"image_os": "linux"}
    if values.get("pci_requests") is not None and "uuid" in values:
        obj.pci_requests.instance_uuid = obj.uuid
    if "tags" in values:
        obj.tags.objects = ()


def register() -> None:
    """Adjust drawn instances."""
    register_adjustment(NOVA, "Instance", _fit_into_system_metadata)
