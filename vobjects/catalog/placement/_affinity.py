"""How near the PCI devices of a guest are to its NUMA nodes, and how near they must be."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Sequence

from vobjects.catalog.enums.pci import PCINUMAAffinityPolicy
from vobjects.catalog.placement._host_cell import HostCell


class Distance(enum.IntEnum):
    """From a device to the host nodes that a guest is on."""

    NODE = 0
    SOCKET = 1
    """On another node of the same processor package."""
    UNKNOWN = 2
    """The device does not tell its node."""
    FAR = 3


_MOST = {
    PCINUMAAffinityPolicy.REQUIRED: (Distance.NODE,),
    PCINUMAAffinityPolicy.SOCKET: (Distance.NODE, Distance.SOCKET),
    PCINUMAAffinityPolicy.LEGACY: (Distance.NODE, Distance.UNKNOWN),
    PCINUMAAffinityPolicy.PREFERRED: tuple(Distance),
}


@dataclasses.dataclass(frozen=True)
class Nearness:
    """The host nodes that a guest is on; a guest without NUMA nodes is near everything."""

    nodes: frozenset[int]
    sockets: frozenset[int] = frozenset()
    """The processor packages of these nodes."""
    socket_nodes: frozenset[int] = frozenset()
    """All host nodes of these packages."""

    @classmethod
    def of(cls, chosen: Iterable[int], hosts: Sequence[HostCell]) -> Nearness:
        """Of a guest on some nodes of a host, by their ids."""
        nodes = frozenset(chosen)
        sockets = frozenset(h.socket for h in hosts if h.id in nodes and h.socket is not None)
        return cls(nodes, sockets, frozenset(h.id for h in hosts if h.socket in sockets))

    def distance(self, numa_node: int | None) -> Distance:
        """From a device on a host node, or on one that is not told."""
        if not self.nodes or numa_node in self.nodes:
            return Distance.NODE
        if numa_node is None:
            return Distance.UNKNOWN
        return Distance.SOCKET if numa_node in self.socket_nodes else Distance.FAR

    def allows(self, policy: PCINUMAAffinityPolicy, numa_node: int | None) -> bool:
        """Whether a device on a node is near enough.

        ``required`` wants one of the guest's nodes, ``socket`` their package, ``legacy`` one of
        the nodes unless the device does not tell its own, ``preferred`` takes any.
        """
        return self.distance(numa_node) in _MOST[policy]
