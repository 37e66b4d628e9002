"""Classes three versions after kilo's, whose every value kilo can hold: what a backport costs."""

from __future__ import annotations

from benchmarks.data import Cell
from vobjects import (
    Registry,
    VersionedObject,
    added,
    child_bumped,
    field,
    history,
    initial,
    version,
)

_NEW = Registry("nova", "nova_object")


@_NEW.register
class NUMAPagesTopology(VersionedObject):
    """The memory pages of one size."""

    size_kb: int
    total: int
    used: int = field(default=0)

    HISTORY = history(initial("1.0"))


@_NEW.register
class NUMACell(VersionedObject):
    """One NUMA node, with the three fields that Nova added after kilo."""

    id: int = field(read_only=True)
    cpuset: frozenset[int]
    memory: int
    cpu_usage: int = field(default=0)
    memory_usage: int = field(default=0)
    mempages: tuple[NUMAPagesTopology, ...]
    pinned_cpus: frozenset[int]
    siblings: tuple[frozenset[int], ...]
    networks: frozenset[str]
    pcpuset: frozenset[int]
    socket: int | None

    HISTORY = history(
        initial("1.2"),
        version("1.3", "A node tells its networks.", added("networks", default=frozenset())),
        version("1.4", "A node tells its dedicated CPUs.", added("pcpuset", default=frozenset())),
        version("1.5", "A node tells its socket.", added("socket", default=None)),
    )


@_NEW.register
class NUMATopology(VersionedObject):
    """All NUMA nodes of a host."""

    cells: tuple[NUMACell, ...]

    HISTORY = history(
        initial("1.2"),
        version("1.3", "Nodes are at 1.3.", child_bumped("cells", "1.3")),
        version("1.4", "Nodes are at 1.4.", child_bumped("cells", "1.4")),
        version("1.5", "Nodes are at 1.5.", child_bumped("cells", "1.5")),
    )


_OLD = _NEW.closure("NUMATopology", "1.2")


def stored(cells: tuple[Cell, ...]) -> NUMATopology:
    """The objects of the newest version as a store gives them: nothing has changed."""
    found = NUMATopology(cells=tuple(_cell(cell) for cell in cells))
    found.obj_reset_changes(recursive=True)
    return found


def stored_then(cells: tuple[Cell, ...]) -> NUMATopology:
    """The same objects as the older release itself has them."""
    return _OLD.adopt(stored(cells))


def encode(found: NUMATopology) -> bytes:
    """The newest objects in their own form."""
    return _NEW.head.encode(found)


def encode_back(found: NUMATopology) -> bytes:
    """The newest objects in the form of three versions ago."""
    return _NEW.head.encode(found, _OLD)


def encode_then(found: NUMATopology) -> bytes:
    """The older release's own message of its own objects."""
    return _OLD.encode(found)


def _cell(cell: Cell) -> NUMACell:
    pages = tuple(NUMAPagesTopology(**page._asdict()) for page in cell.mempages)
    return NUMACell(
        id=cell.id,
        cpuset=cell.cpuset,
        memory=cell.memory,
        cpu_usage=cell.cpu_usage,
        memory_usage=cell.memory_usage,
        mempages=pages,
        pinned_cpus=cell.pinned_cpus,
        siblings=cell.siblings,
        networks=frozenset(),
        pcpuset=frozenset(),
        socket=None,
    )
