"""Which host cells a guest fits: CPUs, memory, pages and free virtual functions."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

Specs = tuple[Mapping[str, str | None], ...]
"""A device must meet one of them, whole; any device meets none at all."""

_SPEC_KEYS = ("vendor_id", "product_id")


@dataclasses.dataclass
class HostCell:
    """One NUMA node of a host and what is left of it."""

    id: int
    cpus: frozenset[int]
    memory: int
    """MiB that no guest has and no page is set apart from."""
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

    def pages(self, size: int) -> int:
        """How many pages of a size hold the memory."""
        return -(-self.memory * 1024 // size)


class Device(Protocol):
    """A free virtual function, as the host or a pool tells of it."""

    @property
    def vendor_id(self) -> str:
        """Four hexadecimal digits."""
        ...

    @property
    def product_id(self) -> str:
        """Four hexadecimal digits."""
        ...

    @property
    def numa_node(self) -> int | None:
        """The host node that it is attached to, if that is known."""
        ...


@dataclasses.dataclass(frozen=True)
class Pool:
    """Free virtual functions of a kind on one host node."""

    vendor_id: str
    product_id: str
    numa_node: int | None
    count: int


@dataclasses.dataclass(frozen=True)
class Placement:
    """Where a guest goes."""

    cells: tuple[int, ...]
    """The id of the host cell of each guest cell."""
    devices: tuple[int, ...]
    """The place of each device among the free ones, in the order in which they were asked for."""


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
    wanted, have = guest.pages(guest.pagesize), (host.pages or {}).get(guest.pagesize, 0)
    return f"{wanted} pages of {guest.pagesize} KiB, {have} free" if wanted > have else None


def place(
    guests: Sequence[GuestCell],
    hosts: Sequence[HostCell],
    wanted: Sequence[Specs],
    free: Sequence[Device],
) -> Placement | str:
    """A host cell for each guest cell with all devices on one of them, or why there is none.

    A guest without cells gets devices of any node; a device of unknown node is near everywhere.
    Earlier devices are given first.
    """
    why = None
    for chosen in itertools.permutations(hosts, len(guests)):
        cells = tuple(cell.id for cell in chosen)
        near = [
            at
            for at, device in enumerate(free)
            if not guests or device.numa_node is None or device.numa_node in cells
        ]
        found = _assign(wanted, [free[at] for at in near])
        reasons = [*_misfits(guests, chosen), *_short(wanted, found)]
        if not reasons:
            return Placement(cells, tuple(near[found[want]] for want in range(len(wanted))))
        why = why or ", ".join(reasons)
    return why or f"{len(guests)} NUMA nodes, the host has {len(hosts)}"


def _misfits(guests: Sequence[GuestCell], chosen: Sequence[HostCell]) -> Iterator[str]:
    for guest, host in zip(guests, chosen, strict=True):
        if reason := misfit(guest, host):
            yield reason


def _short(wanted: Sequence[Specs], found: Mapping[int, int]) -> Iterator[str]:
    if len(found) < len(wanted):
        yield f"{len(wanted)} virtual functions of that kind near the guest, {len(found)} free"


def _assign(wanted: Sequence[Specs], devices: Sequence[Device]) -> dict[int, int]:
    """A device for as many of the wanted as can be met: a matching along augmenting paths."""
    held: dict[int, int] = {}

    def find(want: int, tried: set[int]) -> bool:
        fitting = [at for at, device in enumerate(devices) if _meets(device, wanted[want])]
        for at in sorted(fitting, key=held.__contains__):  # free ones first
            if at in tried:
                continue
            tried.add(at)
            if at not in held or find(held[at], tried):
                held[at] = want
                return True
        return False

    for want in range(len(wanted)):
        find(want, set())
    return {want: at for at, want in held.items()}


def _meets(device: Device, specs: Specs) -> bool:
    """Whether a device meets one of the specs; a spec with an unknown key is met by none."""
    return not specs or any(
        all(key in _SPEC_KEYS and getattr(device, key) == value for key, value in spec.items())
        for spec in specs
    )
