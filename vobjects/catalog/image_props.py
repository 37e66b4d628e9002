"""The properties of an image: what a guest that starts from it asks for."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.field import UNSET
from vobjects._declare.history import history
from vobjects._declare.object import VersionedObject
from vobjects._types.annotations import UUID
from vobjects.catalog._image_history import (
    LIBERTY,
    MITAKA_TO_ROCKY,
    STEIN_TO_YOGA,
    ZED_TO_FLAMINGO,
)
from vobjects.catalog._nova import NOVA
from vobjects.catalog.addresses import VersionPredicate
from vobjects.catalog.enums.cpu import (
    Architecture,
    CPUAllocationPolicy,
    CPUThreadAllocationPolicy,
    MaxPhyAddrMode,
)
from vobjects.catalog.enums.devices import (
    BlockDeviceType,
    DiskBus,
    InputBus,
    PointerModelType,
    RNGModel,
    SCSIModel,
    SoundModelType,
    USBControllerModelType,
    VideoModel,
    VIFModel,
    VIOMMUModel,
)
from vobjects.catalog.enums.hypervisor import (
    ConfigDrivePolicy,
    FirmwareType,
    HVType,
    OSType,
    SecureBoot,
    VMMode,
    WatchdogAction,
)
from vobjects.catalog.enums.pci import (
    PCINUMAAffinityPolicy,
)
from vobjects.catalog.enums.security import (
    BlockDeviceEncryptionFormatType,
    ImageSignatureHashType,
    ImageSignatureKeyType,
    MemEncryptionModel,
    TPMModel,
    TPMVersion,
)


@NOVA.register
class ImageMetaProps(VersionedObject):
    """Properties by their names; one that is not set asks for nothing (since liberty)."""

    hw_architecture: Architecture = UNSET
    hw_auto_disk_config: str = UNSET
    hw_boot_menu: bool = UNSET
    hw_cdrom_bus: DiskBus = UNSET
    hw_cpu_cores: int = UNSET
    hw_cpu_max_cores: int = UNSET
    hw_cpu_max_sockets: int = UNSET
    hw_cpu_max_threads: int = UNSET
    hw_cpu_policy: CPUAllocationPolicy = UNSET
    hw_cpu_realtime_mask: str = UNSET
    """Guest CPUs, such as ``^0-1`` for all but two."""
    hw_cpu_sockets: int = UNSET
    hw_cpu_thread_policy: CPUThreadAllocationPolicy = UNSET
    hw_cpu_threads: int = UNSET
    hw_device_id: int = UNSET
    hw_disk_bus: DiskBus = UNSET
    hw_disk_type: str = UNSET
    hw_emulation_architecture: Architecture = UNSET
    hw_ephemeral_encryption: bool = UNSET
    hw_ephemeral_encryption_format: BlockDeviceEncryptionFormatType = UNSET
    hw_ephemeral_encryption_secret_uuid: UUID = UNSET
    hw_firmware_stateless: bool = UNSET
    hw_firmware_type: FirmwareType = UNSET
    hw_floppy_bus: DiskBus = UNSET
    hw_input_bus: InputBus = UNSET
    hw_ipxe_boot: bool = UNSET
    hw_locked_memory: bool = UNSET
    hw_machine_type: str = UNSET
    hw_maxphysaddr_bits: int = UNSET
    """Bits."""
    hw_maxphysaddr_mode: MaxPhyAddrMode = UNSET
    hw_mem_encryption: bool = UNSET
    hw_mem_encryption_model: MemEncryptionModel = UNSET
    hw_mem_page_size: str = UNSET
    """KiB in a page, with a unit, or ``small``, ``large`` or ``any``."""
    hw_numa_cpus: tuple[frozenset[int], ...] = UNSET
    """Guest CPUs on each NUMA node."""
    hw_numa_mem: tuple[int, ...] = UNSET
    """MiB on each NUMA node."""
    hw_numa_nodes: int = UNSET
    hw_pci_numa_affinity_policy: PCINUMAAffinityPolicy = UNSET
    hw_pmu: bool = UNSET
    hw_pointer_model: PointerModelType = UNSET
    hw_qemu_guest_agent: bool = UNSET
    hw_redirected_usb_ports: int = UNSET
    """How many."""
    hw_rescue_bus: DiskBus = UNSET
    hw_rescue_device: BlockDeviceType = UNSET
    hw_rng_model: RNGModel = UNSET
    hw_scsi_model: SCSIModel = UNSET
    hw_serial_port_count: int = UNSET
    """How many."""
    hw_sound_model: SoundModelType = UNSET
    hw_time_hpet: bool = UNSET
    hw_tpm_model: TPMModel = UNSET
    hw_tpm_version: TPMVersion = UNSET
    hw_usb_model: USBControllerModelType = UNSET
    hw_video_model: VideoModel = UNSET
    hw_video_ram: int = UNSET
    """MiB."""
    hw_vif_model: VIFModel = UNSET
    hw_vif_multiqueue_enabled: bool = UNSET
    hw_viommu_model: VIOMMUModel = UNSET
    hw_virtio_packed_ring: bool = UNSET
    hw_vm_mode: VMMode = UNSET
    hw_watchdog_action: WatchdogAction = UNSET
    img_bdm_v2: bool = UNSET
    img_bittorrent: bool = UNSET
    img_block_device_mapping: tuple[Mapping[str, str | None], ...] = UNSET
    """Disks, each as the API takes it."""
    img_cache_in_nova: bool = UNSET
    img_compression_level: int = UNSET
    img_config_drive: ConfigDrivePolicy = UNSET
    img_hide_hypervisor_id: bool = UNSET
    img_hv_requested_version: VersionPredicate = UNSET
    img_hv_type: HVType = UNSET
    img_linked_clone: bool = UNSET
    img_mappings: tuple[Mapping[str, str | None], ...] = UNSET
    img_owner_id: str = UNSET
    img_root_device_name: str = UNSET
    img_signature: str = UNSET
    """Base64."""
    img_signature_certificate_uuid: UUID = UNSET
    img_signature_hash_method: ImageSignatureHashType = UNSET
    img_signature_key_type: ImageSignatureKeyType = UNSET
    img_use_agent: bool = UNSET
    img_version: int = UNSET
    os_admin_user: str = UNSET
    os_command_line: str = UNSET
    os_distro: str = UNSET
    os_require_quiesce: bool = UNSET
    os_secure_boot: SecureBoot = UNSET
    os_skip_agent_inject_files_at_boot: bool = UNSET
    os_skip_agent_inject_ssh: bool = UNSET
    os_type: OSType = UNSET
    traits_required: tuple[str, ...] = UNSET

    KEY = ()
    HISTORY = history(*LIBERTY, *MITAKA_TO_ROCKY, *STEIN_TO_YOGA, *ZED_TO_FLAMINGO)
