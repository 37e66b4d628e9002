"""The CPUs, memory, pages and PCI devices of a Linux host, read from its sysfs."""

from __future__ import annotations

import dataclasses
import re

from compat.cloud.host._tree import Tree

_NODES = "devices/system/node"
_CPUS = "devices/system/cpu"
_MEMORY = "devices/system/memory"
_PCI = "bus/pci/devices"


@dataclasses.dataclass(frozen=True)
class CellFacts:
    """One NUMA node of the host."""

    id: int
    cpus: frozenset[int]
    memory: int
    """MiB."""
    siblings: tuple[frozenset[int], ...]
    pages: dict[int, int]
    """KiB in a page to the number of such pages."""

    @property
    def ordinary_memory(self) -> int:
        """MiB that are not set apart for huge pages."""
        apart = sum(size * number for size, number in self.pages.items()) // 1024
        return max(0, self.memory - apart)


@dataclasses.dataclass(frozen=True)
class PciFacts:
    """One PCI device of the host."""

    address: str
    vendor_id: str
    product_id: str
    dev_type: str
    """``type-PCI``, ``type-PF`` or ``type-VF``."""
    numa_node: int | None


@dataclasses.dataclass(frozen=True)
class HostFacts:
    """What a host has."""

    cells: tuple[CellFacts, ...]
    pci: tuple[PciFacts, ...]


def read_host(tree: Tree) -> HostFacts:
    """The facts of the host whose sysfs ``tree`` is; ``tree`` stands at ``/sys``.

    A kernel that knows no NUMA nodes gives one cell with all CPUs and all memory.
    """
    nodes = [n for n in tree.names(_NODES) if re.fullmatch(r"node[0-9]+", n)]
    numbers = [int(node.removeprefix("node")) for node in nodes]
    cells = [_cell(tree, number) for number in numbers] or [_whole_machine(tree)]
    devices = [_device(tree, address) for address in tree.names(_PCI)]
    return HostFacts(tuple(sorted(cells, key=lambda cell: cell.id)), tuple(devices))


def _cell(tree: Tree, number: int) -> CellFacts:
    base = f"{_NODES}/node{number}"
    cpus = parse_cpus(tree.read(f"{base}/cpulist") or "")
    found = re.search(r"MemTotal:\s*([0-9]+) kB", tree.read(f"{base}/meminfo") or "")
    memory = int(found[1]) // 1024 if found else 0
    return CellFacts(number, cpus, memory, _siblings(tree, cpus), _pages(tree, f"{base}/hugepages"))


def _whole_machine(tree: Tree) -> CellFacts:
    cpus = parse_cpus(tree.read(f"{_CPUS}/online") or "")
    block = int(tree.read(f"{_MEMORY}/block_size_bytes") or "0", 16)
    blocks = [n for n in tree.names(_MEMORY) if re.fullmatch(r"memory[0-9]+", n)]
    online = [n for n in blocks if tree.read(f"{_MEMORY}/{n}/state") == "online"]
    memory = len(online) * block // 2**20
    return CellFacts(0, cpus, memory, _siblings(tree, cpus), _pages(tree, "kernel/mm/hugepages"))


def _siblings(tree: Tree, cpus: frozenset[int]) -> tuple[frozenset[int], ...]:
    """The threads of each core that has one of the CPUs."""
    found = {
        parse_cpus(tree.read(f"{_CPUS}/cpu{cpu}/topology/thread_siblings_list") or str(cpu))
        for cpu in cpus
    }
    return tuple(sorted(found, key=sorted))


def _pages(tree: Tree, folder: str) -> dict[int, int]:
    pages = {}
    for name in tree.names(folder):
        size = int(name.removeprefix("hugepages-").removesuffix("kB"))
        pages[size] = int(tree.read(f"{folder}/{name}/nr_hugepages") or 0)
    return dict(sorted(pages.items()))


def _device(tree: Tree, address: str) -> PciFacts:
    base = f"{_PCI}/{address}"
    if tree.read(f"{base}/physfn"):
        dev_type = "type-VF"
    else:
        dev_type = "type-PF" if int(tree.read(f"{base}/sriov_totalvfs") or 0) else "type-PCI"
    node = int(tree.read(f"{base}/numa_node") or -1)
    return PciFacts(
        address,
        (tree.read(f"{base}/vendor") or "").removeprefix("0x"),
        (tree.read(f"{base}/device") or "").removeprefix("0x"),
        dev_type,
        None if node < 0 else node,
    )


def parse_cpus(text: str) -> frozenset[int]:
    """The CPUs in a list such as ``0-3,8``, as the kernel writes it."""
    cpus: set[int] = set()
    for part in filter(None, text.strip().split(",")):
        first, _, last = part.partition("-")
        cpus.update(range(int(first), int(last or first) + 1))
    return frozenset(cpus)
