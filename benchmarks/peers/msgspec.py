"""Structs of msgspec: typed and checked, without versions, names or changes."""

from __future__ import annotations

from typing import Any

import msgspec

from benchmarks import data


class Pages(msgspec.Struct):
    """The memory pages of one size."""

    size_kb: int
    total: int
    used: int


class Networks(msgspec.Struct):
    """The physical networks that a node is near to."""

    physnets: frozenset[str]
    tunneled: bool


class Cell(msgspec.Struct):
    """One NUMA node."""

    id: int
    cpuset: frozenset[int]
    memory: int
    cpu_usage: int
    memory_usage: int
    mempages: tuple[Pages, ...]
    network_metadata: Networks
    pcpuset: frozenset[int]
    pinned_cpus: frozenset[int]
    siblings: tuple[frozenset[int], ...]
    socket: int | None


class Topology(msgspec.Struct):
    """All NUMA nodes of a host."""

    cells: tuple[Cell, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Topology)


def native(cells: tuple[data.Cell, ...]) -> tuple[data.Cell, ...]:
    """The values as structs take them."""
    return cells


def build(cells: tuple[data.Cell, ...]) -> Topology:
    """The structs."""
    return Topology(tuple([_cell(cell) for cell in cells]))


stored = build  # structs do not know what has changed


def encode(found: Topology) -> bytes:
    """The structs as MessagePack."""
    return _encoder.encode(found)


def decode(message: bytes) -> Topology:
    """The structs in MessagePack."""
    return _decoder.decode(message)


def plain(found: Topology) -> tuple[data.Cell, ...]:
    """The values of the structs."""
    return tuple(data.Cell(**_fields(cell) | _plain_children(cell)) for cell in found.cells)


def _cell(cell: data.Cell) -> Cell:
    values: dict[str, Any] = cell._asdict()
    pages = tuple([Pages(*numbers) for numbers in cell.mempages])
    return Cell(
        **values | {"mempages": pages, "network_metadata": Networks(*cell.network_metadata)}
    )


def _plain_children(cell: Cell) -> dict[str, Any]:
    pages = tuple(data.Pages(**_fields(page)) for page in cell.mempages)
    return {
        "mempages": pages,
        "network_metadata": data.Networks(**_fields(cell.network_metadata)),
    }


def _fields(struct: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}
