"""What two libvirt hosts of a live migration tell each other."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID, IPAddress
from vobjects._types.secret import Secret
from vobjects.catalog._nova import NOVA
from vobjects.catalog.live_migrate import (
    OLD_ATTACHMENTS,
    PCI_MAP,
    VIFS,
    WAIT_FOR_PLUG,
    LiveMigrateData,
)
from vobjects.loss import Loss

_OTHER_MEMORY = "the memory of the guest would not be what the other host expects"
_OTHER_CPUS = "the guest would run on CPUs that others have"
_OTHER_MDEVS = "the guest would lose its mediated devices"
_NO_TPM = "the guest could not open its trusted platform module"


@NOVA.register
class LibvirtLiveMigrateBDMInfo(VersionedObject):
    """How a disk is attached to the destination (since mitaka)."""

    serial: str
    bus: str
    dev: str
    type: str
    format: str | None = UNSET
    boot_index: int | None = UNSET
    connection_info_json: str
    """JSON."""
    encryption_secret_uuid: UUID | None = UNSET

    KEY = ("serial",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A disk can be encrypted.",
            added("encryption_secret_uuid", default=None, why="the disk could not be opened"),
        ),
    )


@NOVA.register
class LibvirtLiveMigrateNUMAInfo(VersionedObject):
    """The CPUs and nodes of the destination that a guest gets (since train)."""

    cpu_pins: Mapping[str, frozenset[int]] = UNSET
    """Guest CPU to host CPUs."""
    cell_pins: Mapping[str, frozenset[int]] = UNSET
    """Guest NUMA node to host NUMA nodes."""
    emulator_pins: frozenset[int] = UNSET
    """Host CPUs."""
    sched_vcpus: frozenset[int] = UNSET
    """Guest CPUs that run in real time."""
    sched_priority: int = UNSET

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class LibvirtLiveMigrateData(LiveMigrateData):
    """What libvirt hosts tell besides (since mitaka)."""

    filename: str = UNSET
    image_type: str = UNSET
    block_migration: bool = UNSET
    disk_over_commit: bool = UNSET
    disk_available_mb: int | None = UNSET
    """MiB."""
    is_shared_instance_path: bool = UNSET
    is_shared_block_storage: bool = UNSET
    instance_relative_path: str = UNSET
    graphics_listen_addr_vnc: IPAddress | None = UNSET
    graphics_listen_addr_spice: IPAddress | None = UNSET
    serial_listen_addr: str | None = UNSET
    serial_listen_ports: tuple[int, ...] = UNSET
    bdms: tuple[LibvirtLiveMigrateBDMInfo, ...] = UNSET
    target_connect_addr: str | None = UNSET
    supported_perf_events: tuple[str, ...] = UNSET
    src_supports_native_luks: bool = UNSET
    dst_wants_file_backed_memory: bool = UNSET
    file_backed_memory_discard: bool = UNSET
    src_supports_numa_live_migration: bool = UNSET
    dst_supports_numa_live_migration: bool = UNSET
    dst_numa_info: LibvirtLiveMigrateNUMAInfo = UNSET
    dst_supports_mdev_live_migration: bool = UNSET
    source_mdev_types: Mapping[str, str] = UNSET
    """Mediated device to type."""
    target_mdevs: Mapping[str, str] = UNSET
    """Mediated device at the source to the one at the destination."""
    dst_cpu_shared_set_info: frozenset[int] = UNSET
    """Host CPUs of the destination that guests share."""
    vtpm_secret_uuid: UUID | None = UNSET
    vtpm_secret_value: Secret | None = UNSET
    """Secret: keep it out of logs."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "The destination says over which network it takes the guest.",
            added("target_connect_addr", default=None, why="the guest would take another network"),
        ),
        version(
            "1.2",
            "The destination says its serial ports.",
            added("serial_listen_ports", default=UNSET, why="consoles would have no port"),
        ),
        version(
            "1.3",
            "The destination says which performance events it has.",
            added("supported_perf_events", default=UNSET, why="the guest might not start there"),
        ),
        version("1.4", "Volumes have an attachment on each side.", OLD_ATTACHMENTS),
        version(
            "1.5",
            "The source says whether it can open LUKS by itself.",
            added(
                "src_supports_native_luks",
                default=False,
                loss=Loss.ALLOWED,
                why="disks are opened as before there",
            ),
        ),
        version("1.6", "The source can wait for ports.", WAIT_FOR_PLUG),
        version(
            "1.7",
            "The destination says whether memory is in files.",
            added("dst_wants_file_backed_memory", default=False, why=_OTHER_MEMORY),
        ),
        version(
            "1.8",
            "The destination says whether memory in files is thrown away.",
            added("file_backed_memory_discard", default=False, why=_OTHER_MEMORY),
        ),
        version("1.9", "Ports are bound to both hosts.", VIFS),
        version(
            "1.10",
            "A guest with NUMA nodes can move.",
            added("src_supports_numa_live_migration", default=False, why=_OTHER_CPUS),
            added("dst_supports_numa_live_migration", default=False, why=_OTHER_CPUS),
            added("dst_numa_info", default=UNSET, why=_OTHER_CPUS),
        ),
        version(
            "1.11",
            "A guest with mediated devices can move.",
            added("dst_supports_mdev_live_migration", default=False, why=_OTHER_MDEVS),
            added("source_mdev_types", default=UNSET, why=_OTHER_MDEVS),
            added("target_mdevs", default=UNSET, why=_OTHER_MDEVS),
        ),
        version(
            "1.12",
            "The destination says which CPUs guests share.",
            added("dst_cpu_shared_set_info", default=UNSET, why=_OTHER_CPUS),
        ),
        version("1.13", "PCI devices are mapped to those of the destination.", PCI_MAP),
        version(
            "1.14",
            "A guest with a trusted platform module can move.",
            added("vtpm_secret_uuid", default=None, why=_NO_TPM),
            added("vtpm_secret_value", default=None, why=_NO_TPM),
        ),
    )
