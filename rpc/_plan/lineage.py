"""An interface through all its versions."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from rpc._declare.changes import Entry, MethodAdded, MethodRemoved, MethodRenamed
from rpc._declare.context_schema import ContextSchema
from rpc._declare.method import MethodSpec, Style
from vobjects import DeclarationError
from vobjects.version import Version


@dataclasses.dataclass(frozen=True, eq=False)
class Lineage:
    """All versions of one interface."""

    name: str
    topic: str
    namespace: str | None
    """Of the target of oslo.messaging: tells interfaces on one topic apart."""
    context: ContextSchema
    entries: tuple[Entry, ...]
    methods: Mapping[Version, Mapping[str, MethodSpec]]

    @property
    def latest(self) -> Version:
        """The version of the declared class itself."""
        return self.entries[-1].version

    @functools.cached_property
    def styles(self) -> Mapping[str, Style]:
        """Every method that a version has, and how it is sent in the newest of them."""
        methods = self.methods.values()
        return {name: spec.style for version in methods for name, spec in version.items()}

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

    def later(self, method: str, older: Version, newer: Version) -> str | None:
        """How a newer version calls a method; None if it went."""
        for entry in self.between(older, newer):
            for change in entry.changes:
                if isinstance(change, MethodRemoved) and change.method == method:
                    return None
                if isinstance(change, MethodRenamed) and change.was == method:
                    method = change.method
        return method

    def when(self, method: str, at: Version) -> str:
        """When a method came that a version does not have, or when it went, for errors."""
        for entry in reversed(self.between(self.entries[0].version, at)):
            for change in reversed(entry.changes):
                if isinstance(change, MethodRemoved) and change.method == method:
                    return f"it went with {entry.version}"
                if isinstance(change, MethodRenamed) and change.was == method:
                    return f"it is called {change.method!r} since {entry.version}"
        came = self._came(method, at)
        return f"it came with {came}" if came else f"no version of {self.name} has it"

    def _came(self, method: str, at: Version) -> Version | None:
        came = None
        for entry in reversed(self.between(at, self.latest)):
            for change in reversed(entry.changes):
                if isinstance(change, MethodRenamed) and change.method == method:
                    method = change.was
                elif isinstance(change, MethodAdded) and change.method == method:
                    came = entry.version
        return came

    def message_version(self, method: str, peer: Version) -> Version:
        """The oldest version of the peer's major in which the method is as the peer has it."""
        found = next(e.version for e in self.entries if e.version.major == peer.major)
        for entry in self.entries:
            touched = any(change.method == method for change in entry.changes)
            if touched and found < entry.version <= peer:
                found = entry.version
        return found

    def spoken(self, method: str, message: Version, own: Version) -> Version | None:
        """The version in whose words a message stands: the newest that is not newer than it.

        A message that claims to be older than the method, or than all versions of its major, is
        read as the oldest that has the method. None if no version up to the own one has it.
        """
        having = [v for v in self.methods if method in self.methods[v] and v <= own]
        having = [v for v in having if v.major == message.major] or having
        return max((v for v in having if v <= message), default=having[0] if having else None)

    def serves(self, own: Version, message: Version) -> bool:
        """Whether a server at ``own`` answers a message of a version."""
        if message.major == own.major:
            return own.accepts(message)
        return message.major in self.majors(own) and message <= self._last(message.major)

    def majors(self, own: Version) -> list[int]:
        """The majors that a server at ``own`` answers."""
        entry = next(e for e in self.entries if e.version.major == own.major)
        return [own.major - 1, own.major] if entry.previous_major_served else [own.major]

    def taken(self, own: Version) -> set[tuple[str, int]]:
        """The names and majors of the messages that a server at ``own`` looks at."""
        majors = self.majors(own)
        return {
            (method, version.major)
            for version, methods in self.methods.items()
            if version <= own and version.major in majors
            for method in methods
        }

    def _last(self, major: int) -> Version:
        return max(entry.version for entry in self.entries if entry.version.major == major)
