"""What every peer carries: a host with two NUMA nodes of 32 CPUs each, as plain values."""

from __future__ import annotations

from typing import Final, NamedTuple

_NODES: Final = 2
_CPUS: Final = 32
_PAGES: Final = ((4, 15_728_640, 1_048_576), (2048, 32_768, 8_192), (1_048_576, 64, 16))


class Pages(NamedTuple):
    """The memory pages of one size; ``size_kb`` is in KiB."""

    size_kb: int
    total: int
    used: int


class Networks(NamedTuple):
    """The physical networks that a node is near to."""

    physnets: frozenset[str]
    tunneled: bool


class Cell(NamedTuple):
    """One NUMA node; memory is in MiB."""

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
    socket: int


def topology() -> tuple[Cell, ...]:
    """The nodes of the host: all CPUs are dedicated, half are pinned, two threads share a core."""
    return tuple(_cell(number) for number in range(_NODES))


def _cell(number: int) -> Cell:
    cores = range(number * _CPUS // 2, (number + 1) * _CPUS // 2)
    threads = _NODES * _CPUS // 2  # the second thread of core n is CPU n + threads
    siblings = tuple(frozenset((core, core + threads)) for core in cores)
    cpus = frozenset().union(*siblings)
    return Cell(
        id=number,
        cpuset=cpus,
        memory=131_072,
        cpu_usage=_CPUS // 2,
        memory_usage=65_536,
        mempages=tuple(Pages(*numbers) for numbers in _PAGES),
        network_metadata=Networks(frozenset((f"physnet{number}",)), tunneled=False),
        pcpuset=cpus,
        pinned_cpus=frozenset().union(*siblings[: _CPUS // 4]),
        siblings=siblings,
        socket=number,
    )
