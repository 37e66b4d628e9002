"""Objects whose class does not say what tells them apart: taken whole, or refused."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._merging.arrangement import Arrangement
from vobjects._merging.differences import frozen
from vobjects._merging.field import MergeField
from vobjects._merging.members import Member, Members, path_of

if TYPE_CHECKING:
    from vobjects._merging.objects import ObjectMerge


class UnclearMerge:
    """Plans a field in which some objects have no identity, or two have the same one.

    Such a value is taken whole if that loses nothing of the current one but what the writer
    itself changed; else the merge is refused.
    """

    def __init__(self, objects: ObjectMerge) -> None:
        self._objects, self._plan = objects, objects.plan
        self._differences = objects.differences

    def merge(self, field: MergeField, ours: Members, theirs: Members) -> None:
        """Plan the field.

        Raises:
            MergeRefusedError: something in the current value would be lost, or mixed up.
        """
        alike = self._differences.alike
        unclear = ours.unclear or theirs.unclear
        if alike(field.old, field.new):
            return
        if field.marked and field.holds_one:
            self._replace(field, strict=True)
        elif self._objects.three_way:
            if self._objects.is_changed(field) or not alike(field.before, field.new):
                if not alike(field.old, field.before):
                    self._refuse(field, unclear)
                self._replace(field, strict=False)
        elif field.marked:
            self._cover(field, ours, theirs)
        elif not field.assigned and self._differs_by_marks(field, theirs):
            self._merge_at_places(field, ours, theirs)
        else:
            self._refuse(field, unclear)

    def _merge_at_places(self, field: MergeField, ours: Members, theirs: Members) -> None:
        """Merge each object with the one at its place: a message has mappings in another order."""
        there = {member.place: member.item for member in theirs.all}
        for member in ours.all:
            if member.item is not None:
                path = path_of(field.path, member.place)
                self._objects.merge(member.item, there[member.place], None, path)

    def _differs_by_marks(self, field: MergeField, theirs: Members) -> bool:
        """Whether the writer's marks are all that differs, and leave something to compare."""
        told = field.holds_one or not any(
            self._plan.changed(obj) and self._plan.made(obj) for obj in theirs.objects
        )
        return told and self._differences.only_marked(field.old, field.new)

    def _replace(self, field: MergeField, strict: bool) -> None:
        """Take the value whole, if nothing is lost that its writer did not know."""
        if type(field.old) is type(field.new) or not field.holds_one:
            lost = self._differences.lost(field.old, field.new, field.path, strict)
            for path, obj, name, *_ in lost:
                what = f"the field {name!r}" if name else "the object"
                why = f"{what} is not in what the writer sent, and {_why(obj)}"
                self._plan.refuse(path, obj, why, _remedy(obj))
        self._objects.replace(field)

    def _cover(self, field: MergeField, ours: Members, theirs: Members) -> None:
        """Take a collection that has an equal object for each one in the current collection."""
        waiting: dict[Hashable, list[Member]] = {}
        for member in ours.all:
            waiting.setdefault(_content(member), []).append(member)
        arrangement = Arrangement(ours, theirs)
        self._objects.keyless.must_be_the_same(field, frozen)
        for member in theirs.all:
            equal = waiting.get(_content(member))
            if equal:
                arrangement.instead[id(member.item)] = equal.pop().item
            elif member.item is None or self._plan.made(member.item):
                copied = self._plan.taken(member.item, path_of(field.path, member.place))
                arrangement.instead[id(member.item)] = copied
            else:
                self._refuse(field, member)
        for members in waiting.values():
            for member in members:
                if member.item is not None or theirs.at(member.place) is None:
                    self._refuse(field, member)
        self._plan.assign(field.ours, field.name, arrangement.merged(), field.path)

    def _refuse(self, field: MergeField, member: Member | None) -> None:
        obj: Any = field.ours if member is None or member.item is None else member.item
        path = field.path if member is None else path_of(field.path, member.place)
        why = f"it may be another object than the one that its writer read: {_why(obj)}"
        self._plan.refuse(path, obj, why, _remedy(obj))


def _content(member: Member) -> Hashable:
    """What is at a place, and the keys of the mappings that lead there: indexes may move."""
    if member.item is None:
        return member.id
    return tuple(part for part in member.place if isinstance(part, str)), frozen(member.item)


def _why(obj: VersionedObject) -> str:
    if obj._key is None:
        return f"{obj.obj_name()} declares no KEY"
    if obj._key is VALUE:
        return "values and objects with a key are in one field"
    return "its key is not set, or another object has the same one"


def _remedy(obj: VersionedObject) -> str:
    if obj._key is None:
        return f"declare KEY in {obj.obj_name()}, or VALUE if it is replaced whole"
    return "give each object a key of its own before it is merged"
