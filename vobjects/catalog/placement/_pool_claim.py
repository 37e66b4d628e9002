"""Pools of like PCI devices: what a host reports of its free ones, and what a guest takes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from vobjects.catalog.pci_device import PciDeviceList
from vobjects.catalog.pci_pool import PciDevicePool, PciDevicePoolList
from vobjects.catalog.placement._affinity import Nearness
from vobjects.catalog.placement._assignment import assign
from vobjects.catalog.placement._device import Device
from vobjects.catalog.placement._errors import NoRoomError, Shortage
from vobjects.catalog.placement._pci_claim import ANYWHERE, free_devices
from vobjects.catalog.placement._want import Want


def pools_of(devices: PciDeviceList) -> PciDevicePoolList:
    """The devices of a host that can be claimed, as pools of one kind on one node (since kilo).

    The type of the devices is a tag.
    """
    view = devices.VIEW
    facts = [Device.of(device) for device in free_devices(devices)]
    kinds = Counter((d.vendor_id, d.product_id, d.dev_type, d.numa_node) for d in facts)
    pools = []
    for (vendor_id, product_id, dev_type, numa_node), count in kinds.items():
        values: dict[str, Any] = {"tags": {} if dev_type is None else {"dev_type": dev_type}}
        if view.has("PciDevicePool", "numa_node"):
            values["numa_node"] = numa_node
        values |= {"vendor_id": vendor_id, "product_id": product_id, "count": count}
        pools.append(view[PciDevicePool](**values))
    return view[PciDevicePoolList](objects=tuple(pools))


def take_from_pools(
    pools: PciDevicePoolList, wanted: Sequence[Want], near: Nearness = ANYWHERE
) -> PciDevicePoolList:
    """The pools without the devices that a guest takes; a pool that is used up stays, with none.

    Pools do not tell which virtual functions belong to a physical one: that is left to the host.

    Raises:
        NoRoomError: not all wants can be met.
    """
    twin = pools.obj_clone()
    most = len(wanted)
    free = [pool for pool in twin.objects for _ in range(min(pool.count, most))]
    found = assign(wanted, [Device.of_pool(pool) for pool in free], near)
    if isinstance(found, Shortage):
        raise NoRoomError([found])
    for at in found:
        free[at].count -= 1
    return twin
