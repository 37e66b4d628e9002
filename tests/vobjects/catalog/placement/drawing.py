"""Hosts, guests and devices of any release, small enough that they often just do not fit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from vobjects import View, catalog
from vobjects.catalog.enums.cpu import CPUThreadAllocationPolicy
from vobjects.catalog.instance_numa import InstanceNUMACell, InstanceNUMATopology
from vobjects.catalog.numa import NUMACell, NUMAPagesTopology, NUMATopology
from vobjects.catalog.pci_device import PciDevice, PciDeviceList
from vobjects.catalog.placement import GuestCell, HostCell
from vobjects.testing import minimal

HOSTS = ("kilo", "mitaka", "newton", "ocata", "rocky", "train", "victoria", "wallaby", "gazpacho")
"""A release of each form of host node, of guest node and of both."""
DEVICES = ("icehouse", "juno", "kilo", "liberty", "mitaka", "pike", "ussuri", "gazpacho")
"""A release of each form of PCI device."""
GUEST = str(uuid.UUID(int=1))
OTHER = str(uuid.UUID(int=2))
SIZES = (4, 2048)


def with_known(view: View, kind: type[Any], values: dict[str, Any]) -> Any:
    """An object of the values that its release has fields for."""
    known = {name: v for name, v in values.items() if name in view[kind].SPECS}
    return minimal(view, kind.obj_name(), **known)


def host_cell(view: View, number: int = 0, **more: Any) -> NUMACell:
    """A node with two cores of two threads, 4096 MiB and 512 pages of 2 MiB in them."""
    cpus = frozenset(range(number * 4, number * 4 + 4))
    first = number * 4
    sizes = {4: 786432, 2048: 512} if view.has("NUMAPagesTopology") else {}
    pages = tuple(
        view[NUMAPagesTopology](size_kb=size, total=total, used=0) for size, total in sizes.items()
    )
    values = {
        "id": number,
        "cpuset": cpus,
        "pcpuset": cpus,
        "memory": 4096,
        "cpu_usage": 0,
        "memory_usage": 0,
        "mempages": pages,
        "pinned_cpus": frozenset(),
        "siblings": (frozenset({first, first + 2}), frozenset({first + 1, first + 3})),
        "socket": 0,
    }
    found: NUMACell = with_known(view, NUMACell, {**values, **more})
    return found


def topology(view: View, *cells: NUMACell) -> NUMATopology:
    return view[NUMATopology](cells=cells or (host_cell(view, 0), host_cell(view, 1)))


def guest_cell(view: View, number: int = 0, cpus: int = 2, **more: Any) -> InstanceNUMACell:
    """A guest node; ``pinned=True`` asks for CPUs of its own in the words of the release."""
    pinned = more.pop("pinned", False)
    names = frozenset(range(number * 8, number * 8 + cpus))
    split = pinned and view.has("InstanceNUMACell", "pcpuset")
    values: dict[str, Any] = {
        "id": number,
        "cpuset": frozenset() if split else names,
        "pcpuset": names if split else frozenset(),
        "memory": 512,
    }
    if pinned:
        values |= {"cpu_policy": "dedicated"}
        if not view.has("InstanceNUMACell", "cpu_policy"):
            values |= {"cpu_pinning_raw": {}}
    found: InstanceNUMACell = with_known(view, InstanceNUMACell, {**values, **more})
    return found


def guest(view: View, *cells: InstanceNUMACell, **more: Any) -> InstanceNUMATopology:
    values = {"instance_uuid": GUEST, "cells": cells, **more}
    found: InstanceNUMATopology = with_known(view, InstanceNUMATopology, values)
    return found


@st.composite
def guests(draw: st.DrawFn, view: View) -> InstanceNUMATopology:
    cells = [
        guest_cell(
            view,
            number,
            cpus=draw(st.integers(1, 5)),
            pinned=draw(st.booleans()),
            memory=draw(st.sampled_from([1, 512, 700, 3072, 3073])),
            pagesize=draw(st.sampled_from([None, *SIZES])),
            cpu_thread_policy=draw(st.sampled_from([None, *CPUThreadAllocationPolicy])),
        )
        for number in range(draw(st.integers(1, 2)))
    ]
    emulator = draw(st.sampled_from([None, "share", "isolate"]))
    return guest(view, *cells, emulator_threads_policy=emulator)


@st.composite
def left(draw: st.DrawFn) -> HostCell:
    """A node as the rules see it, with cores of one, two and four threads."""
    widths = draw(st.lists(st.sampled_from([1, 2, 4]), max_size=4))
    cores, first = [], 0
    for width in widths:
        cores.append(frozenset(range(first, first + width)))
        first += width
    cpus: frozenset[int] = frozenset().union(*cores)
    dedicated = _some(draw, cpus)
    return HostCell(
        id=0,
        cpus=_some(draw, cpus),
        dedicated=dedicated,
        pinned=_some(draw, dedicated),
        siblings=tuple(core for core in cores if len(core) > 1),
        memory=draw(st.integers(0, 8)),
        pages=draw(st.one_of(st.none(), st.fixed_dictionaries({2048: st.integers(0, 4)}))),
        shared_free=draw(st.one_of(st.none(), st.integers(0, 4))),
    )


ASKED = st.builds(
    GuestCell,
    shared=st.integers(0, 3).map(lambda n: frozenset(range(100, 100 + n))),
    dedicated=st.integers(0, 5).map(lambda n: frozenset(range(n))),
    memory=st.integers(1, 9),
    pagesize=st.sampled_from([None, *SIZES]),
    threads=st.sampled_from(CPUThreadAllocationPolicy),
    emulator=st.integers(0, 1),
)


def _some(draw: st.DrawFn, cpus: Iterable[int]) -> frozenset[int]:
    return frozenset(cpu for cpu in sorted(cpus) if draw(st.booleans()))


def device(view: View, address: str, dev_type: str = "type-VF", **more: Any) -> PciDevice:
    """An available device; ``parent`` is said in the words of the release."""
    parent = more.pop("parent", None)
    values = {
        "address": address,
        "vendor_id": "8086",
        "product_id": "154c" if dev_type == "type-VF" else "1572",
        "dev_type": dev_type,
        "numa_node": 0,
        "status": "available",
        "instance_uuid": None,
        "request_id": None,
        "parent_addr": parent,
        "extra_info": {},
        **more,
    }
    if parent is not None and not view.has("PciDevice", "parent_addr"):
        values["extra_info"] = {"phys_function": parent}
    found: PciDevice = with_known(view, PciDevice, values)
    return found


def card(view: View, bus: str, functions: int, **more: Any) -> list[PciDevice]:
    """A physical function and its virtual ones."""
    parent = f"0000:{bus}:00.0"
    virtual = [
        device(view, f"0000:{bus}:02.{number}", parent=parent, **more)
        for number in range(functions)
    ]
    return [device(view, parent, "type-PF", **more), *virtual]


def listed(view: View, *devices: PciDevice) -> PciDeviceList:
    return view[PciDeviceList](objects=devices)


@st.composite
def hosts_devices(draw: st.DrawFn, view: View) -> PciDeviceList:
    found: list[PciDevice] = []
    for bus in range(draw(st.integers(0, 2))):
        node = draw(st.sampled_from([None, 0, 1]))
        found += card(view, f"{bus + 1}0", draw(st.integers(0, 3)), numa_node=node)
    if draw(st.booleans()):
        found.append(device(view, "0000:90:00.0", "type-PCI"))
    return listed(view, *found)


def at(release: str) -> View:
    return catalog.at(release)
