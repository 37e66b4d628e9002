"""Which host nodes a guest goes to, with its PCI devices near."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from vobjects.catalog.placement._affinity import Nearness
from vobjects.catalog.placement._assignment import assign
from vobjects.catalog.placement._device import Device
from vobjects.catalog.placement._errors import NoRoomError, Shortage
from vobjects.catalog.placement._fit import misfit
from vobjects.catalog.placement._guest_cell import GuestCell
from vobjects.catalog.placement._host_cell import HostCell
from vobjects.catalog.placement._want import Want


@dataclasses.dataclass(frozen=True)
class Placement:
    """Where a guest goes."""

    cells: tuple[int, ...]
    """The id of the host node of each guest node."""
    devices: tuple[int, ...]
    """The place of each device among the free ones, in the order in which they were asked for."""


def place(
    guests: Sequence[GuestCell],
    hosts: Sequence[HostCell],
    wanted: Sequence[Want] = (),
    free: Sequence[Device] = (),
) -> Placement:
    """A host node for each guest node, with devices that are near enough.

    If there is any way, one is found; earlier nodes and devices are given first. Ways on which
    devices are nearer to the guest are not looked for once one is found.

    Raises:
        NoRoomError: there is no way; the shortages are those of the first try.
    """
    for chosen in _choices(guests, hosts, ()):
        devices = _devices(chosen, hosts, wanted, free)
        if not isinstance(devices, Shortage):
            return Placement(tuple(host.id for host in chosen), devices)
    raise NoRoomError(_first_try(guests, hosts, wanted, free))


def _choices(
    guests: Sequence[GuestCell], hosts: Sequence[HostCell], chosen: tuple[HostCell, ...]
) -> Iterator[tuple[HostCell, ...]]:
    """Every way to give each guest node a host node of its own that it fits."""
    if len(chosen) == len(guests):
        yield chosen
        return
    for host in hosts:
        if host not in chosen and misfit(guests[len(chosen)], host) is None:
            yield from _choices(guests, hosts, (*chosen, host))


def _devices(
    chosen: Sequence[HostCell],
    hosts: Sequence[HostCell],
    wanted: Sequence[Want],
    free: Sequence[Device],
) -> tuple[int, ...] | Shortage:
    return assign(wanted, free, Nearness.of((host.id for host in chosen), hosts))


def _first_try(
    guests: Sequence[GuestCell],
    hosts: Sequence[HostCell],
    wanted: Sequence[Want],
    free: Sequence[Device],
) -> Iterator[Shortage]:
    if len(guests) > len(hosts):
        yield Shortage("NUMA nodes", len(guests), len(hosts))
        return
    chosen = list(itertools.islice(hosts, len(guests)))
    for guest, host in zip(guests, chosen, strict=True):
        if short := misfit(guest, host):
            yield short
    devices = _devices(chosen, hosts, wanted, free)
    if isinstance(devices, Shortage):
        yield devices
