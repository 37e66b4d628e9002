"""Which kinds of guests a libvirt host has room for, found by claiming them all on one."""

from __future__ import annotations

import uuid

from compat.cloud.host import Tree, read_host
from compat.cloud.hypervisor import LibvirtDriver
from compat.cloud.releases import VERSIONS
from compat.rehearse import _guests as guests
from compat.rehearse._guests import KINDS, GuestKind
from rpc import ApplicationError
from vobjects import catalog
from vobjects.catalog.instance import Instance

_AT_ONCE = 2
"""Guests of a kind that run at a time: the one that stays, and the one of the step."""


def roomy(tree: Tree) -> tuple[GuestKind, ...]:
    """The kinds whose guests fit, resized and all at once, beside those of the kinds before."""
    driver, view = LibvirtDriver(tree), catalog.at(list(VERSIONS)[-1])
    memory = sum(cell.memory for cell in read_host(tree).cells)
    running: list[Instance] = []
    fitting = []
    for kind in KINDS:
        if kind.hypervisor_type != LibvirtDriver.hypervisor_type:
            fitting.append(kind)
            continue
        wanted = [
            guests.instance(view, kind.resized, str(uuid.uuid4()), str(uuid.uuid4()))
            for _ in range(_AT_ONCE)
        ]
        found = _claimed(driver, wanted, running, memory)
        if found is not None:
            running = found
            fitting.append(kind)
    return tuple(fitting)


def _claimed(
    driver: LibvirtDriver, wanted: list[Instance], running: list[Instance], memory: int
) -> list[Instance] | None:
    """The instances that run when all have their claims, or None if one does not fit."""
    all_of_them = [*running]
    for instance in wanted:
        try:
            driver.claim(instance, all_of_them)
        except ApplicationError:
            return None
        all_of_them.append(instance)
    used = sum(instance.memory_mb or 0 for instance in all_of_them)
    return all_of_them if used <= memory else None
