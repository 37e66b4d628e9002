"""The enums of hypervisors and of the machines that they run."""

from __future__ import annotations

import enum


class HVType(enum.StrEnum):
    """The kind of a hypervisor."""

    BAREMETAL = "baremetal"
    BHYVE = "bhyve"
    DOCKER = "docker"
    FAKE = "fake"
    HYPERV = "hyperv"
    IRONIC = "ironic"
    KQEMU = "kqemu"
    KVM = "kvm"
    LXC = "lxc"
    LXD = "lxd"
    OPENVZ = "openvz"
    PARALLELS = "parallels"
    PHYP = "phyp"
    QEMU = "qemu"
    TEST = "test"
    UML = "uml"
    VBOX = "vbox"
    VZ = "vz"
    VMWARE = "vmware"
    XEN = "xen"
    ZVM = "zvm"
    PRSM = "prsm"


class VMMode(enum.StrEnum):
    """How a guest talks to the hypervisor."""

    HVM = "hvm"
    XEN = "xen"
    UML = "uml"
    EXE = "exe"


class OSType(enum.StrEnum):
    """The operating system of a guest."""

    LINUX = "linux"
    WINDOWS = "windows"


class FirmwareType(enum.StrEnum):
    """The firmware that a guest boots with."""

    UEFI = "uefi"
    BIOS = "bios"


class SecureBoot(enum.StrEnum):
    """Whether only signed code may boot."""

    REQUIRED = "required"
    DISABLED = "disabled"
    OPTIONAL = "optional"


class ConfigDrivePolicy(enum.StrEnum):
    """Whether a guest must have a configuration drive."""

    OPTIONAL = "optional"
    MANDATORY = "mandatory"


class WatchdogAction(enum.StrEnum):
    """What becomes of a guest that its watchdog does not hear from."""

    NONE = "none"
    PAUSE = "pause"
    POWEROFF = "poweroff"
    RESET = "reset"
    DISABLED = "disabled"
