"""An interface through all its versions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from rpc.history import Entry, MethodAdded, PreviousMajorServed
from rpc.signature import MethodSpec
from vobjects import DeclarationError
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Lineage:
    """All versions of one interface."""

    name: str
    topic: str
    namespace: str | None
    """Of the target of oslo.messaging: tells interfaces on one topic apart."""
    entries: tuple[Entry, ...]
    methods: Mapping[Version, Mapping[str, MethodSpec]]

    @property
    def latest(self) -> Version:
        """The version of the declared class itself."""
        return self.entries[-1].version

    def at(self, version: str) -> Version:
        """A version that the interface has.

        Raises:
            DeclarationError: it never had that version.
        """
        found = Version.parse(version)
        if found not in self.methods:
            raise DeclarationError(
                where=self.name,
                found=f"version {version}",
                expected=f"one of {', '.join(str(entry.version) for entry in self.entries)}",
                remedy="correct the version, or declare it in HISTORY",
            )
        return found

    def before(self, version: Version) -> Version:
        """The version that comes before one that is not the oldest."""
        return max(older for older in self.methods if older < version)

    def between(self, older: Version, newer: Version) -> tuple[Entry, ...]:
        """The entries after ``older`` up to and with ``newer``, oldest first."""
        return tuple(e for e in self.entries if older < e.version <= newer)

    def when(self, method: str) -> str:
        """When a method came, as a sentence for errors."""
        for entry in self.entries:
            if any(isinstance(c, MethodAdded) and c.method == method for c in entry.changes):
                return f"it came with {entry.version}"
        return f"no version of {self.name} has it"

    def message_version(self, method: str, peer: Version) -> Version:
        """The oldest version of the peer's major in which the method is as the peer has it."""
        found = next(e.version for e in self.entries if e.version.major == peer.major)
        for entry in self.entries:
            touched = any(change.method == method for change in entry.changes)
            if touched and found < entry.version <= peer:
                found = entry.version
        return found

    def spoken(self, method: str, message: Version, own: Version) -> Version:
        """The version in whose words a message stands: the newest that is not newer than it.

        A message that claims to be older than the method, or than all versions of its major, is
        read as the oldest that has the method.
        """
        having = [v for v in self.methods if method in self.methods[v] and v <= own]
        having = [v for v in having if v.major == message.major] or having
        return max((v for v in having if v <= message), default=having[0])

    def serves(self, own: Version, message: Version) -> bool:
        """Whether a server at ``own`` answers a message of a version."""
        if message.major == own.major:
            return own.accepts(message)
        return message.major in self.majors(own) and message <= self._last(message.major)

    def majors(self, own: Version) -> list[int]:
        """The majors that a server at ``own`` answers."""
        entry = next(e for e in self.entries if e.version.major == own.major)
        previous = any(isinstance(change, PreviousMajorServed) for change in entry.changes)
        return [own.major - 1, own.major] if previous else [own.major]

    def _last(self, major: int) -> Version:
        return max(entry.version for entry in self.entries if entry.version.major == major)
