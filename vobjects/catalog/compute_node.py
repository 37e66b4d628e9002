"""What a host reports of itself to the scheduler."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET, FieldOptions, field
from vobjects._declare.history import (
    added,
    child_bumped,
    history,
    initial,
    made_nullable,
    options_changed,
    version,
)
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID, IPAddress
from vobjects.catalog._nova import NOVA, Persistent
from vobjects.catalog.hv_spec import HVSpec
from vobjects.catalog.pci_pool import PciDevicePoolList
from vobjects.loss import Loss

_OWN_RATIO = "the scheduler takes the ratio from its own configuration there"


@NOVA.register
class ComputeNode(Persistent):
    """The record of a hypervisor: what it has and what is used of it."""

    id: int = field(default=UNSET, read_only=True)
    uuid: UUID = field(default=UNSET, read_only=True)
    service_id: int | None = UNSET
    host: str | None
    host_ip: IPAddress | None = UNSET
    hypervisor_hostname: str | None = UNSET
    hypervisor_type: str = UNSET
    hypervisor_version: int = UNSET
    vcpus: int = UNSET
    vcpus_used: int = UNSET
    memory_mb: int = UNSET
    """MiB."""
    memory_mb_used: int = UNSET
    """MiB."""
    free_ram_mb: int | None = UNSET
    """MiB."""
    local_gb: int = UNSET
    """GiB."""
    local_gb_used: int = UNSET
    """GiB."""
    free_disk_gb: int | None = UNSET
    """GiB."""
    disk_available_least: int | None = UNSET
    """GiB."""
    current_workload: int | None = UNSET
    running_vms: int | None = UNSET
    cpu_info: str | None = UNSET
    """JSON."""
    metrics: str | None = UNSET
    """JSON."""
    stats: Mapping[str, str | None] | None = UNSET
    numa_topology: str | None = UNSET
    """JSON: a NUMATopology in o.vo's primitive form since kilo, cells as plain dicts in juno."""
    supported_hv_specs: tuple[HVSpec, ...] = UNSET
    pci_device_pools: PciDevicePoolList | None = UNSET
    cpu_allocation_ratio: float = UNSET
    """Guest CPUs for each CPU of the host."""
    ram_allocation_ratio: float = UNSET
    disk_allocation_ratio: float = UNSET
    mapped: int = UNSET
    """1 once the node is known to belong to a cell."""

    KEY = ("id",)
    HISTORY = history(
        initial("1.3"),
        version(
            "1.4",
            "A node tells its address.",
            added("host_ip", default=None, why="the address has no other field"),
            options_changed("id", was=FieldOptions()),
        ),
        version(
            "1.5",
            "A node tells its NUMA topology.",
            added("numa_topology", default=None, why="guests would be placed without regard to it"),
        ),
        version(
            "1.6",
            "A node tells which guests its hypervisor can run.",
            added("supported_hv_specs", default=(), why="guests would be placed on the wrong kind"),
        ),
        version(
            "1.7",
            "A node tells its host.",
            added("host", default=None, why="the node could not be told from another"),
        ),
        version("1.8", "A node can be found by its host."),
        version(
            "1.9",
            "A node tells its free PCI devices.",
            added("pci_device_pools", default=None, why="devices would be given out twice"),
            child_bumped("pci_device_pools", "1.0"),
        ),
        version("1.10", "A node can be found for computes that know no host."),
        version("1.11", "Pools are at 1.1.", child_bumped("pci_device_pools", "1.1")),
        version(
            "1.12", "What a hypervisor runs is at 1.1.", child_bumped("supported_hv_specs", "1.1")
        ),
        version(
            "1.13",
            "A node is found by its host; it needs no service.",
            made_nullable(
                "service_id", instead=-1, why="the service can be found by the host of the node"
            ),
        ),
        version(
            "1.14",
            "A node tells how far CPUs and memory may be given out more than once.",
            *(
                added(name, default=UNSET, loss=Loss.ALLOWED, why=_OWN_RATIO)
                for name in ("cpu_allocation_ratio", "ram_allocation_ratio")
            ),
        ),
        version(
            "1.15",
            "A node has a UUID.",
            added("uuid", default=UNSET, loss=Loss.ALLOWED, why="a node is known by its id there"),
        ),
        version(
            "1.16",
            "A node tells how far disks may be given out more than once.",
            added("disk_allocation_ratio", default=UNSET, loss=Loss.ALLOWED, why=_OWN_RATIO),
        ),
        version(
            "1.17",
            "A node knows whether it is in a cell.",
            added("mapped", default=UNSET, loss=Loss.ALLOWED, why="no service asks for it there"),
        ),
        version("1.18", "A node can be found by its UUID."),
        version("1.19", "A node can be found by its name."),
    )


@NOVA.register
class ComputeNodeList(VersionedObject):
    """Nodes that were asked for together."""

    objects: tuple[ComputeNode, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        *(
            version(f"1.{minor}", why, *([child_bumped("objects", child)] if child else []))
            for minor, child, why in (
                (1, "1.3", "Nodes are at 1.3."),
                (2, "", "Nodes can be listed by their service."),
                (3, "1.4", "Nodes are at 1.4."),
                (4, "1.5", "Nodes are at 1.5."),
                (5, "", "Nodes can be read from a replica by their service."),
                (6, "1.6", "Nodes are at 1.6."),
                (7, "1.7", "Nodes are at 1.7."),
                (8, "1.8", "Nodes are at 1.8, and can be listed by their host."),
                (9, "1.9", "Nodes are at 1.9."),
                (10, "1.10", "Nodes are at 1.10."),
                (11, "1.11", "Nodes are at 1.11."),
                (12, "1.12", "Nodes are at 1.12."),
                (13, "1.13", "Nodes are at 1.13."),
                (14, "1.14", "Nodes are at 1.14."),
                (15, "", "Nodes can be listed page by page."),
                (16, "", "Nodes can be listed by their UUIDs."),
                (17, "", "Nodes that are in no cell yet can be listed."),
            )
        ),
    )
