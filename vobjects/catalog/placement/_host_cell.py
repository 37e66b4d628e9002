"""What is left of a host node for guests, read alike at every version of NUMACell."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from vobjects._declare.object import VersionedObject
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopologyLimits

ORDINARY: Final = 64
"""KiB in the largest page that kernels use for ordinary memory; larger ones are set apart."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class HostCell:
    """One NUMA node of a host and what is left of it."""

    id: int
    cpus: frozenset[int]
    """The CPUs that guests share."""
    dedicated: frozenset[int]
    """The CPUs that pinned guests can have; older hosts take them from those that are shared."""
    pinned: frozenset[int] = frozenset()
    """The dedicated CPUs that guests have, or that stay idle for one."""
    siblings: tuple[frozenset[int], ...] = ()
    """CPUs that are threads of one core; a CPU in none of them is a core of its own."""
    memory: int
    """MiB that are free for guests on ordinary pages."""
    pages: Mapping[int, int] | None = None
    """KiB in a page to the number of free ones; None if the host does not tell."""
    shared_free: int | None = None
    """How many more guest CPUs may share; None for any number."""
    socket: int | None = None
    """The processor package; None if the host does not tell."""

    @classmethod
    def of(cls, cell: NUMACell, limits: NUMATopologyLimits | None = None) -> HostCell:
        """The node as the scheduler or its own host tells it.

        Args:
            cell: a node at any version.
            limits: how far CPUs and memory may be given out more than once. Without them memory
                is given out once, and CPUs are shared by any number of guests.
        """
        values = cell.obj_values()
        told = "mempages" in values and tells(cell, "mempages")
        return cls(
            id=cell.id,
            cpus=cell.cpuset,
            dedicated=dedicated_cpus(cell),
            pinned=values.get("pinned_cpus", frozenset()),
            siblings=values.get("siblings", ()),
            memory=_free_memory(cell, 1.0 if limits is None else limits.ram_allocation_ratio),
            pages={page.size_kb: free_pages(page) for page in cell.mempages} if told else None,
            shared_free=None if limits is None else _free_shares(cell, limits),
            socket=values.get("socket"),
        )

    @property
    def free(self) -> frozenset[int]:
        """The CPUs that can be pinned."""
        return self.dedicated - self.pinned

    def core(self, cpu: int) -> frozenset[int]:
        """The CPUs of the core that a CPU is a thread of, itself among them."""
        return next((core for core in self.siblings if cpu in core), frozenset({cpu}))

    def cores(self) -> set[frozenset[int]]:
        """The cores that have a CPU that can be pinned, each with all its CPUs."""
        return {self.core(cpu) for cpu in self.free}


def dedicated_cpus(cell: NUMACell) -> frozenset[int]:
    """The CPUs of a host node that pinned guests can have.

    Hosts before NUMACell 1.4 have one set of CPUs for all guests, and their data read at a later
    version still mean that. Hosts before 1.1 cannot say which CPUs are pinned, and give none.
    """
    if not tells(cell, "pinned_cpus"):
        return frozenset()
    return cell.pcpuset if tells(cell, "pcpuset") else cell.cpuset


def free_pages(page: NUMAPagesTopology) -> int:
    """How many pages guests can have: neither used nor kept for the host."""
    free: int = page.total - counted(page, "used") - counted(page, "reserved")
    return max(0, free)


def counted(obj: VersionedObject, counter: str) -> int:
    """What a counter says; nothing was counted where it is unset, or its release lacks it."""
    found: int = obj.obj_values().get(counter, 0)
    return found


def tells(obj: VersionedObject, field: str) -> bool:
    """Whether an object and the one who wrote it know a field; else its value is a default."""
    lineage = obj.VIEW.registry.lineage(obj.obj_name())
    knew = all(field in lineage.at(version).fields for version in obj._passed)
    return knew and field in obj.SPECS


def _free_memory(cell: NUMACell, ratio: float) -> int:
    """MiB: what is neither used on ordinary pages nor set apart for others."""
    pages: tuple[NUMAPagesTopology, ...] = cell.obj_values().get("mempages", ())
    huge = [page for page in pages if page.size_kb > ORDINARY]
    apart = sum(page.size_kb * page.total for page in huge) // 1024
    elsewhere = sum(page.size_kb * counted(page, "used") for page in huge) // 1024
    used = max(0, counted(cell, "memory_usage") - elsewhere)
    return max(0, int((cell.memory - apart) * ratio) - used)


def _free_shares(cell: NUMACell, limits: NUMATopologyLimits) -> int:
    allowed = int(len(cell.cpuset) * limits.cpu_allocation_ratio)
    return max(0, allowed - counted(cell, "cpu_usage"))
