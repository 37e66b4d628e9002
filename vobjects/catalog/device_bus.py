"""Where a device of a guest stands, as the guest sees it."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.history import history, initial
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.addresses import (
    IDEAddress,
    PCIAddress,
    SCSIAddress,
    USBAddress,
    XenAddress,
)


@NOVA.register
class DeviceBus(VersionedObject):
    """A place on a bus; each kind of bus is a class below it (since newton)."""

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class PCIDeviceBus(DeviceBus):
    """A place on a PCI bus (since newton)."""

    address: PCIAddress

    HISTORY = history(initial("1.0"))


@NOVA.register
class USBDeviceBus(DeviceBus):
    """A place on a USB bus (since newton)."""

    address: USBAddress = UNSET

    HISTORY = history(initial("1.0"))


@NOVA.register
class SCSIDeviceBus(DeviceBus):
    """A place on a SCSI bus (since newton)."""

    address: SCSIAddress = UNSET

    HISTORY = history(initial("1.0"))


@NOVA.register
class IDEDeviceBus(DeviceBus):
    """A place on an IDE bus (since newton)."""

    address: IDEAddress = UNSET

    HISTORY = history(initial("1.0"))


@NOVA.register
class XenDeviceBus(DeviceBus):
    """The number of a virtual disk (since pike)."""

    address: XenAddress = UNSET

    HISTORY = history(initial("1.0"))
