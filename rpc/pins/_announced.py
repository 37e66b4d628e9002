"""What peers say of themselves in their answers, and the pins that are lowered because of it."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from rpc._plan.lineage import Lineage
from rpc.pins._lookup import Answer, Known
from rpc.pins._pin import Destination, Pin
from rpc.pins._releases import Releases

_MOST: Final = 64
"""Peers of one destination whose pins are kept apart; those of more are kept as one."""
_OTHERS: Final = None
"""The name of those that are kept as one."""
_LONGEST: Final = 255
"""Characters of the name of a peer; it is cut there."""
SILENT: Final = 300.0
"""Seconds after which a peer that was not heard of any more lowers no pin."""


@dataclasses.dataclass(frozen=True)
class _Lowered:
    """A pin that peers have proved to be too new: what each is, and what holds for all of them."""

    answer: Known
    """What the source said; when it says something anew, this ends."""
    by: Mapping[str | None, Pin]
    heard: dict[str | None, float]
    """When each of them was last heard of, by the monotonic clock."""
    pin: Pin

    @property
    def until(self) -> float:
        """When the first of them has been silent for too long."""
        return min(self.heard.values()) + SILENT


class Announced:
    """Puts what peers announce below what a source says, for one process.

    Where the source knows a pin, a peer can only lower it: until the source says something anew, be
    it the same, until the peer announces something newer, or until it is silent for five minutes.
    Where the source knows nothing, a server that
    is addressed by its name is spoken to as it announced itself, and everything else in the oldest
    form: what one server of a topic says holds for no other.
    """

    def __init__(self, known: Releases) -> None:
        self._known = known
        self._heard: dict[Destination, Pin] = {}
        self._lowered: dict[Destination, _Lowered] = {}
        self._pins: dict[tuple[str, str, str], Pin] = {}
        self._lock = threading.Lock()

    def over(self, destination: Destination, answer: Answer) -> Pin:
        """The pin in force, given what the source says."""
        if not isinstance(answer, Known):
            return self._heard.get(destination, self._known.oldest)
        lowered = self._lowered.get(destination)
        if lowered is None:
            return answer.pin
        if lowered.answer.stamp is not answer.stamp or time.monotonic() >= lowered.until:
            with self._lock:
                lowered = self._renewed(destination, answer)
        return answer.pin if lowered is None else lowered.pin

    def knows(self, destination: Destination) -> bool:
        """Whether the server that a destination names has said what it runs."""
        return destination in self._heard

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
        if destination.server is not None and self._heard.get(destination) is not pin:
            with self._lock:
                self._heard[destination] = pin
        lowered, name = self._lowered.get(destination), name[:_LONGEST]
        if lowered is None or name not in lowered.by:
            return
        if lowered.by[name] is pin:
            lowered.heard[name] = time.monotonic()
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
            before = self._renewed(destination, answer) or _Lowered(answer, {}, {}, answer.pin)
            self._put(destination, before, name[:_LONGEST], pin)

    def _renewed(self, destination: Destination, answer: Known) -> _Lowered | None:
        """What still holds of a lowered pin, without the peers that are silent."""
        lowered, latest = self._lowered.pop(destination, None), time.monotonic() - SILENT
        if lowered is None or lowered.answer.stamp is not answer.stamp:
            return None
        heard = {name: at for name, at in lowered.heard.items() if at > latest}
        return self._kept(destination, answer, {name: lowered.by[name] for name in heard}, heard)

    def _put(self, destination: Destination, before: _Lowered, name: str, pin: Pin) -> None:
        by, heard = {**before.by, name: pin}, {**before.heard, name: time.monotonic()}
        self._kept(destination, before.answer, by, heard)

    def _kept(
        self,
        destination: Destination,
        answer: Known,
        by: Mapping[str | None, Pin],
        heard: dict[str | None, float],
    ) -> _Lowered | None:
        """Keep what lowers the pin of a destination, if it does."""
        lowest = self._known.lowest([answer.pin, *by.values()])
        if lowest is answer.pin:
            self._lowered.pop(destination, None)
            return None
        by = self._bounded(by)
        heard = {name: heard.get(name, max(heard.values())) for name in by}
        found = self._lowered[destination] = _Lowered(answer, by, heard, lowest)
        return found

    def _bounded(self, by: Mapping[str | None, Pin]) -> Mapping[str | None, Pin]:
        """The peers that were heard of last, and all before them as one."""
        if len(by) <= _MOST:
            return by
        names = list(by)
        before, latest = names[: 1 - _MOST], names[1 - _MOST :]
        others = self._known.lowest([by[name] for name in before])
        return {_OTHERS: others, **{name: by[name] for name in latest}}

    def _read(self, lineage: Lineage, key: tuple[str, str, str]) -> Pin | None:
        release, name, text = key
        version = next((v for v in lineage.methods if str(v) == text), None)
        if release not in self._known.supported or version is None:
            return None
        return self._pins.setdefault(key, self._known.pin(release).capped(name, version))
