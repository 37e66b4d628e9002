"""What an instance asks for in PCI devices."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import (
    added,
    child_bumped,
    history,
    initial,
    made_nullable,
    value_added,
    version,
)
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._nova import NOVA
from vobjects.catalog.enums.pci import PCINUMAAffinityPolicy


@NOVA.register
class InstancePCIRequest(VersionedObject):
    """A number of devices that meet one of some specs (since juno)."""

    alias_name: str | None = UNSET
    count: int
    is_new: bool = field(default=False, may_be_absent=True)
    """Part of a resize that is not confirmed yet."""
    request_id: UUID | None = UNSET
    """Names the request of a network port."""
    requester_id: str | None = UNSET
    """Who asks, such as a port with a guaranteed bandwidth."""
    numa_policy: PCINUMAAffinityPolicy | None = UNSET
    spec: tuple[Mapping[str, str | None], ...]

    KEY = ("request_id",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Network ports can ask for devices.",
            added("request_id", default=None, why="the device could not be given to its port"),
            made_nullable("alias_name", why="a request of a port has no alias"),
        ),
        version(
            "1.2",
            "A request says how near its devices must be.",
            added("numa_policy", default=None, why="the device could be on another NUMA node"),
        ),
        version(
            "1.3",
            "A request knows who asks.",
            added("requester_id", default=None, why="the device would not be that of its port"),
        ),
        version(
            "1.4",
            "A device can be on any NUMA node of the socket.",
            value_added("numa_policy", "socket", why="no other policy means the same"),
        ),
    )


@NOVA.register
class InstancePCIRequests(VersionedObject):
    """All PCI requests of an instance (since juno)."""

    instance_uuid: UUID = UNSET
    requests: tuple[InstancePCIRequest, ...]

    KEY = ("instance_uuid",)
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Requests are at 1.1.", child_bumped("requests", "1.1")),
    )
