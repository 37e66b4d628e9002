"""The NUMA nodes of a host: their CPUs, memory and pages."""

from __future__ import annotations

from vobjects.base import VersionedObject
from vobjects.catalog.nova import NOVA
from vobjects.fields import field
from vobjects.words import added, child_bumped, history, initial, version


@NOVA.register
class NUMAPagesTopology(VersionedObject):
    """The memory pages of one size on a host NUMA node (since kilo)."""

    size_kb: int
    """KiB in a page."""
    total: int
    """Pages of this size."""
    used: int = field(default=0)
    """Pages that guests use."""

    HISTORY = history(initial("1.0"))


@NOVA.register
class NUMACell(VersionedObject):
    """One NUMA node of a host (since kilo)."""

    id: int = field(read_only=True)
    cpuset: frozenset[int]
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
