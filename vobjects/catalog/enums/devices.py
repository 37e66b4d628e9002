"""The enums of the devices that a guest sees."""

from __future__ import annotations

import enum


class BlockDeviceType(enum.StrEnum):
    """What a block device looks like."""

    CDROM = "cdrom"
    DISK = "disk"
    FLOPPY = "floppy"
    FS = "fs"
    LUN = "lun"


class DiskBus(enum.StrEnum):
    """The bus of a disk."""

    FDC = "fdc"
    IDE = "ide"
    SATA = "sata"
    SCSI = "scsi"
    USB = "usb"
    VIRTIO = "virtio"
    XEN = "xen"
    LXC = "lxc"
    UML = "uml"


class InputBus(enum.StrEnum):
    """The bus of a pointer or a keyboard."""

    USB = "usb"
    VIRTIO = "virtio"


class PointerModelType(enum.StrEnum):
    """The pointer of a guest."""

    USBTABLET = "usbtablet"


class RNGModel(enum.StrEnum):
    """The source of random numbers."""

    VIRTIO = "virtio"


class SCSIModel(enum.StrEnum):
    """The controller of SCSI disks."""

    BUSLOGIC = "buslogic"
    IBMVSCSI = "ibmvscsi"
    LSILOGIC = "lsilogic"
    LSISAS1068 = "lsisas1068"
    LSISAS1078 = "lsisas1078"
    VIRTIO_SCSI = "virtio-scsi"
    VMPVSCSI = "vmpvscsi"


class SoundModelType(enum.StrEnum):
    """The sound card."""

    SB16 = "sb16"
    ES1370 = "es1370"
    PCSPK = "pcspk"
    AC97 = "ac97"
    ICH6 = "ich6"
    ICH9 = "ich9"
    USB = "usb"
    VIRTIO = "virtio"


class USBControllerModelType(enum.StrEnum):
    """The controller of USB devices."""

    NONE = "none"
    NEC_XHCI = "nec-xhci"
    QEMU_XHCI = "qemu-xhci"


class VIFModel(enum.StrEnum):
    """The network card."""

    VIRTIO = "virtio"
    NE2K_PCI = "ne2k_pci"
    PCNET = "pcnet"
    RTL8139 = "rtl8139"
    E1000 = "e1000"
    E1000E = "e1000e"
    NETFRONT = "netfront"
    SPAPR_VLAN = "spapr-vlan"
    LAN9118 = "lan9118"
    SRIOV = "sriov"
    VMXNET = "vmxnet"
    VMXNET3 = "vmxnet3"
    IGB = "igb"


class VIOMMUModel(enum.StrEnum):
    """The memory management unit of devices."""

    INTEL = "intel"
    SMMUV3 = "smmuv3"
    VIRTIO = "virtio"
    AUTO = "auto"


class VideoModel(enum.StrEnum):
    """The graphics card."""

    CIRRUS = "cirrus"
    QXL = "qxl"
    VGA = "vga"
    VMVGA = "vmvga"
    XEN = "xen"
    VIRTIO = "virtio"
    GOP = "gop"
    NONE = "none"
    BOCHS = "bochs"
