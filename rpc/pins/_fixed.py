"""Pins that are set by hand or by a plan."""

from __future__ import annotations

from rpc._plan.topics import is_declared, topics_of
from rpc.pins._errors import unknown_name
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
        self._interfaces = {name for pin in supported for name in pin.interfaces}

    def set(self, destination: Destination, release: str) -> None:
        """Pin a destination; a server of a topic comes before the topic.

        Raises:
            MisPinError: no release that may be met has this name, or no interface of theirs that
                is imported has this topic.
            DeclarationError: the destination is none.
        """
        if not isinstance(destination, Destination):
            raise DeclarationError(
                where="Pins.set",
                found=shown(destination),
                expected="a Destination",
                remedy='write Destination("topic"), or Destination("topic", "server")',
            )
        if not is_declared(destination.topic, self._interfaces):
            remedy = "correct the topic, or import the interface that declares it first"
            raise unknown_name("Pins.set", destination.topic, topics_of(self._interfaces), remedy)
        self._set[destination] = Known(self.pin(release), f"set for {destination}")

    def answer(self, destination: Destination) -> Answer:
        """What was set for the server, else for its topic."""
        found = self._set.get(destination) or self._set.get(Destination(destination.topic))
        return found or _NOT_SET


_NOT_SET = Unknown("nothing was set")
