"""The fields of two objects that are the same one, brought together."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from vobjects._declare.field import UNSET
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects._declare.trees import objects_in
from vobjects._merging.collections import CollectionMerge
from vobjects._merging.differences import Differences
from vobjects._merging.field import MergeField
from vobjects._merging.keyless import KeylessMerge
from vobjects._merging.members import Members, path_of
from vobjects._merging.places import has_keyless
from vobjects._merging.plan import NAME_SENDER, READ_AGAIN, MergePlan
from vobjects._merging.unclear import UnclearMerge
from vobjects._paths import Path
from vobjects.errors import ReadOnlyFieldError


class ObjectMerge:
    """Plans the merge of one object, and of all that are inside."""

    def __init__(self, plan: MergePlan, three_way: bool) -> None:
        """Plan into ``plan``; ``three_way`` says that it is known what the writer read."""
        self.plan, self.three_way = plan, three_way
        self.differences = Differences(plan.unknown, plan.unsure)
        self.keyless = KeylessMerge(self)
        self._collections, self._unclear = CollectionMerge(self), UnclearMerge(self)

    def merge(
        self,
        ours: VersionedObject,
        theirs: VersionedObject,
        base: VersionedObject | None,
        path: Path,
        inside_assigned: bool = False,
    ) -> None:
        """Plan the changes of one object; the arguments are those of :class:`MergeField`."""
        for name in sorted(theirs.obj_values().keys() - self.plan.unknown.of(theirs)):
            field = MergeField(ours, theirs, base, name, (path, f".{name}"), inside_assigned)
            if inside_assigned and self.three_way:
                self._must_be_sure(field)
            if not field.spec.type.children():
                self._plain(field)
            elif field.assigned or self.is_changed(field):
                self._with_objects(field)

    def _must_be_sure(self, field: MergeField) -> None:
        """Check that a value without a mark would not be taken if its writer did not know it.

        Raises:
            MergeRefusedError: it would.
        """
        differs = field.old is not UNSET and field.new not in (field.old, field.before)
        if differs and field.name in self.plan.unsure.of(field.theirs):
            why = "it has a default that a writer sends which does not know the field"
            self.plan.refuse(field.path, field.theirs, why, NAME_SENDER)

    def _plain(self, field: MergeField) -> None:
        """A field without objects is taken if the writer changed it."""
        differs = field.inside_assigned and field.old != field.new
        if field.marked or (differs and self.is_news(field, operator.eq)):
            self.plan.assign(field.ours, field.name, field.new, field.path)

    def is_news(self, field: MergeField, same: Callable[[Any, Any], bool]) -> bool:
        """Whether a value that differs from the current one, without a mark, is the writer's.

        Args:
            field: a field of an object that the writer assigned somewhere.
            same: compares what the writer read with what it sent.

        Raises:
            MergeRefusedError: it may as well be what the writer read before another changed it.
        """
        if not self.three_way and field.old is not UNSET:
            why = "it differs from the current value, and its writer did not mark it as changed"
            self.plan.refuse(field.path, field.theirs, why, READ_AGAIN)
        return field.base is None or not same(field.before, field.new)

    def _with_objects(self, field: MergeField) -> None:
        """Plan a field that may hold objects, and that the writer assigned or changed inside."""
        before = self.plan.differences
        ours = self.plan.members(field.old)
        theirs = self.plan.members(field.new)
        base = self.plan.members(field.before)
        if not (ours.all or theirs.all or has_keyless(field.old) or has_keyless(field.new)):
            self._plain(field)
        elif _holds_values(field, ours, theirs):
            self._value(field)
        elif ours.unclear or theirs.unclear or base.unclear:
            self._unclear.merge(field, ours, theirs)
        elif field.old is UNSET:
            self._not_loaded(field, theirs, base)
        elif field.holds_one:
            self._one(field, ours, theirs, base)
        else:
            self._collections.merge(field, ours, theirs, base)
        changed = self.plan.differences > before
        if changed and field.marked and field.spec.options.read_only and field.old is not UNSET:
            version = field.ours.VERSION
            raise ReadOnlyFieldError(name=field.ours.obj_name(), version=version, field=field.name)

    def _value(self, field: MergeField) -> None:
        """Values are replaced whole; what their writer did not know of them is reported."""
        alike = self.differences.alike
        if alike(field.old, field.new):
            return
        if field.marked or self.is_changed(field) or self.is_news(field, alike):
            for lost in self.differences.lost(field.old, field.new, field.path, strict=False):
                knew = "may not have known" if lost.unsure else "did not know"
                why = f"{lost.obj.obj_name()} is a value, and its writer {knew} this field"
                self.plan.lose(lost.path, lost.obj, lost.field, lost.value, why)
            self.replace(field)

    def replace(self, field: MergeField) -> None:
        """Put a copy of the writer's value in place of the current one."""
        self.plan.assign(field.ours, field.name, self.plan.taken(field.new, field.path), field.path)

    def is_changed(self, field: MergeField) -> bool:
        """Whether the writer changed an object in the value in place."""
        return any(map(self.plan.changed, objects_in(field.new)))

    def _one(self, field: MergeField, ours: Members, theirs: Members, base: Members) -> None:
        """A field that holds one object: the same one is merged, another one replaces it."""
        old, new, read = ours.one, theirs.one, base.one
        if new and old and new.id == old.id:
            before = read.item if read and read.id == new.id else None
            whole = field.assigned or self.plan.made(new.item)
            self.merge(old.item, new.item, before, field.path, whole)
            if field.marked:
                self.plan.assign(field.ours, field.name, old.item, field.path)
        elif field.marked:
            self.replace(field)
        elif new and not field.inside_assigned:
            self._changed_in_place(field, new.item)
        elif self.is_news(field, lambda *_: (read and read.id) == (new and new.id)):
            self.replace(field)
        elif new and self.plan.changed(new.item):
            self.gone(field.path, new.item)

    def _changed_in_place(self, field: MergeField, new: VersionedObject) -> None:
        """The writer changed an object, and the current one is another, or there is none."""
        if self.plan.made(new):
            self.must_be_three_way(field.path, new)
            self.replace(field)
        else:
            self.gone(field.path, new)

    def _not_loaded(self, field: MergeField, theirs: Members, base: Members) -> None:
        """The current object has no value for a field whose objects the writer read.

        Raises:
            MergeRefusedError: the writer did not know all of an object that it did not add.
        """
        read = self.three_way and self.differences.alike(field.before, field.new)
        if read and not self.is_changed(field):
            return
        for member in theirs.all:
            if member.item is None or self.plan.knew_all(member.item):
                continue
            made = member.id not in base.by_id if self.three_way else self.plan.made(member.item)
            if not (made and field.assigned):
                why = "the current object has no value for the field, which may be set elsewhere"
                remedy = "load the field of the current object first"
                self.plan.refuse(path_of(field.path, member.place), member.item, why, remedy)
        self.replace(field)

    def must_be_three_way(self, path: Path, new: VersionedObject) -> None:
        """Check that it is known what the writer read, of which it changed the key in place.

        Raises:
            MergeRefusedError: it is not.
        """
        if not self.three_way:
            why = "its writer changed the key, so it is another object than the one that it read"
            self.plan.refuse(path, new, why, READ_AGAIN)

    def gone(self, path: Path, new: VersionedObject) -> None:
        """Report that the writer changed an object that another one removed or replaced."""
        why = "its writer changed an object that is not in the current object any more"
        self.plan.lose(path, new, "", new, why)


def _holds_values(field: MergeField, ours: Members, theirs: Members) -> bool:
    """Whether all objects of a field are values; where there is none, whether all would be."""
    objects = [*ours.objects, *theirs.objects]
    classes = (field.ours.VIEW[name] for name in field.spec.type.children())
    return all(one._key is VALUE for one in objects or classes)
