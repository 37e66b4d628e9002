"""Whether guests fit hosts, and what they take: CPUs, memory, pages and PCI devices."""

from vobjects.catalog.placement.affinity import Distance, Nearness
from vobjects.catalog.placement.assignment import assign
from vobjects.catalog.placement.device import Device
from vobjects.catalog.placement.errors import (
    CPUsTakenError,
    DeviceStateError,
    NoRoomError,
    NotHeldError,
    PlacementError,
    Shortage,
)
from vobjects.catalog.placement.fit import less, misfit
from vobjects.catalog.placement.guest_cell import GuestCell, dedicated_guest_cpus, guest_cells
from vobjects.catalog.placement.host_cell import HostCell, dedicated_cpus, free_pages
from vobjects.catalog.placement.numa_claim import (
    claim,
    host_cpus,
    pin,
    release,
    settle,
    settle_cell,
    unpin,
    with_siblings,
)
from vobjects.catalog.placement.pci_claim import (
    ANYWHERE,
    allocate_devices,
    claim_devices,
    devices_of,
    free_devices,
    relatives,
    release_devices,
    remove_device,
    virtual_functions_left,
)
from vobjects.catalog.placement.pinning import Pinning, choose
from vobjects.catalog.placement.pool_claim import pools_of, take_from_pools
from vobjects.catalog.placement.search import Placement, place
from vobjects.catalog.placement.want import Want, wants

__all__ = [
    "ANYWHERE",
    "CPUsTakenError",
    "Device",
    "DeviceStateError",
    "Distance",
    "GuestCell",
    "HostCell",
    "Nearness",
    "NoRoomError",
    "NotHeldError",
    "Pinning",
    "Placement",
    "PlacementError",
    "Shortage",
    "Want",
    "allocate_devices",
    "assign",
    "choose",
    "claim",
    "claim_devices",
    "dedicated_cpus",
    "dedicated_guest_cpus",
    "devices_of",
    "free_devices",
    "free_pages",
    "guest_cells",
    "host_cpus",
    "less",
    "misfit",
    "pin",
    "place",
    "pools_of",
    "relatives",
    "release",
    "release_devices",
    "remove_device",
    "settle",
    "settle_cell",
    "take_from_pools",
    "unpin",
    "virtual_functions_left",
    "wants",
    "with_siblings",
]
