"""Which host CPUs the dedicated CPUs of a guest get, by the threads of the cores."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vobjects.catalog.enums.cpu import CPUThreadAllocationPolicy
from vobjects.catalog.placement._errors import Shortage
from vobjects.catalog.placement._guest_cell import GuestCell
from vobjects.catalog.placement._host_cell import HostCell

_RESOURCES: Final = {
    CPUThreadAllocationPolicy.PREFER: "CPUs to pin",
    CPUThreadAllocationPolicy.ISOLATE: "CPUs to pin on cores of their own",
    CPUThreadAllocationPolicy.REQUIRE: "CPUs to pin on threads of common cores",
}


@dataclasses.dataclass(frozen=True)
class Pinning:
    """The host CPUs of a guest node."""

    pins: Mapping[int, int]
    """Guest CPU to host CPU."""
    emulator: frozenset[int]
    """Host CPUs of the emulator."""
    taken: frozenset[int]
    """All CPUs that no other guest gets: with an isolated CPU, those of its whole core."""


def choose(host: HostCell, guest: GuestCell) -> Pinning | Shortage:
    """Host CPUs for the dedicated CPUs of a guest and for its emulator.

    ``prefer`` takes the fewest cores; ``require`` takes two threads of a core at least, so that
    each CPU has a sibling of the same guest; ``isolate`` takes one thread of a core of which
    every thread is free, and the others stay idle.
    """
    asked, policy = len(guest.dedicated), guest.threads
    cpus = _cpus(host, policy, asked)
    if cpus is None:
        best = next(n for n in range(asked - 1, -1, -1) if _cpus(host, policy, n) is not None)
        return Shortage(_RESOURCES[policy], asked, best, host.id)
    taken = held(host, cpus, policy)
    idle = sorted(host.free - taken)
    if guest.emulator > len(idle):
        return Shortage("CPUs to pin for the emulator", guest.emulator, len(idle), host.id)
    emulator = frozenset(idle[: guest.emulator])
    pins = dict(zip(sorted(guest.dedicated), cpus, strict=True))
    return Pinning(pins, emulator, taken | emulator)


def held(host: HostCell, cpus: Iterable[int], policy: CPUThreadAllocationPolicy) -> frozenset[int]:
    """The CPUs that a guest on some CPUs keeps from others: with ``isolate`` their cores."""
    if policy != CPUThreadAllocationPolicy.ISOLATE:
        return frozenset(cpus)
    return frozenset().union(*(host.core(cpu) & host.dedicated for cpu in cpus))


def _cpus(host: HostCell, policy: CPUThreadAllocationPolicy, count: int) -> list[int] | None:
    if policy == CPUThreadAllocationPolicy.ISOLATE:
        return _isolated(host, count)
    least = 2 if policy == CPUThreadAllocationPolicy.REQUIRE else 1
    return _spread([sorted(core & host.free) for core in host.cores()], count, least)


def _isolated(host: HostCell, count: int) -> list[int] | None:
    """The first CPU of cores that no guest is on or comes to; small cores first."""
    given = host.dedicated | host.cpus
    whole = [core & given for core in host.cores() if core & given <= host.free]
    cores = sorted(whole, key=lambda core: (len(core), min(core)))
    return [min(core) for core in cores[:count]] if count <= len(cores) else None


def _spread(cores: Iterable[Sequence[int]], count: int, least: int) -> list[int] | None:
    """CPUs of the fewest cores, ``least`` or more of each; among these of the smallest cores."""
    usable = sorted((core for core in cores if len(core) >= least), key=lambda c: (len(c), c[0]))
    for number in range(count // least + 1):
        for first in range(len(usable) - number + 1):
            some = usable[first : first + number]
            if sum(map(len, some)) >= count:
                return _filled(some, count, least)
    return None


def _filled(cores: Sequence[Sequence[int]], count: int, least: int) -> list[int]:
    rest, found = count - least * len(cores), list[int]()
    for core in cores:
        more = min(rest, len(core) - least)
        found += core[: least + more]
        rest -= more
    return found
