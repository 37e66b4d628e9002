"""The laws of conversion: each is a function that raises an AssertionError where it is broken.

A law of `LAWS` takes a `RoundTrip`: an object and a view that it is converted into, of an older or
a newer version. The others take a third view, or a class with its history. `checks()` runs all of
them over a registry.
"""

from __future__ import annotations

import collections
import contextlib
from collections.abc import Callable, Iterable

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
from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Converted,
    OptionsChanged,
    Removed,
    Renamed,
)
from vobjects._paths import ROOT
from vobjects._plan.lineage import Lineage
from vobjects.loss import LossEntry
from vobjects.testing._message_check import check_message
from vobjects.testing._permits import permits_loss, permits_refusal
from vobjects.testing._require import require
from vobjects.testing._round_trip import Result, RoundTrip, convert
from vobjects.testing._trees import is_complete, missing, parts, state, tree

__all__ = [
    "LAWS",
    "Law",
    "RoundTrip",
    "detour_is_the_same",
    "every_path_is_the_same",
    "fields_follow_the_history",
    "marks_are_of_the_versions_passed",
]


def conversion_does_not_break(trip: RoundTrip) -> None:
    """O7: a value is converted or refused; no function of the history breaks, in either way."""
    if isinstance(trip.result, VersionedObject):
        convert(trip.obj.VIEW, trip.result)


def loss_is_reported(trip: RoundTrip) -> None:
    """O1: what does not come back was refused or is reported, and nothing else is reported.

    Absence is a value: what was unset is unset again.
    """
    if trip.there is None:
        return
    lost, reported = missing(trip.obj, trip.back), [entry.path for entry in trip.report]
    silent = [path for path in lost if not _is_below(path, reported)]
    require(not silent, f"{', '.join(silent)} lost without a report")
    own = [path for path in reported if _is_field_of(path, trip.obj)]
    kept = [path for path in own if not any(_is_below(one, [path]) for one in lost)]
    require(not kept, f"{', '.join(kept)} reported as lost, and not lost")


def _is_field_of(path: str, obj: VersionedObject) -> bool:
    """Whether a path begins with a field of the object, not with one that was added on the way."""
    return path.removeprefix("$.").partition(".")[0].partition("[")[0] in obj.fields


def refusal_reports_nothing(trip: RoundTrip) -> None:
    """O3: what was refused lost nothing."""
    require(
        trip.there is not None or not trip.report, f"refused, and reported as lost: {trip.report}"
    )


def loss_is_declared(trip: RoundTrip) -> None:
    """O1: the history allows every loss, and every entry of a report says what and why."""
    for entry in trip.report:
        require(permits_loss(trip.obj.VIEW, entry), f"the history does not allow: {entry}")
        require(entry.found, f"a report without the lost value: {entry}")


def refusal_is_declared(trip: RoundTrip) -> None:
    """O1: the history declares the refusal of this value, and the refusal says why."""
    if isinstance(trip.result, BackportRefusedError):
        require(trip.result.why, f"a refusal without a reason: {trip.result}")
        require(trip.result.found, f"a refusal without the value: {trip.result}")
    if isinstance(trip.result, Exception):
        declared = permits_refusal(trip.obj, trip.view, trip.result)
        require(declared, f"no change of the history refuses this: {trip.result}")


def result_belongs_to_the_view(trip: RoundTrip) -> None:
    """O5: every object in the result is of a class of the view, with its fields and values only."""
    for path, part in parts(trip.there):
        if isinstance(part, VersionedObject):
            require(
                trip.view.owns(type(part)) and type(part) is trip.view[part.obj_name()],
                f"{path} is of a class of another view: {part.obj_name()} {part.VERSION}",
            )
            expected = trip.view.schema(part.obj_name()).fields.keys()
            require(vars(part).keys() <= part.fields.keys() == expected, f"{path} has more fields")
            for name, value in part.obj_values().items():
                checked = part.SPECS[name].type.check(value, ROOT, trip.view.judge)
                require(checked == value, f"{path}.{name} is not in its one form: {value!r}")


