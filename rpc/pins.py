"""Pins: in which release's form a destination is spoken to, and who says so."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from typing import Final, Protocol

from rpc.lineage import Lineage
from vobjects import DeclarationError, View
from vobjects.version import Version

FORMS: Final = ("compact", "primitive")


@dataclasses.dataclass(frozen=True, eq=False)
class Pin:
    """What one release speaks: its interfaces and its view of the objects."""

    release: str
    interfaces: Mapping[str, Version]
    view: View
    form: str = "compact"
    """``compact`` for peers of ours, ``primitive`` for stock oslo.messaging services."""

    def __post_init__(self) -> None:
        """Check the form.

        Raises:
            DeclarationError: it is none of the two.
        """
        if self.form not in FORMS:
            raise DeclarationError(
                where=f"Pin of {self.release}",
                found=f"form {self.form!r}",
                expected=f"one of {', '.join(FORMS)}",
                remedy="correct the form",
            )

    def __str__(self) -> str:
        return self.release

    def speaks(self, lineage: Lineage) -> Version:
        """The version of an interface in this release.

        Raises:
            DeclarationError: the release does not have the interface, or names a version that the
                interface never had.
        """
        if lineage.name not in self.interfaces:
            raise DeclarationError(
                where=f"Pin of {self.release}",
                found=f"no {lineage.name}",
                expected=f"one of {', '.join(sorted(self.interfaces))}",
                remedy=f"say which version of {lineage.name} the release has",
            )
        return lineage.at(str(self.interfaces[lineage.name]))


@dataclasses.dataclass(frozen=True)
class Destination:
    """Where a message goes: a topic, and one server of it if one is named."""

    topic: str
    server: str | None = None

    def __str__(self) -> str:
        return f"{self.topic}.{self.server}" if self.server else self.topic


class PinSource(Protocol):
    """Says at every message how a destination is pinned."""

    def pin_for(self, destination: Destination) -> Pin:
        """The pin in force now; a destination of unknown release gets the oldest supported."""
        ...


class Pins:
    """Pins that are set by hand or by a plan, and hold from the next message on.

    Args:
        supported: every release that may be met, oldest first. What is not set is pinned to the
            first: a destination of unknown release gets the oldest form, never the newest.
    """

    def __init__(self, supported: tuple[Pin, ...]) -> None:
        if not supported:
            raise DeclarationError(
                where="Pins",
                found="no release",
                expected="at least one supported release",
                remedy="pass the pins of all releases that may be met, oldest first",
            )
        self.supported = {pin.release: pin for pin in supported}
        self._oldest = supported[0]
        self._set: dict[Destination, Pin] = {}
        self._lock = threading.Lock()

    def pin(self, release: str) -> Pin:
        """The pin of a supported release.

        Raises:
            DeclarationError: the name is none of them.
        """
        if release not in self.supported:
            raise DeclarationError(
                where="pin",
                found=repr(release),
                expected=f"one of {', '.join(self.supported)}",
                remedy="correct the name; a pin that names nothing known must not wait for a send",
            )
        return self.supported[release]

    def set(self, destination: Destination, release: str) -> None:
        """Pin a destination; a server of a topic comes before the topic."""
        pin = self.pin(release)
        with self._lock:
            self._set = self._set | {destination: pin}

    def pin_for(self, destination: Destination) -> Pin:
        """The pin of the server, else of its topic, else the oldest supported."""
        pins = self._set
        return pins.get(destination) or pins.get(Destination(destination.topic)) or self._oldest
