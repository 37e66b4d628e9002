"""What came to the properties of images with each version.

A property that is not set asks for nothing, so older objects lack it. One that is set is refused by
a version that does not know it: the guest would run without what its image asks for.
"""

from __future__ import annotations

from vobjects._declare.changes import Added, Entry, ValueAdded
from vobjects._declare.field import UNSET
from vobjects._declare.history import added, initial, value_added, version


def _came(name: str, why: str) -> Added:
    return added(name, default=UNSET, why=why)


def _values(name: str, values: str, why: str) -> tuple[ValueAdded, ...]:
    return tuple(value_added(name, value, why=why) for value in values.split())


_NO_BUS = "the guest could not start from a bus that is not known there"
_NO_CARD = "the guest would get a card that it has no driver for"
_UNSIGNED = "the image would be taken without a check of its signature"
_PLAIN_DISK = "the disks of the guest would not be encrypted"

LIBERTY: tuple[Entry, ...] = (
    initial("1.0"),
    version(
        "1.1",
        "A snapshot can ask for a quiet file system.",
        _came("os_require_quiesce", "a snapshot could be taken of files in the midst of a change"),
    ),
    version(
        "1.2",
        "An image can ask for a hypervisor of some version.",
        _came("img_hv_type", "the guest could be placed on another hypervisor"),
        _came("img_hv_requested_version", "the guest could be placed on an older hypervisor"),
    ),
    version(
        "1.3", "Virtuozzo.", *_values("img_hv_type", "vz", "no host there says that it has it")
    ),
    version(
        "1.4",
        "A network card can have several queues.",
        _came("hw_vif_multiqueue_enabled", "the card would have one queue"),
    ),
    version(
        "1.5",
        "An image names its administrator.",
        _came("os_admin_user", "the password would be set for another user"),
    ),
    version(
        "1.6",
        "Buses of containers.",
        *(
            change
            for name in ("hw_cdrom_bus", "hw_disk_bus", "hw_floppy_bus")
            for change in _values(name, "lxc uml", _NO_BUS)
        ),
    ),
    version(
        "1.7",
        "An image can ask for a configuration drive.",
        _came("img_config_drive", "the guest would come without its configuration"),
    ),
)

MITAKA_TO_ROCKY: tuple[Entry, ...] = (
    version("1.8", "LXD.", *_values("img_hv_type", "lxd", "no host there says that it has it")),
    version(
        "1.9",
        "An image can ask for threads of a core.",
        _came("hw_cpu_thread_policy", "the guest would get other threads"),
    ),
    version(
        "1.10",
        "Guest CPUs can run in real time.",
        _came("hw_cpu_realtime_mask", "no CPU of the guest would run in real time"),
    ),
    version(
        "1.11",
        "An image can ask for a firmware.",
        _came("hw_firmware_type", "the guest might not boot with another firmware"),
    ),
    version(
        "1.12",
        "An image can be signed.",
        _came("img_signature", _UNSIGNED),
        _came("img_signature_hash_method", _UNSIGNED),
        _came("img_signature_certificate_uuid", _UNSIGNED),
        _came("img_signature_key_type", _UNSIGNED),
    ),
    version(
        "1.13",
        "An image can ask for secure boot.",
        _came("os_secure_boot", "code that is not signed could boot"),
    ),
    version(
        "1.14",
        "An image can ask for a pointer.",
        _came("hw_pointer_model", "the pointer of the guest would be another one"),
    ),
    version(
        "1.15",
        "An image says how it is rescued.",
        _came("hw_rescue_bus", "the guest would be rescued from another bus"),
        _came("hw_rescue_device", "the guest would be rescued from another device"),
    ),
    version(
        "1.16",
        "A watchdog can be off, and a hypervisor PRSM.",
        value_added(
            "hw_watchdog_action",
            "disabled",
            instead=UNSET,
            why="a guest without the property has no watchdog",
        ),
        *_values("img_hv_type", "prsm", "no host there says that it has it"),
    ),
    version("1.17", "The card LAN9118.", *_values("hw_vif_model", "lan9118", _NO_CARD)),
    version("1.18", "The kinds of keys are told in another order."),
    version(
        "1.19",
        "A guest can be kept from seeing its hypervisor.",
        _came("img_hide_hypervisor_id", "drivers that refuse a hypervisor would not start"),
    ),
    version(
        "1.20",
        "An image can require traits of a host.",
        _came("traits_required", "the guest could be placed on a host without them"),
    ),
)

