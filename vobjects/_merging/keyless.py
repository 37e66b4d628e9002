"""None and collections in tuples, which have no key: kept, or the merge is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vobjects._declare.field import UNSET
from vobjects._merging.arrangement import Arrangement
from vobjects._merging.field import MergeField
from vobjects._merging.members import Member, Members, by_keys, path_of
from vobjects._merging.places import Keyless, KeylessEntries, Label, has_keyless
from vobjects._merging.plan import READ_AGAIN, REPEAT, described

if TYPE_CHECKING:
    from vobjects._merging.objects import ObjectMerge


class KeylessMerge:
    """Decides whose entries without a key are taken where a writer rearranged a collection.

    Where only one side added, removed or moved some, its entries are taken.
    """

    def __init__(self, objects: ObjectMerge) -> None:
        self._objects, self._plan = objects, objects.plan

    def merge(self, field: MergeField, arrangement: Arrangement, base: Members) -> None:
        """Plan the entries of a collection that the writer rearranged.

        Raises:
            MergeRefusedError: both sides changed some, or it is not known what the writer read.
        """
        if not self._objects.three_way:
            self.must_be_the_same(field, self._plan.id_of)
            return
        values = (field.old, field.new, base.value)
        if not any(map(has_keyless, values)):
            return
        entries = KeylessEntries(self._plan.id_of, *values)
        changed = entries.difference(field.old, base.value)
        if changed is None:
            return
        ours, theirs = entries.of(field.old), entries.of(field.new)
        unchanged = entries.difference(field.new, base.value) is None
        if not (unchanged and all(map(_is_simple, (*ours, *theirs)))):
            why = "it has no key, and the writer and another one changed the collection around it"
            self._refuse(field, changed, why, REPEAT)
        arrangement.dropped.update(entry.place for entry in theirs)
        arrangement.nones += [Member(entry.place, None, None) for entry in ours]

    def must_be_the_same(self, field: MergeField, label: Label) -> None:
        """Check that the writer's value has the entries without a key of the current value.

        Args:
            field: a field of which it is not known what the writer read.
            label: labels an object.

        Raises:
            MergeRefusedError: one is not there, or is between other objects.
        """
        if field.old is not UNSET and (has_keyless(field.old) or has_keyless(field.new)):
            entries = KeylessEntries(label, field.old, field.new)
            changed = entries.difference(field.old, field.new)
            if changed is not None:
                why = "it has no key: the writer added, removed or moved it, or another one did"
                self._refuse(field, changed, why, READ_AGAIN)

    def _refuse(self, field: MergeField, entry: Keyless, why: str, remedy: str) -> None:
        path, found = path_of(field.path, entry.place), described(entry.value)
        self._plan.refuse(path, field.ours, why, remedy, found)


def _is_simple(entry: Keyless) -> bool:
    """Whether an entry is a None in a tuple that only keys of mappings lead to."""
    return entry.value is None and by_keys(entry.place[:-1])
