"""A stale writer's changes brought into the current object, by name and at every depth.

A node of an older release reads an object, changes it and sends it back: what it never knew stays
as it is (kubernetes#46073: an old controller erased fields that a newer one had set).
"""

from __future__ import annotations

from typing import TypeVar

from vobjects._codec.arguments import collecting, must_be_object
from vobjects._codec.written_size import must_fit_when_written
from vobjects._declare.object import VersionedObject
from vobjects._declare.pickling import within_stack
from vobjects._merging.objects import ObjectMerge
from vobjects._merging.plan import MergePlan, named
from vobjects._paths import ROOT
from vobjects._repr import shown
from vobjects.errors import FieldValueError
from vobjects.loss import LossReport

V = TypeVar("V", bound=VersionedObject)


def merge(
    current: V,
    update: VersionedObject,
    base: VersionedObject | None = None,
    report: LossReport | None = None,
) -> V:
    """Bring the changes of ``update`` into ``current``; returns ``current``.

    Fields that the writer assigned are taken, and in objects that it changed in place the fields
    that it assigned there. Objects are matched by the ``KEY`` of their class; the fields that
    the writer did not know stay with their own object. All changes are taken or none. The objects
    inside ``current`` stay the same ones; what is taken from ``update`` is copied.

    Args:
        current: the object as the newest writer left it.
        update: a decoded object; what its writer's version lacked is not taken from it.
        base: the object as the writer of ``update`` read it, in any view. With it, an object that
            only one side has is known to be added or removed.
        report: gets what of ``current`` is lost: newer fields of values that were replaced, and
            changes of objects that are not there any more.

    Raises:
        DeclarationError: ``report`` is none.
        FieldValueError: the three are not of one class, or the first two of different views; or
            one of them is larger than any receiver takes, as an object is at many places.
        ReadOnlyFieldError: a read-only field was changed.
        MergeRefusedError: it cannot be told what the writer changed and what it never saw.
    """
    with collecting(report) as losses:
        _must_be_of_one_class(current, update, base)
        with within_stack():
            plan = _planned(current, update, base)
        plan.carry_out()
        for facts in plan.losses:
            losses.add(**facts)
    return current


def _planned(
    current: VersionedObject, update: VersionedObject, base: VersionedObject | None
) -> MergePlan:
    limits = current.VIEW.limits
    for obj in (current, update, base):  # an object is merged at each place that it is at
        must_fit_when_written(obj, limits)
    plan = MergePlan(limits.depth)
    _must_be_the_same(plan, current, update)
    read = base if base is None or base.VIEW is current.VIEW else current.VIEW.adopt(base)
    ObjectMerge(plan, three_way=base is not None).merge(current, update, read, ROOT)
    return plan


def _must_be_of_one_class(
    current: VersionedObject, update: VersionedObject, base: VersionedObject | None
) -> None:
    must_be_object(current)
    if type(current) is not type(update):
        raise FieldValueError(path="$", expected=_name(current), found=shown(update))
    if base is not None and getattr(base, "_wire_name", None) != current._wire_name:
        raise FieldValueError(path="$", expected=f"a base of {_name(current)}", found=shown(base))


def _name(obj: VersionedObject) -> str:
    return f"{obj.obj_name()} {obj.VERSION} of {obj.VIEW.label or 'an unnamed view'}"


def _must_be_the_same(plan: MergePlan, current: VersionedObject, update: VersionedObject) -> None:
    one, other = plan.id_of(current), plan.id_of(update)
    if None not in (one, other) and one != other and not plan.made(update):
        why = f"the current object is {named(current)}"
        plan.refuse(ROOT, update, why, "merge it into the object that its writer read")
