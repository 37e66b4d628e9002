"""One PCI device that a guest asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from vobjects.catalog.enums.pci import PCINUMAAffinityPolicy
from vobjects.catalog.pci_request import InstancePCIRequests

Specs = tuple[Mapping[str, str | None], ...]
"""A device must meet one of them, whole."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Want:
    """What one device must be, and how near."""

    specs: Specs = ()
    policy: PCINUMAAffinityPolicy = PCINUMAAffinityPolicy.LEGACY
    """Requests before InstancePCIRequest 1.2 name none, and mean this one."""
    request_id: str | None = None


def wants(requests: InstancePCIRequests) -> list[Want]:
    """A want for each device of each request, in their order."""
    found = []
    for request in requests.requests:
        values = request.obj_values()
        want = Want(
            specs=request.spec,
            policy=values.get("numa_policy") or PCINUMAAffinityPolicy.LEGACY,
            request_id=values.get("request_id"),
        )
        found += [want] * request.count
    return found
