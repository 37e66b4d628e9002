"""Which host cells a guest fits: CPUs, memory, pages and free virtual functions."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence


@dataclasses.dataclass
class HostCell:
    """One NUMA node of a host and what is left of it."""

    id: int
    cpus: frozenset[int]
    memory: int
    """MiB that no guest has."""
    pinned: frozenset[int] = frozenset()
    pages: dict[int, int] | None = None
    """KiB in a page to the number of free ones; None if the host does not tell."""


@dataclasses.dataclass(frozen=True)
class GuestCell:
    """One NUMA node that a guest asks for."""

    cpus: int
    memory: int
    """MiB."""
    pagesize: int | None = None
    """KiB in a page."""
    pinned: bool = False


@dataclasses.dataclass(frozen=True)
class Pool:
    """Free virtual functions of a kind on one host node."""

    product_id: str
    numa_node: int | None
    count: int


def misfit(guest: GuestCell, host: HostCell) -> str | None:
    """Why a guest cell does not fit a host cell, or None if it does."""
    if guest.pagesize is not None and host.pages is None:
        return "the host does not tell its pages"
    free = host.cpus - host.pinned
    if guest.pinned and len(free) < guest.cpus:
        return f"{guest.cpus} CPUs to pin, {len(free)} free"
    if not guest.pinned and len(host.cpus) < guest.cpus:
        return f"{guest.cpus} CPUs, the node has {len(host.cpus)}"
    if guest.pagesize is None:
        short = guest.memory > host.memory
        return f"{guest.memory} MiB, {host.memory} free" if short else None
    wanted, pages = guest.memory * 1024 // guest.pagesize, host.pages or {}
    have = pages.get(guest.pagesize, 0)
    return f"{wanted} pages of {guest.pagesize} KiB, {have} free" if wanted > have else None


def place(
    guests: Sequence[GuestCell], hosts: Sequence[HostCell], pci: int, pools: Iterable[Pool]
) -> tuple[int, ...] | str:
    """The host cell of each guest cell, with the PCI devices on one of them, or why not."""
    free = list(pools)
    reasons = []
    for chosen in itertools.permutations(hosts, len(guests)):
        pairs = zip(guests, chosen, strict=True)
        why = [reason for guest, host in pairs if (reason := misfit(guest, host))]
        near = {cell.id for cell in chosen} | {None} if guests else None
        devices = sum(p.count for p in free if near is None or p.numa_node in near)
        if pci > devices:
            why.append(f"{pci} virtual functions near the guest, {devices} free")
        if not why:
            return tuple(cell.id for cell in chosen)
        reasons.append(", ".join(why))
    return reasons[0] if reasons else f"{len(guests)} NUMA nodes, the host has {len(hosts)}"
