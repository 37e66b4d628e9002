"""What the scheduler is asked for: an instance and where it may go."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, child_bumped, history, initial, version
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._conversions import added_empty
from vobjects.catalog._nova import NOVA
from vobjects.catalog.destination import Destination
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.image import ImageMeta
from vobjects.catalog.instance_group import InstanceGroup
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.network_metadata import NetworkMetadata
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.catalog.pci_request import InstancePCIRequests
from vobjects.catalog.request_group import RequestGroup, RequestLevelParams
from vobjects.catalog.scheduler_limits import SchedulerLimits, SchedulerRetries
from vobjects.catalog.security_group import SecurityGroupList
from vobjects.loss import Loss


@NOVA.register
class RequestSpec(VersionedObject):
    """One request to place instances (since liberty)."""

    id: int = UNSET
    image: ImageMeta | None = UNSET
    numa_topology: InstanceNUMATopology | None = UNSET
    pci_requests: InstancePCIRequests | None = UNSET
    project_id: str | None = UNSET
    user_id: str | None = UNSET
    availability_zone: str | None = UNSET
    flavor: Flavor = UNSET
    num_instances: int = field(default=1, may_be_absent=True)
    ignore_hosts: tuple[str, ...] | None = UNSET
    force_hosts: tuple[str, ...] | None = UNSET
    force_nodes: tuple[str, ...] | None = UNSET
    requested_destination: Destination | None = field(default=None, may_be_absent=True)
    retry: SchedulerRetries | None = UNSET
    limits: SchedulerLimits | None = UNSET
    instance_group: InstanceGroup | None = UNSET
    scheduler_hints: Mapping[str, tuple[str, ...]] | None = UNSET
    instance_uuid: UUID
    security_groups: SecurityGroupList = UNSET
    network_metadata: NetworkMetadata = UNSET
    """The networks that the instance needs."""
    is_bfv: bool = UNSET
    """The instance boots from a volume."""
    requested_resources: tuple[RequestGroup, ...] | None = field(default=None, may_be_absent=True)
    request_level_params: RequestLevelParams = UNSET
    requested_networks: NetworkRequestList = UNSET

    HISTORY = history(
        initial(
            "1.0",
            "What a server was asked for.",
            child_bumped("image", "1.5"),
            child_bumped("instance_group", "1.9"),
        ),
        version("1.1", "Images are at 1.6.", child_bumped("image", "1.6")),
        version("1.2", "Retries are at 1.1.", child_bumped("retry", "1.1")),
        version("1.3", "Groups are at 1.10.", child_bumped("instance_group", "1.10")),
        version("1.4", "Images are at 1.7.", child_bumped("image", "1.7")),
        version("1.5", "A request can be saved and found by its instance."),
        version(
            "1.6",
            "A request can name a destination.",
            added("requested_destination", default=None, why="the instance would go elsewhere"),
        ),
        version("1.7", "A request can be destroyed."),
        version(
            "1.8",
            "A request tells the security groups.",
            added(
                "security_groups",
                default=UNSET,
                loss=Loss.ALLOWED,
                why="the groups are told beside the request there",
            ),
        ),
        version(
            "1.9",
            "A request tells its user.",
            added("user_id", default=None, loss=Loss.ALLOWED, why="the instance tells whose it is"),
        ),
        version(
            "1.10",
            "A request tells the networks that the instance needs.",
            added_empty(
                "network_metadata",
                "NetworkMetadata",
                "the guest would be placed far from its networks",
                physnets=frozenset(),
                tunneled=False,
            ),
        ),
        version(
            "1.11",
            "A request tells whether the instance boots from a volume.",
            added("is_bfv", default=UNSET, loss=Loss.ALLOWED, why="the disks tell it there"),
        ),
        version(
            "1.12",
            "A request tells the resources of ports.",
            added("requested_resources", default=None, why="ports would have no resources"),
        ),
        version(
            "1.13",
            "A request can ask for traits of the host itself.",
            added_empty(
                "request_level_params",
                "RequestLevelParams",
                "the instance could be placed where it must not be",
            ),
        ),
        version(
            "1.14",
            "A request tells its networks.",
            added(
                "requested_networks",
                default=UNSET,
                loss=Loss.ALLOWED,
                why="the networks are told beside the request there",
            ),
        ),
        version("1.15", "Requests can be found by the UUIDs of their instances."),
    )
