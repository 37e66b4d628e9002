"""Pools of like PCI devices, as a compute node reports them to the scheduler."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects._declare.history import added, child_bumped, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA


@NOVA.register
class PciDevicePool(VersionedObject):
    """How many free devices of a kind a host has (since kilo)."""

    product_id: str
    vendor_id: str
    numa_node: int | None
    """The host NUMA node that the devices are attached to."""
    tags: Mapping[str, str | None]
    count: int
    """Devices that nobody has claimed."""

    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A pool knows its NUMA node.",
            added("numa_node", default=None, why="guests would be placed far from their devices"),
        ),
    )


@NOVA.register
class PciDevicePoolList(VersionedObject):
    """All pools of a host (since kilo)."""

    objects: tuple[PciDevicePool, ...]

    KEY = ()
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Pools are at 1.1.", child_bumped("objects", "1.1")),
    )