def defaults_arrive(trip: RoundTrip) -> None:
    """O8: a field that was added on the way has its declared default."""
    if trip.there is None:
        return
    changes = trip.changes()
    for place, (change, reverted) in enumerate(changes):
        if not isinstance(change, Removed if reverted else Added):
            continue
        assert isinstance(change, Added | Removed)
        if change.up is None and change.default is not UNSET:
            field = _name_at_the_end(changes[place + 1 :], change.field)
            if field is not None:
                value = trip.there.obj_values().get(field, UNSET)
                require(value == change.default, f"$.{field} is {value!r}, not {change.default!r}")


def _name_at_the_end(changes: list[tuple[Change, bool]], field: str) -> str | None:
    """The name of a field after more changes; None if it is removed or of another type."""
    for change, reverted in changes:
        if isinstance(change, Renamed):
            before, after = (change.field, change.was) if reverted else (change.was, change.field)
            field = after if field == before else field
        elif field in (change.field, *getattr(change, "writes", ())) and not isinstance(
            change, ChildBumped | OptionsChanged
        ):
            return None
    return field


def round_trip_is_identity(trip: RoundTrip) -> None:
    """O2: the result, converted back and again into the view, is equal to the result."""
    if trip.there is not None:
        again = trip.view.adopt(trip.back)
        require(tree(again) == tree(trip.there), f"another value at {missing(trip.there, again)}")


def changes_travel(trip: RoundTrip) -> None:
    """O6: a field that the history does not touch is changed in the result if it was before."""
    if trip.there is None:
        return
    touched = {
        name
        for change, _ in trip.changes()
        for name in (change.field, *getattr(change, "writes", ()), getattr(change, "was", None))
        if isinstance(change, Added | Removed | Renamed | Converted)
    }
    for name in (trip.obj.obj_values().keys() & trip.there.obj_values().keys()) - touched:
        before, after = (name in obj._changed_fields for obj in (trip.obj, trip.there))
        require(before == after, f"$.{name} was changed: {before}, and after it: {after}")


def incomplete_object_is_refused(trip: RoundTrip) -> None:
    """O9: an object without a field that may not be absent is not written, in either form."""
    if trip.there is None or (is_complete(trip.obj) and is_complete(trip.there)):
        return
    lacks = not trip.obj._required <= trip.obj.obj_values().keys()
    made_incomplete = not is_complete(trip.there) and not trip.upgrades_any  # else by its reader
    for write in (trip.obj.VIEW.encode, trip.obj.VIEW.to_primitive):
        with contextlib.suppress(IncompleteObjectError):
            write(trip.obj, trip.view)
            # a child that lacks a field may be in a field that is dropped
            require(not (lacks or made_incomplete), f"{write.__name__}() wrote what is incomplete")


def message_belongs_to_the_view(trip: RoundTrip) -> None:
    """O5: both forms of the message are of the view's versions, and are read as the result."""
    if trip.there is None or not trip.can_be_sent:
        return
    source = trip.obj.VIEW
    message, primitive = (
        source.encode(trip.obj, trip.view),
        source.to_primitive(trip.obj, trip.view),
    )
    check_message(message, source, trip.view)
    read, restored = trip.view.decode, trip.view.from_primitive
    for got in (read(message, sender=source), restored(primitive, sender=source)):
        differing = missing(trip.there, got)
        require(tree(got) == tree(trip.there), f"read otherwise than adopted: {differing}")
        require(
            got.obj_what_changed() == trip.there.obj_what_changed(),
            f"read with other changed fields: {got.obj_what_changed()}",
        )


def bytes_are_deterministic(trip: RoundTrip) -> None:
    """O4: the same value gives the same bytes: again, from a copy, and from what was read."""
    if trip.there is None or not trip.can_be_sent:
        return
    source = trip.obj.VIEW
    for write in (source.encode, source.to_primitive):
        first = write(trip.obj, trip.view)
        require(write(trip.obj, trip.view) == first, "written again, it is different")
        require(write(trip.obj.obj_clone(), trip.view) == first, "a copy is written differently")
    if not trip.upgrades_any:
        message = source.encode(trip.obj, trip.view)
        require(trip.view.encode(trip.there) == message, "the result is written differently")
        again = trip.view.encode(trip.view.decode(message))
        require(again == message, "what was read is written differently")


