"""An instance: the guest, where it runs and what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from vobjects.annotations import UUID, IPv4Address, IPv6Address
from vobjects.base import VersionedObject
from vobjects.catalog.cpu import VirtCPUModel
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.instance_state import InstanceFault, InstanceInfoCache
from vobjects.catalog.nova import NOVA, Persistent
from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.pci_request import InstancePCIRequests
from vobjects.catalog.security_group import SecurityGroupList
from vobjects.catalog.system_metadata import (
    flavor_down,
    flavor_up,
    pci_requests_from_system_metadata,
    pci_requests_into_system_metadata,
)
from vobjects.catalog.tag import TagList
from vobjects.errors import InexpressibleError
from vobjects.fields import UNSET, field
from vobjects.history import Classes, Values
from vobjects.words import added, child_bumped, history, initial, version

_FLAVOR_WHY = "juno keeps the flavor in system_metadata"


def no_tags(values: Values, classes: Classes) -> None:
    """Older releases have no tags."""
    tags = classes["TagList"](objects=())
    tags.obj_reset_changes()
    values["tags"] = tags


def without_tags(values: Values, classes: Classes) -> None:
    """An empty list goes without loss; tags have no place in older releases."""
    if values["tags"].obj_values() != {"objects": ()}:
        raise InexpressibleError("the tags of the instance would be gone")
    del values["tags"]


@NOVA.register
class Instance(Persistent):
    """One guest. Fields that are not loaded are unset."""

    id: int = UNSET
    uuid: UUID
    user_id: str | None = UNSET
    project_id: str | None = UNSET
    image_ref: str | None = UNSET
    kernel_id: str | None = UNSET
    ramdisk_id: str | None = UNSET
    hostname: str | None = UNSET
    launch_index: int | None = UNSET
    key_name: str | None = UNSET
    key_data: str | None = UNSET
    power_state: int | None = UNSET
    vm_state: str | None = UNSET
    task_state: str | None = UNSET
    memory_mb: int | None = UNSET
    """MiB."""
    vcpus: int | None = UNSET
    root_gb: int | None = UNSET
    """GiB."""
    ephemeral_gb: int | None = UNSET
    """GiB."""
    ephemeral_key_uuid: UUID | None = UNSET
    host: str | None = UNSET
    node: str | None = UNSET
    instance_type_id: int | None = UNSET
    user_data: str | None = UNSET
    reservation_id: str | None = UNSET
    scheduled_at: datetime | None = UNSET
    launched_at: datetime | None = UNSET
    terminated_at: datetime | None = UNSET
    availability_zone: str | None = UNSET
    display_name: str | None = UNSET
    display_description: str | None = UNSET
    launched_on: str | None = UNSET
    locked: bool = field(default=False)
    locked_by: str | None = UNSET
    os_type: str | None = UNSET
    architecture: str | None = UNSET
    vm_mode: str | None = UNSET
    root_device_name: str | None = UNSET
    default_ephemeral_device: str | None = UNSET
    default_swap_device: str | None = UNSET
    config_drive: str | None = UNSET
    access_ip_v4: IPv4Address | None = UNSET
    access_ip_v6: IPv6Address | None = UNSET
    auto_disk_config: bool = field(default=False)
    progress: int | None = UNSET
    shutdown_terminate: bool = field(default=False)
    disable_terminate: bool = field(default=False)
    cell_name: str | None = UNSET
    metadata: Mapping[str, str] = UNSET
    system_metadata: Mapping[str, str | None] = UNSET
    info_cache: InstanceInfoCache | None = UNSET
    security_groups: SecurityGroupList = UNSET
    fault: InstanceFault | None = UNSET
    cleaned: bool = field(default=False)
    pci_devices: PciDeviceList | None = UNSET
    numa_topology: InstanceNUMATopology | None = UNSET
    pci_requests: InstancePCIRequests | None = UNSET
    tags: TagList = UNSET
    flavor: Flavor = UNSET
    old_flavor: Flavor | None = UNSET
    new_flavor: Flavor | None = UNSET
    vcpu_model: VirtCPUModel | None = UNSET

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
            added("numa_topology", default=None, why="the guest would be placed without NUMA"),
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
            ),
        ),
        version(
            "1.17",
            "An instance has tags.",
            added("tags", up=no_tags, down=without_tags, why="tags are not known there"),
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
            added("vcpu_model", default=None, why="a migration could change the CPU of the guest"),
        ),
    )


@NOVA.register
class InstanceList(VersionedObject):
    """Instances that were asked for together."""

    objects: tuple[Instance, ...]

    HISTORY = history(
        initial("1.1"),
        *(
            version(f"1.{minor}", why, *([child_bumped("objects", child)] if child else []))
            for minor, child, why in (
                (2, "1.11", "Instances are at 1.11."),
                (3, "", "Instances can be listed by host without a join."),
                (4, "1.12", "Instances are at 1.12."),
                (5, "", "Active instances can be listed by a window of time."),
                (6, "1.13", "Instances are at 1.13."),
                (7, "", "Instances can be read from a replica."),
                (8, "1.14", "Instances are at 1.14."),
                (9, "1.15", "Instances are at 1.15."),
                (10, "1.16", "Instances are at 1.16."),
                (11, "", "Instances can be read from a replica by host."),
                (12, "", "Security groups can be listed."),
                (13, "1.17", "Instances are at 1.17."),
                (14, "1.18", "Instances are at 1.18."),
                (15, "1.19", "Instances are at 1.19."),
                (16, "", "Instances can be listed by a set of tags."),
            )
        ),
    )
