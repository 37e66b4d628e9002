"""What a guest node asks for, read alike at every version of InstanceNUMACell."""

from __future__ import annotations

import dataclasses

from vobjects.catalog.enums.cpu import (
    CPUAllocationPolicy,
    CPUEmulatorThreadsPolicy,
    CPUThreadAllocationPolicy,
)
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology


@dataclasses.dataclass(frozen=True, kw_only=True)
class GuestCell:
    """One NUMA node that a guest asks for."""

    shared: frozenset[int] = frozenset()
    """Guest CPUs that share host CPUs with other guests."""
    dedicated: frozenset[int] = frozenset()
    """Guest CPUs that get host CPUs of their own."""
    memory: int
    """MiB."""
    pagesize: int | None = None
    """KiB in a page; None takes ordinary memory."""
    threads: CPUThreadAllocationPolicy = CPUThreadAllocationPolicy.PREFER
    """What the dedicated CPUs ask of the threads of a core."""
    emulator: int = 0
    """Host CPUs for the threads of the emulator alone."""

    @classmethod
    def of(cls, cell: InstanceNUMACell, emulator: int = 0) -> GuestCell:
        """The guest node as its instance tells it, at any version."""
        values = cell.obj_values()
        dedicated = dedicated_guest_cpus(cell)
        return cls(
            shared=cell.cpuset - dedicated,
            dedicated=dedicated,
            memory=cell.memory,
            pagesize=values.get("pagesize"),
            threads=values.get("cpu_thread_policy") or CPUThreadAllocationPolicy.PREFER,
            emulator=emulator,
        )

    @property
    def pages(self) -> int:
        """How many pages of the size that is asked for hold the memory; the last is a whole one."""
        return -(-self.memory * 1024 // self.pagesize) if self.pagesize else 0

    @property
    def taken(self) -> int:
        """MiB that the guest takes of the node: its memory, or whole pages."""
        return -(-self.pages * self.pagesize // 1024) if self.pagesize else self.memory


def guest_cells(topology: InstanceNUMATopology) -> list[GuestCell]:
    """The nodes of a guest; an isolated emulator has its CPU on the first with dedicated CPUs."""
    values = topology.obj_values()
    isolate = values.get("emulator_threads_policy") == CPUEmulatorThreadsPolicy.ISOLATE
    found = []
    for cell in topology.cells:
        first = isolate and bool(dedicated_guest_cpus(cell))
        found.append(GuestCell.of(cell, emulator=int(first)))
        isolate = isolate and not first
    return found


def dedicated_guest_cpus(cell: InstanceNUMACell) -> frozenset[int]:
    """The CPUs of a guest that get host CPUs of their own.

    Since 1.5 they are a set of their own. Before, the policy says it of all CPUs of the guest, and
    where there is no policy, as in 1.2, that there are pins at all, be they empty.
    """
    values = cell.obj_values()
    policy = values.get("cpu_policy")
    if values.get("pcpuset"):
        return cell.pcpuset
    pinned = policy is None and values.get("cpu_pinning_raw") is not None
    return cell.cpuset if pinned or policy == CPUAllocationPolicy.DEDICATED else frozenset()