def input_is_untouched(trip: RoundTrip) -> None:
    """O3: converting and writing leave every value, change and mark of an object as it is."""
    before, names = state(trip.obj), list(vars(trip.obj))
    for write in (trip.view.adopt, _writer(trip, "encode"), _writer(trip, "to_primitive")):
        with contextlib.suppress(BackportRefusedError, DecodeError, IncompleteObjectError):
            write(trip.obj)
    after = state(trip.obj)
    changed = sorted(path for path in before | after if before.get(path) != after.get(path))
    require(after == before, f"the object itself is changed at {', '.join(changed)}")
    require(list(vars(trip.obj)) == names, "the object itself has other attributes")


def _writer(trip: RoundTrip, method: str) -> Callable[[VersionedObject], object]:
    return lambda obj: getattr(obj.VIEW, method)(obj, trip.view)


def nothing_is_shared(trip: RoundTrip) -> None:
    """O3: no object and no container that can change is in both the object and the result."""
    if trip.there is None:
        return
    own = {id(value): path for path, value in parts(trip.obj) if isinstance(value, VersionedObject)}
    shared = [own[id(value)] for _, value in parts(trip.there) if id(value) in own]
    require(not shared, f"the object at {', '.join(shared)} is in the result as well")
    if not trip.can_be_sent:
        return
    one, other = (trip.obj.VIEW.to_primitive(trip.obj, trip.view) for _ in range(2))
    others = [id(value) for value in _mutable_values(other)]
    known = {*others, *(id(value) for _, value in parts(trip.obj))}
    require(
        known.isdisjoint(id(value) for value in _mutable_values(one)),
        "a list or dict of a primitive is in another one, or in the object",
    )


