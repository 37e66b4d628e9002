"""Whether a guest node fits a host node."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from vobjects.catalog.placement._errors import Shortage
from vobjects.catalog.placement._guest_cell import GuestCell
from vobjects.catalog.placement._host_cell import ORDINARY, HostCell
from vobjects.catalog.placement._pinning import choose


def misfit(guest: GuestCell, host: HostCell) -> Shortage | None:
    """The first thing of which a host node has too little for a guest node, or None."""
    return next(_shortages(guest, host), None)


def less(host: HostCell, guest: GuestCell, cpus: frozenset[int] = frozenset()) -> HostCell:
    """The host node without the memory of a guest node that is there, and without its CPUs."""
    pages = dict(host.pages or {})
    if guest.pagesize is not None:
        pages[guest.pagesize] = pages.get(guest.pagesize, 0) - guest.pages
    return dataclasses.replace(
        host,
        pinned=host.pinned | cpus,
        memory=host.memory - (guest.taken if _ordinary(guest) else 0),
        pages=host.pages if host.pages is None else pages,
    )


def _shortages(guest: GuestCell, host: HostCell) -> Iterator[Shortage]:
    shared = len(guest.shared)
    if shared > len(host.cpus):
        yield Shortage("CPUs", shared, len(host.cpus), host.id)
    if host.shared_free is not None and shared > host.shared_free:
        yield Shortage("CPUs to share", shared, host.shared_free, host.id)
    pinning = choose(host, guest)
    if isinstance(pinning, Shortage):
        yield pinning
    if guest.pagesize is not None:
        free = None if host.pages is None else host.pages.get(guest.pagesize, 0)
        if free is None or guest.pages > free:
            yield Shortage(f"pages of {guest.pagesize} KiB", guest.pages, free, host.id)
    if _ordinary(guest) and guest.taken > host.memory:
        yield Shortage("MiB", guest.taken, host.memory, host.id)


def _ordinary(guest: GuestCell) -> bool:
    """Whether a guest is on memory that is not set apart for larger pages."""
    return guest.pagesize is None or guest.pagesize <= ORDINARY
