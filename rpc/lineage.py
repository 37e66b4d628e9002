"""An interface through all its versions, derived by undoing its history backwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rpc.history import (
    ArgumentAdded,
    ArgumentRetyped,
    Change,
    Entry,
    MethodAdded,
    PreviousMajorServed,
)
from rpc.signature import ArgumentSpec, MethodSpec
from vobjects import DeclarationError
from vobjects.annotations import field_type
from vobjects.history import REQUIRED
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Lineage:
    """All versions of one interface."""

    name: str
    topic: str
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

    def serves(self, own: Version, message: Version) -> bool:
        """Whether a server at ``own`` answers a message of a version."""
        if own.accepts(message):
            return True
        entry = next((e for e in self.entries if e.version.major == own.major), None)
        previous = entry is not None and any(
            isinstance(change, PreviousMajorServed) for change in entry.changes
        )
        return previous and message.major == own.major - 1 and message <= self._last(message.major)

    def _last(self, major: int) -> Version:
        return max(entry.version for entry in self.entries if entry.version.major == major)


def lineage(
    name: str, topic: str, entries: tuple[Entry, ...], latest: Mapping[str, MethodSpec]
) -> Lineage:
    """Derive every version of an interface.

    Raises:
        DeclarationError: a change applies to nothing, or an argument came without a default.
    """
    methods = dict(latest)
    versions: dict[Version, Mapping[str, MethodSpec]] = {}
    for newer, older in zip(reversed(entries), [*reversed(entries[:-1]), None], strict=True):
        if older is not None and newer.version <= older.version:
            raise DeclarationError(
                where=f"{name}.HISTORY",
                found=f"{newer.version} after {older.version}",
                expected="versions in rising order, where 1.10 is newer than 1.9",
                remedy="move the entry, or correct its number",
            )
        versions[newer.version] = dict(methods)
        for change in reversed(newer.changes):
            _undo(change, methods, f"{name} {newer.version}")
    return Lineage(name, topic, entries, dict(sorted(versions.items())))


def _undo(change: Change, methods: dict[str, MethodSpec], where: str) -> None:
    if isinstance(change, PreviousMajorServed):
        return
    if change.method not in methods:
        raise _nothing(change, change.method, methods, where)
    if isinstance(change, MethodAdded):
        del methods[change.method]
        return
    spec = methods[change.method]
    arguments = dict(spec.arguments)
    if change.argument not in arguments:
        raise _nothing(change, change.argument, arguments, where)
    if isinstance(change, ArgumentAdded):
        if arguments.pop(change.argument).default is REQUIRED:
            raise DeclarationError(
                where=where,
                found=f"{change.method}({change.argument}) without a default",
                expected="a default: an older client of this major leaves the argument out",
                remedy=f"write {change.argument}: ... = <default> in the signature",
            )
    else:
        arguments[change.argument] = _retyped(arguments[change.argument], change, where)
    methods[change.method] = dataclasses.replace(spec, arguments=arguments)


def _retyped(spec: ArgumentSpec, change: ArgumentRetyped, where: str) -> ArgumentSpec:
    return dataclasses.replace(spec, type=field_type(change.was, f"{where} {change.argument}"))


def _nothing(change: Change, name: str, have: Mapping[str, Any], where: str) -> DeclarationError:
    return DeclarationError(
        where=where,
        found=f"{type(change).__name__} of {name!r} that applies to nothing",
        expected=f"one of {', '.join(sorted(have))}",
        remedy="correct the name, or declare it in the class",
    )
