"""What a source knows of a destination: a pin, that nobody is there, or nothing."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from rpc.pins._pin import Destination, Pin


@dataclasses.dataclass(frozen=True, eq=False, slots=True)
class Known:
    """The destination is pinned."""

    pin: Pin
    why: object
    """The row, the option or the plan that decided."""
    stamp: object = dataclasses.field(default_factory=object, repr=False)
    """Another one when the source learned the same anew: that ends what peers made of the pin."""


@dataclasses.dataclass(frozen=True)
class Nobody:
    """Everything was read, and no server of the destination was ever there."""

    why: str


@dataclasses.dataclass(frozen=True)
class Unknown:
    """It cannot be told what runs there; never taken for "nobody", and never kept."""

    why: str


Answer = Known | Nobody | Unknown


class PinSource(Protocol):
    """Says at every message how a destination is pinned."""

    def answer(self, destination: Destination) -> Answer:
        """What is known now; must cost no more than looking it up.

        Its stamp is the same object until the source learns something anew.
        """
        ...
