"""The laws of a merge whose writer is of any other version, of an older one or of another line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from vobjects import (
    UNSET,
    BackportRefusedError,
    DecodeError,
    IncompleteObjectError,
    LossReport,
    MergeRefusedError,
    VersionedObject,
    View,
    merge,
)
from vobjects._declare.changes import Added, Removed, Renamed
from vobjects._declare.trees import objects_in
from vobjects._plan.lineage import Lineage
from vobjects.testing._trees import tree
from vobjects.version import Version

BACK = ("adopt", "message", "primitive", "message alone")
"""How the object of the writer is brought back; alone, the reader does not know the sender."""
MARKS = ("in place", "beside", "above alone")
"""What the writer marks: what it changes in the objects, the fields that hold these as well, or
these alone."""
BASES = ("none", "read", "sent")
"""No base, the object as the writer read it, or as it was sent to the writer."""
_REFUSED = (BackportRefusedError, DecodeError, IncompleteObjectError)


@dataclasses.dataclass
class Exchange:
    """An object that holds others, a view whose writer changes these, and how it comes back."""

    current: VersionedObject
    view: View
    back: str
    base: str
    marks: str

    def laws_hold(self, changes: dict[str, Any], meanwhile: dict[str, Any]) -> bool:
        """The change of the writer arrives, and what it did not know is as it was or reported.

        What the writer left unset is not looked for: a merge unsets nothing.

        Args:
            changes: what the writer assigns in each object.
            meanwhile: what somebody assigns in each current object, in fields that no writer of
                the view knows.

        Returns:
            Whether there was a merge; else a conversion or the merge was refused.
        """
        sent, report = self.current.obj_clone(), LossReport()
        try:
            read: Any = self.view.adopt(self.current)
            read.obj_reset_changes(recursive=True)
            stale = read.obj_clone()
            self._change(stale, changes)
            update = self._brought(stale, report)
        except _REFUSED:
            return False
        for obj in _held(self.current):
            _assign(obj, meanwhile)
        base = {"none": None, "read": read, "sent": sent}[self.base]
        before, lost = tree(self.current), LossReport()
        whole = all(
            one._node[2].keys() <= other._node[2].keys()
            for one, other in zip(_held(sent), _held(update), strict=True)
        )
        try:
            merge(self.current, update, base, lost)
        except MergeRefusedError:
            assert tree(self.current) == before
            return False
        told = [entry.path.rpartition(".")[2] for entry in [*report, *lost]]
        self._unknown_is_kept(meanwhile, told)
        self._change_arrived(stale, sent, changes if whole and not told else (), set(meanwhile))
        return True

    def _change(self, stale: Any, changes: dict[str, Any]) -> None:
        for obj in _held(stale):
            _assign(obj, changes)
        if self.marks == "above alone":
            stale.obj_reset_changes(recursive=True)
        if self.marks != "in place":
            stale._changed_fields = set(stale.fields)

    def _brought(self, stale: VersionedObject, report: LossReport) -> VersionedObject:
        own = self.current.VIEW
        if self.back.startswith("message"):
            message = self.view.encode(stale, own, report)
            sender = self.view if self.back == "message" else None
            return own.decode(message, report, sender=sender)
        if self.back == "primitive":
            primitive = self.view.to_primitive(stale, own, report)
            return own.from_primitive(primitive, report, sender=self.view)
        return own.adopt(stale, report)

    def _unknown_is_kept(self, meanwhile: dict[str, Any], told: list[str]) -> None:
        for obj in _held(self.current):
            for name, value in meanwhile.items():
                kept = obj._node[2].get(name, UNSET) == value
                assert kept or name in told, (name, value, obj)

    def _change_arrived(
        self,
        stale: VersionedObject,
        sent: VersionedObject,
        names: Iterable[str],
        meanwhile: set[str],
    ) -> None:
        probe = self.current.obj_clone()
        for obj, before in zip(_held(probe), _held(sent), strict=True):
            for name in meanwhile:
                _put(obj, name, before._node[2].get(name, UNSET))
        there = self.view.adopt(probe)
        for obj, wanted in zip(_held(there), _held(stale), strict=True):
            for name in wanted._node[2].keys() & names:
                assert obj._node[2].get(name, UNSET) == wanted._node[2][name], (name, obj, wanted)


def is_dropped(lineage: Lineage, source: Version, target: Version, field: str) -> bool:
    """Whether a field is left out between two versions, and no function moves its value."""
    undone, made = lineage.apart(source, target)
    for _, change, _ in undone:
        if isinstance(change, Renamed) and change.field == field:
            field = change.was
        elif isinstance(change, Added) and change.field == field:
            return change.down is None
    for _, change, _ in made:
        if isinstance(change, Renamed) and change.was == field:
            field = change.field
        elif isinstance(change, Removed) and change.field == field:
            return change.up is None
    return False


def _held(holder: VersionedObject) -> list[Any]:
    """The objects that a holder holds, in the order of its fields."""
    return [obj for _, value in sorted(holder.obj_values().items()) for obj in objects_in(value)]


def _assign(obj: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(obj, name, value)


def _put(obj: Any, name: str, value: Any) -> None:
    if value is not UNSET:
        setattr(obj, name, value)
    elif name in obj._node[2]:
        delattr(obj, name)