STEIN_TO_YOGA: tuple[Entry, ...] = (
    version(
        "1.21",
        "A guest can have the HPET timer.",
        _came("hw_time_hpet", "the guest would have no such timer"),
    ),
    version(
        "1.22",
        "Three more graphics cards.",
        *_values("hw_video_model", "virtio gop none", _NO_CARD),
    ),
    version(
        "1.23",
        "A guest can have counters of performance, or none.",
        _came("hw_pmu", "the guest could have counters that it must not have, or lack them"),
    ),
    version(
        "1.24",
        "The memory of a guest can be encrypted.",
        _came("hw_mem_encryption", "the host could read the memory of the guest"),
    ),
    version(
        "1.25",
        "An image says how near PCI devices must be.",
        _came("hw_pci_numa_affinity_policy", "a device could be on another NUMA node"),
    ),
    version(
        "1.26",
        "A guest can have shared and dedicated CPUs.",
        *_values("hw_cpu_policy", "mixed", "all CPUs of a guest are of one kind there"),
    ),
    version(
        "1.27",
        "A guest can have a trusted platform module.",
        _came("hw_tpm_version", "the guest would come without its module"),
        _came("hw_tpm_model", "the guest would come without its module"),
    ),
    version(
        "1.28",
        "PCI devices can be on any NUMA node of the socket.",
        *_values("hw_pci_numa_affinity_policy", "socket", "no other policy means the same"),
    ),
    version(
        "1.29",
        "An image can ask for a bus of its pointer and keyboard.",
        _came("hw_input_bus", "the guest might not see its keyboard"),
    ),
    version("1.30", "The graphics card Bochs.", *_values("hw_video_model", "bochs", _NO_CARD)),
    version(
        "1.31",
        "A guest can be of another architecture than its host.",
        _came("hw_emulation_architecture", "the guest could not run its code"),
    ),
)

ZED_TO_FLAMINGO: tuple[Entry, ...] = (
    version(
        "1.32",
        "The disks of a guest can be encrypted.",
        _came("hw_ephemeral_encryption", _PLAIN_DISK),
        _came("hw_ephemeral_encryption_format", _PLAIN_DISK),
    ),
    version(
        "1.33",
        "The memory of a guest can be locked.",
        _came("hw_locked_memory", "the memory of the guest could be swapped out"),
    ),
    version(
        "1.34",
        "A guest can have a memory management unit for devices.",
        _came("hw_viommu_model", "the guest could not guard its memory from devices"),
    ),
    version(
        "1.35",
        "Queues of devices can be packed.",
        _came("hw_virtio_packed_ring", "the queues of the guest would be split"),
    ),
    version(
        "1.36",
        "An image says how wide physical addresses are.",
        _came("hw_maxphysaddr_mode", "the guest would see addresses of another width"),
        _came("hw_maxphysaddr_bits", "the guest would see addresses of another width"),
    ),
    version(
        "1.37",
        "The key of encrypted disks is kept.",
        _came("hw_ephemeral_encryption_secret_uuid", "the disks could not be opened"),
    ),
    version(
        "1.38",
        "The firmware of a guest can be without state.",
        _came("hw_firmware_stateless", "the guest could change its firmware"),
    ),
    version("1.39", "The card IGB.", *_values("hw_vif_model", "igb", _NO_CARD)),
    version(
        "1.40",
        "A guest can have a sound card.",
        _came("hw_sound_model", "the guest would be silent"),
    ),
    version(
        "1.41",
        "A guest can have a USB controller and redirected ports.",
        _came("hw_usb_model", "the guest would have another USB controller"),
        _came("hw_redirected_usb_ports", "users could not plug in their devices"),
    ),
    version(
        "1.42",
        "An image says how memory is encrypted.",
        _came("hw_mem_encryption_model", "the memory could be encrypted in a weaker way"),
    ),
)
