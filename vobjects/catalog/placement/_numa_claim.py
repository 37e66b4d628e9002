"""Taking what a guest needs of the NUMA nodes of a host, and giving it back.

Nothing here changes its arguments: what comes back is a copy with the new values assigned, so
that its changes say what was taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from vobjects.catalog.enums.cpu import CPUThreadAllocationPolicy
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.numa import NUMACell, NUMATopology, NUMATopologyLimits
from vobjects.catalog.placement._errors import (
    CPUsTakenError,
    NoRoomError,
    NotHeldError,
    Shortage,
)
from vobjects.catalog.placement._guest_cell import GuestCell, guest_cells
from vobjects.catalog.placement._host_cell import HostCell, counted
from vobjects.catalog.placement._pinning import choose, held
from vobjects.catalog.placement._search import place


def pin(cell: NUMACell, cpus: Iterable[int]) -> NUMACell:
    """The host node with more CPUs pinned.

    Raises:
        CPUsTakenError: a CPU is pinned already, or is not for pinned guests of this node.
    """
    twin = cell.obj_clone()
    _pin(twin, frozenset(cpus))
    return twin


def unpin(cell: NUMACell, cpus: Iterable[int]) -> NUMACell:
    """The host node with CPUs free again.

    Raises:
        NotHeldError: a CPU is not pinned.
    """
    twin = cell.obj_clone()
    _unpin(twin, frozenset(cpus))
    return twin


def with_siblings(cell: NUMACell, cpus: Iterable[int]) -> frozenset[int]:
    """CPUs and all threads of their cores, as far as pinned guests can have them.

    A guest with the thread policy ``isolate`` keeps these from others.
    """
    return held(HostCell.of(cell), cpus, CPUThreadAllocationPolicy.ISOLATE)


def claim(
    host: NUMATopology, guest: InstanceNUMATopology, limits: NUMATopologyLimits | None = None
) -> tuple[NUMATopology, InstanceNUMATopology]:
    """The host without what a guest takes, and the guest with what it got.

    Each guest node goes to a host node of its own, whose ``id`` it gets; its dedicated CPUs get
    their pins.

    Raises:
        NoRoomError: the guest does not fit; the shortages are those of the first try.
    """
    asked = guest_cells(guest)
    found = place(asked, [HostCell.of(cell, limits) for cell in host.cells])
    return settle(host, guest, found.cells)


def settle(
    host: NUMATopology, guest: InstanceNUMATopology, cells: Iterable[int]
) -> tuple[NUMATopology, InstanceNUMATopology]:
    """What :func:`claim` gives, on host nodes that are chosen: the id of one a guest node.

    Raises:
        NoRoomError: a guest node does not get its CPUs on the host node that is chosen for it.
    """
    left, guest = host.obj_clone(), guest.obj_clone()
    by_id, settled = {cell.id: cell for cell in left.cells}, []
    for cell, asked, number in zip(guest.cells, guest_cells(guest), cells, strict=True):
        there, cpus = settle_cell(HostCell.of(by_id[number]), cell, asked)
        _take(by_id[number], asked, cpus)
        settled.append(there)
    guest.cells = tuple(settled)
    return left, guest


def release(host: NUMATopology, guest: InstanceNUMATopology) -> NUMATopology:
    """The host with all that a guest has of it free again.

    Raises:
        NotHeldError: the guest has something that is not in use on its node.
    """
    left = host.obj_clone()
    by_id = {cell.id: cell for cell in left.cells}
    for cell in guest.cells:
        if cell.id not in by_id:
            raise NotHeldError(
                cell=cell.id,
                resource="host nodes",
                returned=frozenset({cell.id}),
                held=frozenset(by_id),
            )
        cpus = host_cpus(HostCell.of(by_id[cell.id]), cell)
        _give_back(by_id[cell.id], GuestCell.of(cell), cpus)
    return left


def host_cpus(host: HostCell, cell: InstanceNUMACell) -> frozenset[int]:
    """The CPUs of a host node that a guest node keeps from others: pins, siblings, emulator."""
    values = cell.obj_values()
    pins = (values.get("cpu_pinning_raw") or {}).values()
    policy = GuestCell.of(cell).threads
    emulator: frozenset[int] = values.get("cpuset_reserved") or frozenset()
    return held(host, pins, policy) | emulator


def settle_cell(
    host: HostCell, cell: InstanceNUMACell, asked: GuestCell
) -> tuple[InstanceNUMACell, frozenset[int]]:
    """The guest node as it is on a host node, and the CPUs that it keeps from others there.

    Raises:
        NoRoomError: the host node does not have the CPUs.
    """
    pinning = choose(host, asked)
    if isinstance(pinning, Shortage):
        raise NoRoomError([pinning])
    values = {**cell.obj_values(), "id": host.id}  # anew: the id is read-only at some versions
    if pinning.pins:
        values["cpu_pinning_raw"] = {str(cpu): to for cpu, to in pinning.pins.items()}
    if pinning.emulator:
        values["cpuset_reserved"] = pinning.emulator
    return type(cell)(**values), pinning.taken


def _take(cell: NUMACell, guest: GuestCell, cpus: frozenset[int]) -> None:
    if cpus:
        _pin(cell, cpus)
    cell.cpu_usage = counted(cell, "cpu_usage") + _counted(cell, guest)
    cell.memory_usage = counted(cell, "memory_usage") + guest.taken
    for page in cell.obj_values().get("mempages", ()):
        if page.size_kb == guest.pagesize:
            page.used = counted(page, "used") + guest.pages


def _give_back(cell: NUMACell, guest: GuestCell, cpus: frozenset[int]) -> None:
    if cpus:
        _unpin(cell, cpus)
    cell.cpu_usage = _less(cell, "guest CPUs", counted(cell, "cpu_usage"), _counted(cell, guest))
    cell.memory_usage = _less(cell, "MiB", counted(cell, "memory_usage"), guest.taken)
    if guest.pagesize is not None:
        pages = {page.size_kb: page for page in cell.obj_values().get("mempages", ())}
        resource = f"pages of {guest.pagesize} KiB"
        page = pages.get(guest.pagesize)
        used = counted(page, "used") if page is not None else 0
        rest = _less(cell, resource, used, guest.pages)
        if page is not None:
            page.used = rest


def _pin(cell: NUMACell, cpus: frozenset[int]) -> None:
    free = HostCell.of(cell).free
    if not cpus <= free:
        raise CPUsTakenError(cell=cell.id, cpus=cpus - free, free=free)
    cell.pinned_cpus = HostCell.of(cell).pinned | cpus


def _unpin(cell: NUMACell, cpus: frozenset[int]) -> None:
    pinned = HostCell.of(cell).pinned
    if not cpus <= pinned:
        raise NotHeldError(cell=cell.id, resource="CPUs", returned=cpus - pinned, held=pinned)
    cell.pinned_cpus = pinned - cpus


def _less(cell: NUMACell, resource: str, used: int, returned: int) -> int:
    if returned > used:
        raise NotHeldError(cell=cell.id, resource=resource, returned=returned, held=used)
    return used - returned


def _counted(cell: NUMACell, guest: GuestCell) -> int:
    """Guest CPUs on the CPUs in ``cpuset``: the dedicated ones too where there is no other set."""
    apart = cell.VIEW.has("NUMACell", "pcpuset")
    return len(guest.shared) + (0 if apart else len(guest.dedicated))
