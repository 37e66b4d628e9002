"""Which of the free PCI devices each want gets."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vobjects.catalog.placement._affinity import Nearness
from vobjects.catalog.placement._device import Device
from vobjects.catalog.placement._errors import Shortage
from vobjects.catalog.placement._want import Want


def assign(
    wanted: Sequence[Want], free: Sequence[Device], near: Nearness
) -> tuple[int, ...] | Shortage:
    """The place of a device among the free ones for each want, or how many can be met.

    If there is any way to meet all wants, one is found. A want gets the nearest device that the
    others leave it, and of these the first. No physical function is given together with one of
    its virtual functions.
    """
    best = 0
    for usable in _choices(wanted, free):
        found = _match(wanted, free, usable, near)
        if len(found) == len(wanted):
            return tuple(found[want] for want in range(len(wanted)))
        best = max(best, len(found))
    return Shortage("PCI devices of that kind near the guest", len(wanted), best)


def _choices(wanted: Sequence[Want], free: Sequence[Device]) -> Iterator[list[int]]:
    """The free devices without the physical functions, then with ever more of them whole."""
    whole = [at for at, device in enumerate(free) if device.is_pf]
    choosy = [want for want in wanted if any(free[at].meets(want.specs) for at in whole)]
    for number in range(min(len(choosy), len(whole)) + 1):
        for chosen in itertools.combinations(whole, number):
            parents = {free[at].address for at in chosen}
            yield [
                at
                for at, device in enumerate(free)
                if (at in chosen if device.is_pf else device.parent not in parents - {None})
            ]


def _match(
    wanted: Sequence[Want], free: Sequence[Device], usable: Iterable[int], near: Nearness
) -> Mapping[int, int]:
    """A device for as many wants as can be met: a matching along augmenting paths."""
    held: dict[int, int] = {}
    options = [_options(want, free, usable, near) for want in wanted]

    def find(want: int, tried: set[int]) -> bool:
        for at in sorted(options[want], key=held.__contains__):  # free ones first
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


def _options(
    want: Want, free: Sequence[Device], usable: Iterable[int], near: Nearness
) -> list[int]:
    fitting = [
        at
        for at in usable
        if near.allows(want.policy, free[at].numa_node) and free[at].meets(want.specs)
    ]
    return sorted(fitting, key=lambda at: near.distance(free[at].numa_node))