def _mutable_values(value: object) -> list[object]:
    """The lists and dicts in a primitive."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for inner in items for item in _mutable_values(inner)] + (
        [value] if isinstance(value, dict | list) else []
    )


def stale_writer_erases_nothing(trip: RoundTrip) -> None:
    """O6: an older writer that changes nothing, or writes all it has, erases no field.

    Where the merge cannot tell what it changed, it is refused and has changed nothing.
    """
    if trip.there is None or trip.is_upgrade:
        return
    every = set(trip.there.obj_values())
    for written, three_way in ((set(), False), (every, False), (every, True)):
        current, report = trip.obj.obj_clone(), LossReport()
        stale = trip.view.adopt(current)
        stale.obj_reset_changes(recursive=True)
        base = stale.obj_clone() if three_way else None
        stale._changed_fields = set(written)
        before = state(current)
        try:
            merge(current, trip.obj.VIEW.adopt(stale), base, report)
        except MergeRefusedError as error:
            require(state(current) == before, f"a refused merge changed the object: {error}")
            require(written, f"a merge of an object without changes is refused: {error}")
        reported = [entry.path for entry in [*trip.report, *report]]
        erased = [path for path in missing(trip.obj, current) if not _is_below(path, reported)]
        require(not erased, f"a merge erased {', '.join(erased)}")


def damage_is_refused(trip: RoundTrip) -> None:
    """O7: a message that was cut is a DecodeError, never an object or another error."""
    if trip.there is None or not trip.can_be_sent:
        return
    message = trip.obj.VIEW.encode(trip.obj, trip.view)
    for length in {0, 1, len(message) // 2, len(message) - 1}:
        with contextlib.suppress(DecodeError):
            trip.view.decode(message[:length])
            require(False, f"the first {length} of {len(message)} bytes are read as an object")


def _is_below(path: str, known: list[str]) -> bool:
    """Whether a path is one of these, or of something inside one of them."""
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in known)


Law = Callable[[RoundTrip], None]
LAWS: tuple[Law, ...] = (
    conversion_does_not_break,
    loss_is_reported,
    loss_is_declared,
    refusal_reports_nothing,
    refusal_is_declared,
    result_belongs_to_the_view,
    defaults_arrive,
    round_trip_is_identity,
    changes_travel,
    incomplete_object_is_refused,
    message_belongs_to_the_view,
    bytes_are_deterministic,
    input_is_untouched,
    nothing_is_shared,
    stale_writer_erases_nothing,
    damage_is_refused,
)
"""The laws of one conversion."""


def every_path_is_the_same(obj: VersionedObject, between: View, target: View) -> None:
    """O2: directly or through a version between: the same bytes and losses, or both are refused.

    What a version refuses, all beyond it refuse, except in a field that they drop with a declared
    loss.
    """
    direct, first = RoundTrip(obj, target), RoundTrip(obj, between)
    if not isinstance(first.result, VersionedObject):
        same = isinstance(direct.result, type(first.result))
        require(
            same or _is_dropped(first.result, direct),
            f"the version between refuses what the one beyond it accepts: {first.result}",
        )
        return
    second = RoundTrip(first.result, target)
    require(
        (direct.there is None) == (second.there is None),
        f"{_outcome(direct.result)} directly, {_outcome(second.result)} through a version between",
    )
    if direct.there is not None and second.there is not None:
        differing = missing(direct.there, second.there)
        require(tree(direct.there) == tree(second.there), f"another value at {differing}")
        if is_complete(direct.there):
            same = target.encode(direct.there) == target.encode(second.there)
            require(same, "the same values are written as other bytes")
        losses = _losses(direct.report), _losses(_surviving(first, second), second.report)
        require(losses[0] == losses[1], f"other losses: {losses[0]} directly, {losses[1]}")


def _outcome(result: Result) -> str:
    return f"refused ({result})" if isinstance(result, Exception) else "converted"


def _is_dropped(refusal: BackportRefusedError | DecodeError, direct: RoundTrip) -> bool:
    """Whether an object that one version refuses is in a field that a further one drops."""
    reported = {entry.path for entry in direct.report} - {refusal.path}
    return _is_below(refusal.path, list(reported))


def _surviving(first: RoundTrip, second: RoundTrip) -> list[LossEntry]:
    """The losses of the first conversion except those in objects that the second one drops."""
    dropped = [entry.path for entry in second.report]
    return [e for e in first.report if e.path in dropped or not _is_below(e.path, dropped)]


def _losses(*reports: Iterable[LossEntry]) -> collections.Counter[tuple[str, str]]:
    return collections.Counter((entry.object, entry.why) for report in reports for entry in report)


def detour_is_the_same(obj: VersionedObject, above: View, target: View) -> None:
    """O2: directly, or first up to a newer version without loss and then down: the same."""
    top = RoundTrip(obj, above)
    if top.there is None or top.report:
        return
    direct, detour = RoundTrip(obj, target), RoundTrip(top.there, target)
    require(
        (direct.there is None) == (detour.there is None),
        f"{_outcome(direct.result)} directly, {_outcome(detour.result)} by a newer version",
    )
    differing = missing(direct.there, detour.there)
    require(not differing, f"another value at {', '.join(differing)}")


def marks_are_of_the_versions_passed(obj: VersionedObject, between: View, target: View) -> None:
    """O6: each object, at any depth, keeps the oldest and the newest version that it passed.

    So an adopted object is the same for a merge as one that was decoded. The versions between these
    and its own say nothing more. The versions are those of one history, without lines.
    """
    source, first = obj.VIEW, RoundTrip(obj, between).there
    there = RoundTrip(first, target).there if first is not None else None
    for path, value in parts(there):
        if isinstance(value, VersionedObject):
            name = value.obj_name()
            passed = [view.versions[name] for view in (source, between, target)]
            ends = sorted({min(passed), max(passed)} - {passed[-1]})
            expected = tuple(map(str, ends))
            require(value._passed == expected, f"{path} passed {value._passed}, {expected=}")


def fields_follow_the_history(lineage: Lineage) -> None:
    """O2: a field of a version is in every later one until the history removes it."""
    fields = set(next(iter(lineage.schemas.values())).fields)
    for entry in lineage.history.entries:
        for change in entry.changes:
            if isinstance(change, Added):
                fields.add(change.field)
            elif isinstance(change, Removed):
                fields.remove(change.field)
            elif isinstance(change, Renamed):
                fields = (fields - {change.was}) | {change.field}
        declared = set(lineage.schemas[entry.version].fields)
        require(declared == fields, f"{entry.version} has {sorted(declared)}, not {sorted(fields)}")
