"""An instance: the guest, where it runs and what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, child_bumped, history, initial, removed, version
from vobjects._types.annotations import UUID, IPv4Address, IPv6Address
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.catalog._system_metadata import (
    flavor_down,
    flavor_up,
    pci_requests_from_system_metadata,
    pci_requests_into_system_metadata,
)
from vobjects.catalog.cpu import VirtCPUModel
from vobjects.catalog.device_metadata import InstanceDeviceMetadata
from vobjects.catalog.ec2_ids import EC2Ids
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.instance_state import InstanceFault, InstanceInfoCache
from vobjects.catalog.key_pair import KeyPairList
from vobjects.catalog.migration import MigrationContext
from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.pci_request import InstancePCIRequests
from vobjects.catalog.resource import ResourceList
from vobjects.catalog.security_group import SecurityGroupList
from vobjects.catalog.service import ServiceList
from vobjects.catalog.tag import TagList
from vobjects.catalog.trusted_certs import TrustedCerts
from vobjects.loss import Loss

_LOADED_LATER: Any = {"default": UNSET, "may_drop": (None,)}
"""A field that Nova loads when it is read: unset, nobody knows; None says that there is none."""
_FLAVOR_WHY = "juno keeps the flavor in system_metadata"


@NOVA.register
class Instance(Persistent):
    """One guest. Fields that are not loaded are unset."""

    created_at: datetime | None = field()
    updated_at: datetime | None = field()
    deleted: bool = field(default=False)
    id: int = UNSET
    uuid: UUID
    user_id: str | None
    project_id: str | None
    image_ref: str | None
    kernel_id: str | None
    ramdisk_id: str | None
    hostname: str | None
    launch_index: int | None
    key_name: str | None
    key_data: str | None
    power_state: int | None
    vm_state: str | None
    task_state: str | None
    memory_mb: int | None
    """MiB."""
    vcpus: int | None
    root_gb: int | None
    """GiB."""
    ephemeral_gb: int | None
    """GiB."""
    ephemeral_key_uuid: UUID | None
    host: str | None
    node: str | None
    instance_type_id: int | None
    user_data: str | None
    reservation_id: str | None
    launched_at: datetime | None
    terminated_at: datetime | None
    availability_zone: str | None
    display_name: str | None
    display_description: str | None
    launched_on: str | None
    locked: bool = field(default=False)
    locked_by: str | None
    os_type: str | None
    architecture: str | None
    vm_mode: str | None
    root_device_name: str | None
    default_ephemeral_device: str | None = UNSET
    default_swap_device: str | None = UNSET
    config_drive: str | None
    access_ip_v4: IPv4Address | None
    access_ip_v6: IPv6Address | None
    auto_disk_config: bool = field(default=False)
    progress: int | None
    shutdown_terminate: bool = field(default=False)
    disable_terminate: bool = field(default=False)
    cell_name: str | None
    metadata: Mapping[str, str] = UNSET
    system_metadata: Mapping[str, str | None] = UNSET
    info_cache: InstanceInfoCache | None = UNSET
    security_groups: SecurityGroupList = UNSET
    fault: InstanceFault | None = UNSET
    cleaned: bool = field(default=False, may_be_absent=True)
    pci_devices: PciDeviceList | None = UNSET
    numa_topology: InstanceNUMATopology | None = UNSET
    pci_requests: InstancePCIRequests | None = UNSET
    tags: TagList = UNSET
    flavor: Flavor = UNSET
    old_flavor: Flavor | None = UNSET
    new_flavor: Flavor | None = UNSET
    vcpu_model: VirtCPUModel | None = UNSET
    ec2_ids: EC2Ids = UNSET
    migration_context: MigrationContext | None = UNSET
    services: ServiceList = UNSET
    keypairs: KeyPairList = UNSET
    device_metadata: InstanceDeviceMetadata | None = UNSET
    trusted_certs: TrustedCerts | None = UNSET
    hidden: bool = field(default=False)
    """Not listed: it moves between cells, and the other one is listed."""
    resources: ResourceList | None = UNSET
    compute_id: int | None
    """The id of the compute node."""

    KEY = ("uuid",)
    HISTORY = history(
        initial("1.9"),
        version("1.10", "The info cache is at 1.5.", child_bumped("info_cache", "1.5")),
        version("1.11", "Instances can be listed with their faults."),
        version(
            "1.12",
            "Ephemeral disks can be encrypted.",
            added("ephemeral_key_uuid", default=None, why="the disk could not be opened any more"),
        ),
        version("1.13", "A key of the metadata can be deleted."),
        version(
            "1.14",
            "An instance has a NUMA topology.",
            added("numa_topology", **_LOADED_LATER, why="the guest would be placed without NUMA"),
        ),
        version("1.15", "PCI devices are at 1.2.", child_bumped("pci_devices", "1.1")),
        version(
            "1.16",
            "An instance has its PCI requests.",
            added(
                "pci_requests",
                up=pci_requests_from_system_metadata,
                down=pci_requests_into_system_metadata,
                writes=("system_metadata",),
                why="juno keeps the requests in system_metadata",
                absence=Loss.ALLOWED,
            ),
        ),
        version(
            "1.17",
            "An instance has tags.",
            added(
                "tags",
                default=UNSET,
                loss=Loss.ALLOWED,
                why="they stay in the database, unread there",
            ),
        ),
        version(
            "1.18",
            "An instance has its flavor, and two while it is resized.",
            *(
                added(
                    name,
                    up=flavor_up(name, prefix, nullable=name != "flavor"),
                    down=flavor_down(name, prefix),
                    writes=("system_metadata",),
                    why=_FLAVOR_WHY,
                    absence=Loss.ALLOWED,
                )
                for name, prefix in (
                    ("flavor", ""),
                    ("old_flavor", "old_"),
                    ("new_flavor", "new_"),
                )
            ),
        ),
        version(
            "1.19",
            "An instance has its CPU model.",
            added(
                "vcpu_model", **_LOADED_LATER, why="a migration could change the CPU of the guest"
            ),
        ),
        version(
            "1.20",
            "An instance has the ids of EC2.",
            added("ec2_ids", default=UNSET, loss=Loss.ALLOWED, why="they are looked up there"),
        ),
        version("1.21", "Tags are at 1.1.", child_bumped("tags", "1.1")),
        version("1.22", "The NUMA topology is at 1.2.", child_bumped("numa_topology", "1.2")),
        version(
            "1.23",
            "An instance that moves has both sides of the move.",
            added("migration_context", **_LOADED_LATER, why="the move could not be taken back"),
        ),
        version(
            "2.0",
            "Nobody asks when an instance was scheduled.",
            removed(
                "scheduled_at",
                was=datetime | None,
                options=UNSET,
                default=None,
                loss=Loss.ALLOWED,
                why="no service asks for it there",
            ),
        ),
        version(
            "2.1",
            "An instance has the services of its host.",
            added("services", default=UNSET, loss=Loss.ALLOWED, why="they are looked up there"),
        ),
        version(
            "2.2",
            "An instance has its key pairs.",
            added("keypairs", default=UNSET, loss=Loss.ALLOWED, why="key_name and key_data stay"),
        ),
        version(
            "2.3",
            "An instance knows the tags of its devices.",
            added("device_metadata", **_LOADED_LATER, why="the guest could not find its devices"),
        ),
        version(
            "2.4",
            "An instance knows the certificates that its image is checked with.",
            added("trusted_certs", **_LOADED_LATER, why="the image would be taken unchecked"),
        ),
        version("2.5", "An instance can be deleted for good."),
        version(
            "2.6",
            "An instance can be hidden while it moves between cells.",
            added("hidden", default=False, why="the instance would be listed twice"),
        ),
        version(
            "2.7",
            "An instance has resources such as persistent memory.",
            added("resources", **_LOADED_LATER, why="the resources would be given out twice"),
        ),
        version(
            "2.8",
            "An instance knows the id of its compute node.",
            added("compute_id", default=None, loss=Loss.ALLOWED, why="host and node name it too"),
        ),
    )
