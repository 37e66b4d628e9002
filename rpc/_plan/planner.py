"""How one method goes between two versions of its interface: steps, as data."""

from __future__ import annotations

import dataclasses
import functools

from rpc._declare.changes import Change, Entry, MethodAdded, MethodRenamed
from rpc._declare.method import MethodSpec
from rpc._plan.lineage import Lineage
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class Step:
    """One change, between the method as it was before its version and as it was then."""

    change: Change
    version: Version
    before: Version
    older: MethodSpec
    newer: MethodSpec


@dataclasses.dataclass(frozen=True, eq=False)
class Plan:
    """A method at two versions, and the steps from the older to the newer one."""

    interface: str
    older_version: Version
    message_version: Version
    """The oldest of its major in which the method is as the older side has it: messages name it."""
    older: MethodSpec
    newer: MethodSpec
    steps: tuple[Step, ...]


@functools.lru_cache(maxsize=4096)
def plan(lineage: Lineage, method: str, newer: Version, older: Version) -> Plan | None:
    """How a method of ``newer`` goes to ``older`` and back; None if that does not have it."""
    steps: list[Step] = []
    name: str | None = method
    for entry in reversed(lineage.between(older, newer)):
        after = str(name)
        name, changes = _before(entry, after)
        if name is None:
            return None
        before = lineage.before(entry.version)
        then, now = lineage.methods[before][name], lineage.methods[entry.version][after]
        steps += [Step(change, entry.version, before, then, now) for change in changes]
    then_called = str(name)
    return Plan(
        lineage.name,
        older,
        lineage.message_version(then_called, older),
        lineage.methods[older][then_called],
        lineage.methods[newer][method],
        tuple(reversed(steps)),
    )


@functools.lru_cache(maxsize=4096)
def to_peer(lineage: Lineage, method: str, own: Version, peer: Version) -> Plan | None:
    """How a method of the own version goes to a peer; None if that lacks it, older or newer."""
    gone = lineage.later(method, own, peer) is None
    return None if gone else plan(lineage, method, own, min(own, peer))


@functools.lru_cache(maxsize=4096)
def of_message(lineage: Lineage, method: str, message: Version, own: Version) -> Plan | None:
    """How the method that a message names comes to the own version; None if that lacks it."""
    then = lineage.spoken(method, message, own)
    name = None if then is None else lineage.later(method, then, own)
    return None if name is None or then is None else plan(lineage, name, own, then)


def _before(entry: Entry, method: str) -> tuple[str | None, list[Change]]:
    """The name of a method before an entry, None if it came with it; and its changes."""
    changes: list[Change] = []
    for change in reversed(entry.changes):
        if change.method != method:
            continue
        if isinstance(change, MethodAdded):
            return None, []
        if isinstance(change, MethodRenamed):
            method = change.was
        else:
            changes.append(change)
    return method, changes
