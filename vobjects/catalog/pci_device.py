"""PCI devices of a host, among them the virtual functions that SR-IOV gives to guests."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA, Persistent
from vobjects.fields import UNSET
from vobjects.words import added, child_bumped, history, initial, version


@NOVA.register
class PciDevice(Persistent):
    """One PCI device: where it stands, what it is and who has it."""

    id: int = UNSET
    address: str
    """Domain, bus, slot and function, such as ``0000:81:00.1``."""
    compute_node_id: int | None = UNSET
    dev_id: str | None = UNSET
    dev_type: str = UNSET
    """``type-PCI``, ``type-PF`` or ``type-VF``."""
    extra_info: Mapping[str, str] = UNSET
    instance_uuid: str | None = UNSET
    label: str | None = UNSET
    numa_node: int | None = UNSET
    """The host NUMA node that the device is attached to."""
    product_id: str = UNSET
    request_id: str | None = UNSET
    """The PCI request that claimed the device."""
    status: str = UNSET
    """``available``, ``claimed``, ``allocated``, ``removed`` or ``deleted``."""
    vendor_id: str = UNSET

    HISTORY = history(
        initial("1.1"),
        version(
            "1.2",
            "A device knows the request that it serves.",
            added("request_id", default=None, why="two ports of a guest would swap their devices"),
        ),
        version(
            "1.3",
            "A device knows its NUMA node.",
            added("numa_node", default=None, why="the guest would lose its I/O locality"),
        ),
    )


@NOVA.register
class PciDeviceList(VersionedObject):
    """PCI devices of one host or one instance."""

    objects: tuple[PciDevice, ...]

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Devices are at 1.2.", child_bumped("objects", "1.2")),
    )
