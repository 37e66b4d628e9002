"""One PCI device that a guest asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

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

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> Want:
        """A device of a request, whose fields are given by their names."""
        return cls(
            specs=tuple(request.get("spec") or ()),
            policy=PCINUMAAffinityPolicy(request.get("numa_policy") or cls.policy),
            request_id=request.get("request_id"),
        )


def wants(requests: InstancePCIRequests) -> list[Want]:
    """A want for each device of each request, in their order."""
    return [
        Want.of(request.obj_values()) for request in requests.requests for _ in range(request.count)
    ]
