"""The releases that may be met, oldest first."""

from __future__ import annotations

import dataclasses
import itertools

from rpc.pins._errors import unknown_name
from rpc.pins._pin import Pin
from vobjects import DeclarationError


class Releases:
    """Every release that may be met.

    Args:
        supported: their pins, oldest first.

    Raises:
        DeclarationError: there is none, one is there twice, or one is older than the one before it.
    """

    def __init__(self, supported: tuple[Pin, ...]) -> None:
        if not supported:
            raise DeclarationError(
                where=type(self).__name__,
                found="no release",
                expected="at least one supported release",
                remedy="pass the pins of all releases that may be met, oldest first",
            )
        for before, after in itertools.pairwise(supported):
            _must_follow(before, after)
        self.supported = {pin.release: pin for pin in supported}
        if len(self.supported) < len(supported):
            raise DeclarationError(
                where=type(self).__name__,
                found=f"a release twice: {', '.join(pin.release for pin in supported)}",
                expected="each release once, oldest first",
                remedy="leave out one of the two, or correct its name",
            )
        self.oldest, self.newest = supported[0], supported[-1]
        self._places = {release: place for place, release in enumerate(self.supported)}

    def pin(self, release: str) -> Pin:
        """The pin of a supported release.

        Raises:
            MisPinError: the name is none of them.
        """
        if release not in self.supported:
            remedy = "correct the name; a pin that names nothing known must not wait for a send"
            raise unknown_name("pin", release, self.supported, remedy)
        return self.supported[release]

    def place(self, pin: Pin) -> int:
        """How many supported releases are older than that of a pin: all, if it is none of them."""
        return self._places.get(pin.release, len(self._places))

    def lowest(self, pins: list[Pin]) -> Pin:
        """What code at any of some pins understands: one of them if the others include it.

        If they are of one release and none has the oldest version of every interface, it is a pin
        that has.
        """
        oldest = min(map(self.place, pins))
        same = [pin for pin in pins if self.place(pin) == oldest]
        names = set(same[0].interfaces).intersection(*(pin.interfaces for pin in same))
        lowest = {name: min(pin.interfaces[name] for pin in same) for name in names}
        found = (pin for pin in same if pin.interfaces == lowest)
        return next(found, None) or dataclasses.replace(same[0], interfaces=lowest)


def _must_follow(before: Pin, after: Pin) -> None:
    """Check that a release has no interface at an older version than the one before it."""
    for name in before.interfaces.keys() & after.interfaces.keys():
        if after.interfaces[name] < before.interfaces[name]:
            raise DeclarationError(
                where="releases",
                found=f"{after.release} with {name} {after.interfaces[name]} after "
                f"{before.release} with {before.interfaces[name]}",
                expected="releases from the oldest to the newest",
                remedy="put them in their order, or correct the version",
            )
