"""The peer to be judged: Nova's classes of ``vobjects.catalog`` at kilo."""

from __future__ import annotations

from typing import cast

from benchmarks.data import Cell, Pages
from vobjects.catalog import NOVA
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopology
from vobjects.catalog.releases import RELEASES

_KILO = NOVA.at(RELEASES["kilo"], "kilo")
_TOPOLOGY, _CELL, _PAGES = _KILO[NUMATopology], _KILO[NUMACell], _KILO[NUMAPagesTopology]


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
    return _KILO.encode(found)


def decode(message: bytes) -> NUMATopology:
    """The objects in a message."""
    return cast(NUMATopology, _KILO.decode(message))


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
        pinned_cpus=cell.pinned_cpus,
        siblings=cell.siblings,
    )


def _plain(cell: NUMACell) -> Cell:
    values = cell.obj_values()
    pages = tuple(Pages(**page.obj_values()) for page in values.pop("mempages"))
    return Cell(mempages=pages, **values)
