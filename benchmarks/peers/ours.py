"""The peer to be judged: Nova's NUMA classes with the fields that they have since wallaby."""

from __future__ import annotations

from typing import cast

from benchmarks.data import Cell, Networks, Pages
from vobjects import Registry, VersionedObject, field, history, initial

_NOVA = Registry("nova", "nova_object")


@_NOVA.register
class NUMAPagesTopology(VersionedObject):
    """The memory pages of one size."""

    size_kb: int
    total: int
    used: int = field(default=0)

    HISTORY = history(initial("1.0"))


@_NOVA.register
class NetworkMetadata(VersionedObject):
    """The physical networks that a node is near to."""

    physnets: frozenset[str]
    tunneled: bool

    HISTORY = history(initial("1.0"))


@_NOVA.register
class NUMACell(VersionedObject):
    """One NUMA node."""

    id: int = field(read_only=True)
    cpuset: frozenset[int]
    memory: int
    cpu_usage: int = field(default=0)
    memory_usage: int = field(default=0)
    mempages: tuple[NUMAPagesTopology, ...]
    network_metadata: NetworkMetadata
    pcpuset: frozenset[int]
    pinned_cpus: frozenset[int]
    siblings: tuple[frozenset[int], ...]
    socket: int | None

    HISTORY = history(initial("1.5"))


@_NOVA.register
class NUMATopology(VersionedObject):
    """All NUMA nodes of a host."""

    cells: tuple[NUMACell, ...]

    HISTORY = history(initial("1.2"))


_VIEW = _NOVA.closure("NUMATopology", "1.2", label="wallaby")
_TOPOLOGY, _CELL = _VIEW[NUMATopology], _VIEW[NUMACell]
_PAGES, _NETWORKS = _VIEW[NUMAPagesTopology], _VIEW[NetworkMetadata]


def native(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The values as our classes take them."""
    return cells


def build(cells: tuple[Cell, ...]) -> NUMATopology:
    """The objects."""
    return _TOPOLOGY(cells=tuple([_cell(cell) for cell in cells]))


def stored(cells: tuple[Cell, ...]) -> NUMATopology:
    """The objects as a store gives them: nothing has changed."""
    found = build(cells)
    found.obj_reset_changes(recursive=True)
    return found


def encode(found: NUMATopology) -> bytes:
    """The objects as one message."""
    return _VIEW.encode(found)


def decode(message: bytes) -> NUMATopology:
    """The objects in a message."""
    return cast(NUMATopology, _VIEW.decode(message))


def plain(found: NUMATopology) -> tuple[Cell, ...]:
    """The values of the objects."""
    return tuple(_plain(cell) for cell in found.cells)


def _cell(cell: Cell) -> NUMACell:
    return _CELL(
        id=cell.id,
        cpuset=cell.cpuset,
        memory=cell.memory,
        cpu_usage=cell.cpu_usage,
        memory_usage=cell.memory_usage,
        mempages=tuple([_PAGES(size_kb=p[0], total=p[1], used=p[2]) for p in cell.mempages]),
        network_metadata=_NETWORKS(
            physnets=cell.network_metadata.physnets, tunneled=cell.network_metadata.tunneled
        ),
        pcpuset=cell.pcpuset,
        pinned_cpus=cell.pinned_cpus,
        siblings=cell.siblings,
        socket=cell.socket,
    )


def _plain(cell: NUMACell) -> Cell:
    values = cell.obj_values()
    pages = tuple(Pages(**page.obj_values()) for page in values.pop("mempages"))
    networks = Networks(**values.pop("network_metadata").obj_values())
    return Cell(mempages=pages, network_metadata=networks, **values)
