"""Why a host does not give something: what was asked, what is free and on which node."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from vobjects.errors import VObjectError


@dataclasses.dataclass(frozen=True)
class Shortage:
    """One thing of which a host has too little."""

    resource: str
    """What it is, in the plural and with its unit, such as ``pages of 2048 KiB``."""
    asked: int
    free: int | None
    """How many of them there are; None if the host does not tell."""
    cell: int | None = None
    """The id of the host node; None for the whole host."""

    def __str__(self) -> str:
        where = "" if self.cell is None else f"node {self.cell}: "
        there = "no number told" if self.free is None else f"{self.free} free"
        return f"{where}{self.asked} {self.resource} asked, {there}"


class PlacementError(VObjectError):
    """Base of the errors of giving and taking back what a host has; nothing was changed."""


class NoRoomError(PlacementError):
    """A guest does not fit a host; ``shortages`` says of what there is too little."""

    def __init__(self, shortages: Iterable[Shortage]) -> None:
        self.shortages = tuple(shortages)
        text = "; ".join(map(str, self.shortages))
        super().__init__(f"{text}; nothing was taken: choose another host, or ask for less")


class CPUsTakenError(PlacementError):
    """CPUs to pin that are not free: ``cpus`` of those asked for, on the host node ``cell``."""

    def __init__(self, *, cell: int, cpus: frozenset[int], free: frozenset[int]) -> None:
        self.cell, self.cpus, self.free = cell, cpus, free
        super().__init__(
            f"node {cell}: CPUs {sorted(cpus)} cannot be pinned, {sorted(free)} are free; "
            f"read the node anew, and choose among the free ones"
        )


class NotHeldError(PlacementError):
    """Something is given back that nobody has; ``returned`` and ``held`` are in ``resource``."""

    def __init__(
        self,
        *,
        cell: int,
        resource: str,
        returned: int | frozenset[int],
        held: int | frozenset[int],
    ) -> None:
        self.cell, self.resource = cell, resource
        self.returned, self.held = returned, held
        super().__init__(
            f"node {cell}: {_shown(returned)} {resource} given back, {_shown(held)} in use; "
            f"read the node anew: it was given back before, or never taken there"
        )


class DeviceStateError(PlacementError):
    """A PCI device is in a state that what was asked of it does not start from."""

    def __init__(self, *, address: str, found: str, expected: str, remedy: str) -> None:
        self.address, self.found, self.expected, self.remedy = address, found, expected, remedy
        super().__init__(f"device {address}: found {found}, expected {expected}; {remedy}")


def _shown(number: int | frozenset[int]) -> str:
    return str(number) if isinstance(number, int) else str(sorted(number))
