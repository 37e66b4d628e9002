"""A guest: what an instance asks of a host, and where each release keeps it."""

from compat.cloud._guest._columns import empty_columns
from compat.cloud._guest._flavors import flavor_of, pci_requests_of, set_flavor, set_pci_requests
from compat.cloud._guest._request import (
    cells_asked,
    devices_asked,
    devices_of,
    find_place,
    memory_misfit,
    memory_of,
    topology_of,
    without_devices,
)

__all__ = [
    "cells_asked",
    "devices_asked",
    "devices_of",
    "empty_columns",
    "find_place",
    "flavor_of",
    "memory_misfit",
    "memory_of",
    "pci_requests_of",
    "set_flavor",
    "set_pci_requests",
    "topology_of",
    "without_devices",
]
