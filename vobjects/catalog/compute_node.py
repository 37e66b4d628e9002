"""What a host reports of itself to the scheduler."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects.annotations import IPAddress
from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA, Persistent
from vobjects.catalog.pci_pool import PciDevicePoolList
from vobjects.fields import UNSET, FieldOptions, field
from vobjects.words import added, child_bumped, history, initial, options_changed, version


@NOVA.register
class HVSpec(VersionedObject):
    """One kind of guest that a hypervisor can run (since kilo)."""

    arch: str
    hv_type: str
    vm_mode: str

    HISTORY = history(initial("1.0"))


@NOVA.register
class ComputeNode(Persistent):
    """The record of a hypervisor: what it has and what is used of it."""

    id: int = field(read_only=True)
    service_id: int = UNSET
    host: str | None = UNSET
    host_ip: IPAddress | None = UNSET
    hypervisor_hostname: str | None = UNSET
    hypervisor_type: str
    hypervisor_version: int = UNSET
    vcpus: int
    vcpus_used: int = UNSET
    memory_mb: int
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
    )
