"""Pins that are set by hand or by a plan."""

from __future__ import annotations

import threading

from rpc.pins._lookup import Answer, Known, Unknown
from rpc.pins._pin import Destination, Pin
from rpc.pins._releases import Releases
from vobjects import DeclarationError
from vobjects._repr import shown


class Pins(Releases):
    """Releases that may be met, and to which of them destinations are set.

    What is set holds from the next message on.

    Args:
        supported: the pins of the releases, oldest first.

    Raises:
        DeclarationError: there is none.
    """

    def __init__(self, supported: tuple[Pin, ...]) -> None:
        super().__init__(supported)
        self._set: dict[Destination, Known] = {}
        self._lock = threading.Lock()

    def set(self, destination: Destination, release: str) -> None:
        """Pin a destination; a server of a topic comes before the topic.

        Raises:
            MisPinError: no release that may be met has this name.
            DeclarationError: the destination is none.
        """
        if not isinstance(destination, Destination):
            raise DeclarationError(
                where="Pins.set",
                found=shown(destination),
                expected="a Destination",
                remedy='write Destination("topic"), or Destination("topic", "server")',
            )
        known = Known(self.pin(release), f"set for {destination}")
        with self._lock:
            self._set = self._set | {destination: known}

    def answer(self, destination: Destination) -> Answer:
        """What was set for the server, else for its topic."""
        pins = self._set
        return pins.get(destination) or pins.get(Destination(destination.topic)) or _NOT_SET


_NOT_SET = Unknown("nothing was set")
