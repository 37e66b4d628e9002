"""What peers say of themselves in their answers, and the pins that are lowered because of it."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from rpc._declare.peer_text import LONGEST
from rpc._plan.lineage import Lineage
from rpc.pins._lookup import Answer, Known
from rpc.pins._pin import Destination, Pin
from rpc.pins._releases import Releases

_MOST: Final = 64
"""Peers of one destination whose pins are kept apart; those of more are kept as one."""
_OTHERS: Final = None
"""The name of those that are kept as one."""
SILENT: Final = 300.0
"""Seconds after which a peer that was not heard of any more lowers no pin."""
FORGOTTEN: Final = 3600.0
"""Seconds after which it is forgotten what a server runs that was not heard of any more."""
MOST_DESTINATIONS: Final = 131_072
"""Destinations of which something is kept; for one more, what was learned first is forgotten."""


@dataclasses.dataclass(slots=True)
class _Said:
    """What a peer runs, and when it was last heard of, by the monotonic clock."""

    name: str | None
    pin: Pin
    heard: float


@dataclasses.dataclass(frozen=True, slots=True)
class _Lowered:
    """A pin that peers have proved to be too new: what each is, and what holds for all of them."""

    stamp: object
    """Of what the source said; when it says something anew, this ends."""
    given: Pin
    """What the source said."""
    by: tuple[_Said, ...]
    pin: Pin

    @property
    def until(self) -> float:
        """When the first of them has been silent for too long."""
        return min(said.heard for said in self.by) + SILENT

    def of(self, name: str) -> _Said | None:
        """What a peer is, if it is one of those that lowered the pin."""
        return next((said for said in self.by if said.name == name), None)


class Announced:
    """Puts what peers announce below what a source says, for one process.

    Where the source knows a pin, a peer can only lower it: until the source says something anew, be
    it the same, until the peer announces something newer, or until it is silent for five minutes.
    Where the source knows nothing, a server that is addressed by its name is spoken to as it
    announced itself, until it is silent for an hour, and everything else in the oldest form: what
    one server of a topic says holds for no other.
    """

    def __init__(self, known: Releases) -> None:
        self._known = known
        self._heard: dict[Destination, _Said] = {}
        self._lowered: dict[Destination, _Lowered] = {}
        self._pins: dict[tuple[str, str, str], Pin] = {}
        self._lock = threading.Lock()

    def over(self, destination: Destination, answer: Answer) -> Pin:
        """The pin in force, given what the source says."""
        if not isinstance(answer, Known):
            said = self._current(destination)
            return self._known.oldest if said is None else said.pin
        lowered = self._lowered.get(destination)
        if lowered is None:
            return answer.pin
        if lowered.stamp is not answer.stamp or time.monotonic() >= lowered.until:
            with self._lock:
                lowered = self._renewed(destination, answer)
        return answer.pin if lowered is None else lowered.pin

    def pin(self, lineage: Lineage, supports: Mapping[str, Any]) -> Pin | None:
        """The pin of what a peer says that it supports; the same object for the same words.

        Args:
            lineage: the interface that is spoken with it.
            supports: ``release`` and ``interfaces``; from a peer, so of any shape.

        Returns:
            None if it says nothing that is known.
        """
        release, interfaces = supports.get("release"), supports.get("interfaces")
        text = interfaces.get(lineage.name) if isinstance(interfaces, dict) else None
        if not (isinstance(release, str) and isinstance(text, str)):
            return None
        key = release, lineage.name, text
        return self._pins.get(key) or self._read(lineage, key)

    def hear(self, destination: Destination, name: str, pin: Pin) -> None:
        """Take note of a peer that answered for a destination.

        Args:
            destination: what was addressed.
            name: of the peer.
            pin: what it runs.
        """
        if destination.server is not None:
            self._note(destination, pin)
        lowered, name = self._lowered.get(destination), name[:LONGEST]
        said = None if lowered is None else lowered.of(name)
        if lowered is None or said is None:
            return
        if said.pin is pin:
            said.heard = time.monotonic()
            return
        with self._lock:
            self._put(destination, self._lowered.get(destination, lowered), name, pin)

    def lower(self, destination: Destination, answer: Known, name: str, pin: Pin) -> None:
        """Hold a destination below the pin that a source gives, if a peer proves to be older.

        Args:
            destination: what was addressed.
            answer: what the source says of it.
            name: of the peer that refused a message for its pin.
            pin: what the peer runs.
        """
        with self._lock:
            before = self._renewed(destination, answer)
            unlowered = _Lowered(answer.stamp, answer.pin, (), answer.pin)
            self._put(destination, before or unlowered, name[:LONGEST], pin)

    def _current(self, destination: Destination) -> _Said | None:
        """What a server said of itself, if that was not too long ago."""
        said = self._heard.get(destination)
        if said is None or time.monotonic() < said.heard + FORGOTTEN:
            return said
        with self._lock:
            self._heard.pop(destination, None)
        return None

    def _note(self, destination: Destination, pin: Pin) -> None:
        """Take note of what a server runs that is addressed by its name."""
        said = self._heard.get(destination)
        if said is not None and said.pin is pin:
            said.heard = time.monotonic()
            return
        with self._lock:
            self._heard[destination] = _Said(None, pin, time.monotonic())
            _bound(self._heard)

    def _renewed(self, destination: Destination, answer: Known) -> _Lowered | None:
        """What still holds of a lowered pin, without the peers that are silent."""
        lowered, latest = self._lowered.pop(destination, None), time.monotonic() - SILENT
        if lowered is None or lowered.stamp is not answer.stamp:
            return None
        by = tuple(said for said in lowered.by if said.heard > latest)
        return self._kept(destination, lowered, by)

    def _put(self, destination: Destination, before: _Lowered, name: str, pin: Pin) -> None:
        said = _Said(name, pin, time.monotonic())
        if before.of(name) is None:
            by = (*before.by, said)
        else:
            by = tuple(said if other.name == name else other for other in before.by)
        self._kept(destination, before, by)

    def _kept(
        self, destination: Destination, before: _Lowered, by: tuple[_Said, ...]
    ) -> _Lowered | None:
        """Keep what lowers the pin of a destination, if it does."""
        lowest = self._known.lowest([before.given, *(said.pin for said in by)])
        if lowest is before.given:
            self._lowered.pop(destination, None)
            return None
        found = _Lowered(before.stamp, before.given, self._as_one(by), lowest)
        self._lowered[destination] = found
        _bound(self._lowered)
        return found

    def _as_one(self, by: tuple[_Said, ...]) -> tuple[_Said, ...]:
        """The peers that were heard of last, and all before them as one."""
        if len(by) <= _MOST:
            return by
        before, latest = by[: 1 - _MOST], by[1 - _MOST :]
        lowest = self._known.lowest([said.pin for said in before])
        return (_Said(_OTHERS, lowest, max(said.heard for said in by)), *latest)

    def _read(self, lineage: Lineage, key: tuple[str, str, str]) -> Pin | None:
        release, name, text = key
        version = next((v for v in lineage.methods if str(v) == text), None)
        if release not in self._known.supported or version is None:
            return None
        return self._pins.setdefault(key, self._known.pin(release).capped(name, version))


def _bound(kept: dict[Destination, Any]) -> None:
    """Forget what was learned first, where more is kept than there is room for."""
    if len(kept) > MOST_DESTINATIONS:
        del kept[next(iter(kept))]
