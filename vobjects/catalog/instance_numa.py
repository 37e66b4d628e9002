"""The NUMA nodes of a guest: which CPUs and how much memory stand on which node of the host."""

from __future__ import annotations

from collections.abc import Mapping

from vobjects.annotations import UUID
from vobjects.base import VersionedObject
from vobjects.catalog.cpu import VirtCPUTopology
from vobjects.catalog.nova import NOVA
from vobjects.fields import UNSET, FieldOptions
from vobjects.words import added, child_bumped, history, initial, options_changed, version


@NOVA.register
class InstanceNUMACell(VersionedObject):
    """The CPUs and memory of a guest that stand together on one host NUMA node (since juno)."""

    id: int
    cpuset: frozenset[int]
    memory: int
    """MiB."""
    pagesize: int | None = UNSET
    """KiB in a page; None leaves the choice to the host."""
    cpu_pinning_raw: Mapping[str, int] | None = UNSET
    """The host CPU of each pinned guest CPU."""
    cpu_topology: VirtCPUTopology | None = UNSET

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Guests can ask for huge pages.",
            added("pagesize", default=None, why="the guest would run on pages it did not ask for"),
        ),
        version(
            "1.2",
            "Guests can be pinned to CPUs and see a topology of their own.",
            added("cpu_pinning_raw", default=None, why="the guest would lose its pinned CPUs"),
            added("cpu_topology", default=None, why="the guest would see other cores and threads"),
            options_changed("id", was=FieldOptions(read_only=True)),
        ),
    )


@NOVA.register
class InstanceNUMATopology(VersionedObject):
    """All NUMA nodes of a guest (since juno)."""

    id: int = UNSET
    instance_uuid: UUID
    cells: tuple[InstanceNUMACell, ...]

    HISTORY = history(
        initial("1.0"),
        version("1.1", "Cells can ask for huge pages.", child_bumped("cells", "1.2")),
    )
