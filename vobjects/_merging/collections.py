"""Objects with a key in a tuple or a mapping: what its writer added, removed, moved and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vobjects._declare.field import UNSET
from vobjects._merging.arrangement import Arrangement, NoPlaceError
from vobjects._merging.differences import same_shape
from vobjects._merging.field import MergeField
from vobjects._merging.members import Member, Members, path_of
from vobjects._merging.plan import READ_AGAIN, REPEAT, described

if TYPE_CHECKING:
    from vobjects._merging.objects import ObjectMerge


_ADDED_OR_REMOVED: Final = (
    "it is not in the current value: its writer added it, or another removed it"
)


class CollectionMerge:
    """Plans a field whose objects are told apart by their keys."""

    def __init__(self, objects: ObjectMerge) -> None:
        self._objects, self._plan = objects, objects.plan

    def merge(self, field: MergeField, ours: Members, theirs: Members, base: Members) -> None:
        """Plan the field.

        Raises:
            MergeRefusedError: it cannot be told whether its writer added or removed an object, or
                where one belongs.
        """
        if field.assigned:
            rearranged = not (self._objects.three_way and same_places(theirs, base))
        else:
            rearranged = self._is_rekeyed(field, theirs)
        if rearranged:
            self._rearrange(field, ours, theirs, base)
            return
        for new in theirs.all:
            if new.item is not None and (field.assigned or self._plan.changed(new.item)):
                self._in_place(field, new, ours, base)
        if field.marked:
            self._plan.assign(field.ours, field.name, field.old, field.path)

    def _is_rekeyed(self, field: MergeField, theirs: Members) -> bool:
        """Whether the writer changed the key of an object in place, perhaps to that of another."""
        for new in theirs.all:
            if new.item is not None and self._plan.made(new.item):
                self._objects.must_be_three_way(path_of(field.path, new.place), new.item)
                return True
        return False

    def _in_place(self, field: MergeField, new: Member, ours: Members, base: Members) -> bool:
        """Merge an object of the writer with the same one of the current value, if it is there."""
        old, read = ours.by_id.get(new.id), base.by_id.get(new.id)
        path = path_of(field.path, new.place)
        if old is not None:
            before = read.item if read else None
            whole = field.assigned or self._plan.made(new.item)
            self._objects.merge(old.item, new.item, before, path, whole)
        elif self._plan.changed(new.item):
            self._objects.gone(path, new.item)
        return old is not None

    def _rearrange(self, field: MergeField, ours: Members, theirs: Members, base: Members) -> None:
        """Take the order of the writer; what it never saw follows its neighbor."""
        arrangement = Arrangement(ours, theirs)
        if field.old is not UNSET and not same_places(ours, theirs):
            self._objects.keyless.merge(field, arrangement, base)
        for new in theirs.all:
            self._settle(field, new, arrangement, base)
        left = [member for member in ours.all if member.id not in theirs.by_id]
        if left and not self._objects.three_way:
            why = "it is not in what the writer assigned: it removed it, or never saw it"
            self._refuse(field, left[0], why, ours)
        try:
            arrangement.add(member for member in left if member.id not in base.by_id)
        except NoPlaceError as error:
            self._refuse(field, error.member, f"its writer never saw it, and {error.why}", ours)
        merged = arrangement.merged()
        if field.marked or (merged != field.old and self._objects.is_news(field, _never)):
            self._plan.assign(field.ours, field.name, merged, field.path)

    def _settle(
        self, field: MergeField, new: Member, arrangement: Arrangement, base: Members
    ) -> None:
        """Decide what is put in place of an object of the writer."""
        path, known = path_of(field.path, new.place), arrangement.ours.by_id
        if new.id not in known and new.id in base.by_id:
            moved = new.item is None and arrangement.ours.at(new.place) is not None
            (arrangement.unchanged if moved else arrangement.dropped).add(new.place)
        if new.item is None:
            if not (self._objects.three_way or new.id in known or field.old is UNSET):
                self._refuse(field, new, _ADDED_OR_REMOVED, arrangement.theirs)
        elif new.id in known or new.place in arrangement.dropped:
            if self._in_place(field, new, arrangement.ours, base):
                arrangement.instead[id(new.item)] = known[new.id].item
        elif self._objects.three_way or field.old is UNSET or self._plan.made(new.item):
            arrangement.instead[id(new.item)] = self._plan.taken(new.item, path)
        else:
            self._refuse(field, new, _ADDED_OR_REMOVED, arrangement.theirs)

    def _refuse(self, field: MergeField, member: Member, why: str, members: Members) -> None:
        path = path_of(field.path, member.place)
        remedy = REPEAT if self._objects.three_way else READ_AGAIN
        if member.item is not None:
            self._plan.refuse(path, member.item, why, remedy)
        found = described(members.at(member.place))
        self._plan.refuse(path, field.ours, why, remedy, found)


def same_places(one: Members, other: Members) -> bool:
    """Whether two values hold the same objects, and what is no object, at the same places."""
    same = [member[::2] for member in one.all] == [member[::2] for member in other.all]
    return same and same_shape(one.value, other.value)


def _never(*_: object) -> bool:
    return False
