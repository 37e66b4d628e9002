"""The enums of PCI devices."""

from __future__ import annotations

import enum


class PciDeviceStatus(enum.StrEnum):
    """Who has a device, or why nobody can."""

    AVAILABLE = "available"
    CLAIMED = "claimed"
    ALLOCATED = "allocated"
    REMOVED = "removed"
    DELETED = "deleted"
    UNAVAILABLE = "unavailable"
    UNCLAIMABLE = "unclaimable"


class PciDeviceType(enum.StrEnum):
    """What a device is: all of a card, a physical function or a virtual one."""

    TYPE_PCI = "type-PCI"
    TYPE_PF = "type-PF"
    TYPE_VF = "type-VF"
    VDPA = "vdpa"


class PCINUMAAffinityPolicy(enum.StrEnum):
    """How near a device must be to the NUMA nodes of the guest."""

    REQUIRED = "required"
    LEGACY = "legacy"
    PREFERRED = "preferred"
    SOCKET = "socket"
