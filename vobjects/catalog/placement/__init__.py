"""Whether guests fit hosts, and what they take: CPUs, memory, pages and PCI devices."""

from vobjects.catalog.placement._affinity import Distance, Nearness
from vobjects.catalog.placement._assignment import assign
from vobjects.catalog.placement._device import Device
from vobjects.catalog.placement._errors import (
    CPUsTakenError,
    DeviceStateError,
    NoRoomError,
    NotHeldError,
    PlacementError,
    Shortage,
)
from vobjects.catalog.placement._fit import less, misfit
from vobjects.catalog.placement._guest_cell import GuestCell, dedicated_guest_cpus, guest_cells
from vobjects.catalog.placement._host_cell import HostCell, dedicated_cpus, free_pages
from vobjects.catalog.placement._numa_claim import (
    claim,
    host_cpus,
    pin,
    release,
    settle,
    settle_cell,
    unpin,
    with_siblings,
)
from vobjects.catalog.placement._pci_claim import (
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
from vobjects.catalog.placement._pinning import Pinning, choose
from vobjects.catalog.placement._pool_claim import pools_of, take_from_pools
from vobjects.catalog.placement._search import Placement, place
from vobjects.catalog.placement._want import Want, wants

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
