"""The NUMA nodes of a host: their CPUs, memory and pages."""

from __future__ import annotations

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, child_bumped, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._conversions import added_empty
from vobjects.catalog._nova import NOVA
from vobjects.catalog.network_metadata import NetworkMetadata


@NOVA.register
class NUMAPagesTopology(VersionedObject):
    """The memory pages of one size on a host NUMA node (since kilo)."""

    size_kb: int
    """KiB in a page."""
    total: int
    """Pages of this size."""
    used: int = field(default=0)
    """Pages that guests use."""
    reserved: int = field(default=0)
    """Pages that guests never get."""

    KEY = ("size_kb",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Pages can be kept for the host.",
            added("reserved", default=0, why="the pages of the host would be given to guests"),
        ),
    )


@NOVA.register
class NUMACell(VersionedObject):
    """One NUMA node of a host (since kilo)."""

    id: int = field(read_only=True)
    cpuset: frozenset[int]
    """The CPUs of the node; since 1.4 those that guests share."""
    pcpuset: frozenset[int] = UNSET
    """The CPUs that guests have for themselves."""
    memory: int
    """MiB."""
    cpu_usage: int = field(default=0)
    """Guest CPUs that run on the node."""
    memory_usage: int = field(default=0)
    """MiB that guests use."""
    mempages: tuple[NUMAPagesTopology, ...]
    pinned_cpus: frozenset[int]
    siblings: tuple[frozenset[int], ...]
    """CPUs that are threads of one core."""
    network_metadata: NetworkMetadata = UNSET
    """The networks that the node is near to."""
    socket: int | None = UNSET
    """The processor package that the node is part of."""

    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A node tells which of its CPUs are pinned and which are siblings.",
            added("pinned_cpus", default=frozenset(), why="pinned CPUs would be given out twice"),
            added("siblings", default=(), why="the threads of a core would be given to two guests"),
        ),
        version(
            "1.2",
            "A node tells its pages.",
            added("mempages", default=(), why="huge pages would be given out twice"),
        ),
        version(
            "1.3",
            "A node tells the networks that it is near to.",
            added_empty(
                "network_metadata",
                "NetworkMetadata",
                "guests would be placed far from their networks",
                physnets=frozenset(),
                tunneled=False,
            ),
        ),
        version(
            "1.4",
            "Some CPUs are for pinned guests, others for all.",
            added("pcpuset", default=frozenset(), why="CPUs for pinned guests would be gone"),
        ),
        version(
            "1.5",
            "A node tells its socket.",
            added("socket", default=None, why="devices of the same socket would be taken for far"),
        ),
    )


@NOVA.register
class NUMATopology(VersionedObject):
    """All NUMA nodes of a host (since kilo)."""

    cells: tuple[NUMACell, ...]

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Nodes are at 1.1.", child_bumped("cells", "1.1")),
        version("1.2", "Nodes are at 1.2.", child_bumped("cells", "1.2")),
    )


@NOVA.register
class NUMATopologyLimits(VersionedObject):
    """How far the nodes of a host may be given to more guests than they hold (since kilo)."""

    cpu_allocation_ratio: float
    ram_allocation_ratio: float
    network_metadata: NetworkMetadata = UNSET
    """The networks that the guest needs."""

    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "The limits tell the networks that the guest needs.",
            added_empty(
                "network_metadata",
                "NetworkMetadata",
                "the guest would be placed far from its networks",
                physnets=frozenset(),
                tunneled=False,
            ),
        ),
    )
