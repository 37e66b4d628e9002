"""The laws of conversion: each is a function that fails with the values that break it.

A law of one way takes an object and the view that it goes to, in either direction; a law of three
versions takes another view between. All tests of laws use these, on plans that are right and on
plans that somebody altered.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterable

import pytest

from tests.support.permits import loss_is_declared, refusal_is_declared
from tests.support.trees import is_complete, missing, parts, state, tree
from tests.support.wire_fits import wire_fits
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

Found = VersionedObject | BackportRefusedError | DecodeError


def converted(view: View, obj: VersionedObject, report: LossReport | None = None) -> Found:
    """The object in another view, or the error that refused it."""
    try:
        return view.adopt(obj, report)
    except (BackportRefusedError, DecodeError) as error:
        return error


@dataclasses.dataclass(frozen=True)
class Way:
    """An object and the view that it goes to."""

    obj: VersionedObject
    view: View

    @functools.cached_property
    def _outcome(self) -> tuple[Found, LossReport]:
        report = LossReport()
        return converted(self.view, self.obj, report), report

    @property
    def found(self) -> Found:
        """The object in the view, or what refused it."""
        return self._outcome[0]

    @property
    def there(self) -> VersionedObject | None:
        """The object in the view; None if it was refused."""
        return self.found if isinstance(self.found, VersionedObject) else None

    @property
    def travels(self) -> bool:
        """Whether the object may be sent there: it lacks nothing that may not be absent."""
        return is_complete(self.obj) and self.there is not None and is_complete(self.there)

    @property
    def report(self) -> LossReport:
        """What was left behind."""
        return self._outcome[1]

    @functools.cached_property
    def back(self) -> VersionedObject:
        """The object after the way back."""
        assert self.there is not None
        return self.obj.VIEW.adopt(self.there)

    @property
    def up(self) -> bool:
        """Whether the class of the object is newer in the view."""
        return self._newer(self.obj.obj_name())

    @property
    def rises(self) -> bool:
        """Whether any class is newer in the view."""
        return any(self._newer(name) for name in self.obj.VIEW.versions if name in self.view)

    def _newer(self, name: str) -> bool:
        own, view = self.obj.VIEW.versions[name], self.view.versions[name]
        return own != view and self.view.registry.lineage(name).precedes(own, view)

    def changes(self) -> list[tuple[Change, bool]]:
        """What lies between the two versions of the class, in order; and whether it is undone."""
        name = self.obj.obj_name()
        ends = self.obj.VIEW.versions[name], self.view.versions[name]
        undone, made = self.view.registry.lineage(name).apart(*ends)
        return [(found.change, True) for found in undone] + [(new.change, False) for new in made]


def loss_is_told(way: Way) -> None:
    """O1: what does not come back was refused, or is reported; what is reported does not.

    Absence is a value: what was unset is unset again.
    """
    if way.there is None:
        return
    gone, reported = missing(way.obj, way.back), [entry.path for entry in way.report]
    assert all(_under(path, reported) for path in gone), (gone, reported)
    known = [path for path in reported if _is_field_of(path, way.obj)]
    assert all(any(_under(path, [one]) for path in gone) for one in known), (gone, reported)


def _is_field_of(path: str, obj: VersionedObject) -> bool:
    """Whether a path begins with a field of the object, and not with one that came on the way."""
    return path.removeprefix("$.").partition(".")[0].partition("[")[0] in obj.fields


def refusal_reports_nothing(way: Way) -> None:
    """O3: what was refused lost nothing."""
    assert way.there is not None or not way.report, way.report


def loss_is_declared_only(way: Way) -> None:
    """O1: the history allows every loss, and every entry of a report says which and why."""
    for entry in way.report:
        assert loss_is_declared(way.obj.VIEW, entry), entry
        assert entry.found, entry


def refusal_is_asked_for(way: Way) -> None:
    """O1: a refusal is one that the history declares for the value, and it says why."""
    if isinstance(way.found, BackportRefusedError):
        assert way.found.why, way.found
        assert way.found.found, way.found
    if isinstance(way.found, Exception):
        assert refusal_is_declared(way.obj, way.view, way.found), way.found


def down_after_up_is_identity(way: Way) -> None:
    """O2: what came to a view, went back and came again, is what it was at first."""
    if way.there is not None:
        assert tree(way.view.adopt(way.back)) == tree(way.there)


def it_is_of_the_view(way: Way) -> None:
    """O5: every object in it is of a class of the view and holds what that has, nothing else."""
    if way.there is None:
        return
    for _, part in parts(way.there):
        if isinstance(part, VersionedObject):
            assert way.view.owns(type(part))
            assert type(part) is way.view[part.obj_name()]
            assert vars(part).keys() <= part.fields.keys(), part
            assert part.fields.keys() == way.view.schema(part.obj_name()).fields.keys()
            for name, value in part.obj_values().items():
                assert part.SPECS[name].type.check(value, ROOT, way.view.judge) == value, name


def it_is_complete(way: Way) -> None:
    """O8: a field that came, or that went and is there again, has its declared value."""
    if way.there is None:
        return
    changes = way.changes()
    for place, (change, down) in enumerate(changes):
        came = isinstance(change, Removed if down else Added)
        if came and getattr(change, "up", None) is None and change.default is not UNSET:  # type: ignore[union-attr]
            field = _called_at_the_end(changes[place + 1 :], change.field)
            if field is not None:
                assert way.there.obj_values()[field] == change.default, field  # type: ignore[union-attr]


def _called_at_the_end(changes: list[tuple[Change, bool]], field: str) -> str | None:
    """What a field is called after more changes; None if it is gone or of another type."""
    for change, down in changes:
        if isinstance(change, Renamed):
            before, after = (change.field, change.was) if down else (change.was, change.field)
            field = after if field == before else field
        elif field in (change.field, *getattr(change, "writes", ())) and not isinstance(
            change, ChildBumped | OptionsChanged
        ):
            return None
    return field


def changes_travel(way: Way) -> None:
    """O6: a field that no change of the history touches is changed there if it is changed here."""
    if way.there is None:
        return
    touched = {
        name
        for change, _ in way.changes()
        for name in (change.field, *getattr(change, "writes", ()), getattr(change, "was", None))
        if isinstance(change, Added | Removed | Renamed | Converted)
    }
    for name in (way.obj.obj_values().keys() & way.there.obj_values().keys()) - touched:
        assert (name in way.obj._changed_fields) == (name in way.there._changed_fields), name


def what_is_incomplete_stays(way: Way) -> None:
    """O9: an object that lacks what may not be absent is not written, in either form."""
    if way.there is None or (is_complete(way.obj) and is_complete(way.there)):
        return
    lacks = not way.obj._required <= way.obj.obj_values().keys()
    made_incomplete = not is_complete(way.there) and not way.rises  # else its reader made it so
    for write in (way.obj.VIEW.encode, way.obj.VIEW.to_primitive):
        refused = pytest.raises(IncompleteObjectError)
        dropped = contextlib.suppress(IncompleteObjectError)  # a child that is dropped may lack it
        with refused if lacks or made_incomplete else dropped:
            write(way.obj, way.view)


def wire_is_of_the_view(way: Way) -> None:
    """O5: both forms of the message are read there as the same object, and are of its versions."""
    if way.there is None or not way.travels:
        return
    source = way.obj.VIEW
    message, primitive = source.encode(way.obj, way.view), source.to_primitive(way.obj, way.view)
    wire_fits(message, source, way.view)
    read, restored = way.view.decode, way.view.from_primitive
    for found in (read(message, sender=source), restored(primitive, sender=source)):
        assert tree(found) == tree(way.there)
        assert found.obj_what_changed() == way.there.obj_what_changed()


def bytes_are_determined(way: Way) -> None:
    """O4: the same value gives the same bytes: again, from a copy, and from what was read."""
    if way.there is None or not way.travels:
        return
    source = way.obj.VIEW
    for write in (source.encode, source.to_primitive):
        assert write(way.obj, way.view) == write(way.obj, way.view)
        assert write(way.obj.obj_clone(), way.view) == write(way.obj, way.view)
    if not way.rises:
        message = source.encode(way.obj, way.view)
        assert way.view.encode(way.there) == message
        assert way.view.encode(way.view.decode(message)) == message


def input_is_untouched(way: Way) -> None:
    """O3: converting and writing leave every value, change and mark of an object as it is."""
    before, names = state(way.obj), list(vars(way.obj))
    for convert in (way.view.adopt, _written(way, "encode"), _written(way, "to_primitive")):
        try:
            convert(way.obj)
        except (BackportRefusedError, DecodeError, IncompleteObjectError):
            continue
    assert state(way.obj) == before
    assert list(vars(way.obj)) == names


def _written(way: Way, method: str) -> Callable[[VersionedObject], object]:
    return lambda obj: getattr(obj.VIEW, method)(obj, way.view)


def nothing_is_shared(way: Way) -> None:
    """O3: no object and no container that can change is in both the object and what came of it."""
    if way.there is None:
        return
    own = {id(value) for _, value in parts(way.obj) if isinstance(value, VersionedObject)}
    assert own.isdisjoint(id(value) for _, value in parts(way.there))
    if not way.travels:
        return
    one, other = (way.obj.VIEW.to_primitive(way.obj, way.view) for _ in range(2))
    assert {id(v) for v in _open(one)}.isdisjoint(
        {id(v) for v in _open(other)} | {id(v) for _, v in parts(way.obj)}
    )


def _open(value: object) -> list[object]:
    """The lists and dicts in a primitive."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for inner in items for item in _open(inner)] + (
        [value] if isinstance(value, dict | list) else []
    )


def stale_writer_erases_nothing(way: Way) -> None:
    """O6: a writer of the view that changes nothing, or writes all it has, erases no field.

    Where it cannot be told what it changed, the merge is refused and has changed nothing.
    """
    if way.there is None or way.up:
        return
    every = set(way.there.obj_values())
    for written, three_way in ((set(), False), (every, False), (every, True)):
        current, report = way.obj.obj_clone(), LossReport()
        stale = way.view.adopt(current)
        stale.obj_reset_changes(recursive=True)
        base = stale.obj_clone() if three_way else None
        stale._changed_fields = set(written)
        before = state(current)
        try:
            merge(current, way.obj.VIEW.adopt(stale), base, report)
        except MergeRefusedError:
            assert state(current) == before
            assert written
        reported = [entry.path for entry in [*way.report, *report]]
        gone = missing(way.obj, current)
        assert all(_under(path, reported) for path in gone), gone


def damage_is_told(way: Way) -> None:
    """O7: a message that was cut is a DecodeError, and never an object or another error."""
    if way.there is None or not way.travels:
        return
    message = way.obj.VIEW.encode(way.obj, way.view)
    for length in {0, 1, len(message) // 2, len(message) - 1}:
        with pytest.raises(DecodeError):
            way.view.decode(message[:length])


def _under(path: str, known: list[str]) -> bool:
    """Whether a path is one of these, or of something that stands in one of them."""
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in known)


Law = Callable[[Way], None]
LAWS: tuple[Law, ...] = (
    loss_is_told,
    loss_is_declared_only,
    refusal_reports_nothing,
    refusal_is_asked_for,
    it_is_of_the_view,
    it_is_complete,
    down_after_up_is_identity,
    changes_travel,
    what_is_incomplete_stays,
    wire_is_of_the_view,
    bytes_are_determined,
    input_is_untouched,
    nothing_is_shared,
    stale_writer_erases_nothing,
    damage_is_told,
)


def any_way_is_the_same(obj: VersionedObject, between: View, target: View) -> None:
    """O2: straight to a view or through one between: same bytes and losses, or refused both ways.

    What a version refuses, all beyond it refuse, but for what is in a field that they drop with a
    declared loss.
    """
    straight, halfway = Way(obj, target), Way(obj, between)
    if not isinstance(halfway.found, VersionedObject):
        assert isinstance(straight.found, type(halfway.found)) or _is_lost_whole(
            halfway.found, straight
        ), f"{between.manifest} refuses what a further version takes: {halfway.found}"
        return
    bent = Way(halfway.found, target)
    refused = [way.there is None for way in (straight, bent)]
    assert refused in ([False, False], [True, True]), (straight.found, bent.found)
    if straight.there is not None and bent.there is not None:
        assert tree(straight.there) == tree(bent.there)
        if is_complete(straight.there):
            assert target.encode(straight.there) == target.encode(bent.there)
        assert _losses(straight.report) == _losses(_outlasting(halfway, bent), bent.report)


def _is_lost_whole(refusal: BackportRefusedError | DecodeError, straight: Way) -> bool:
    """Whether an object that one version refuses is in a field that a further one drops."""
    reported = {entry.path for entry in straight.report} - {refusal.path}
    return _under(refusal.path, list(reported))


def _outlasting(first: Way, second: Way) -> list[LossEntry]:
    """The losses of the first way but those in objects that the second one loses as a whole."""
    gone = [entry.path for entry in second.report]
    return [entry for entry in first.report if entry.path in gone or not _under(entry.path, gone)]


def _losses(*reports: Iterable[LossEntry]) -> collections.Counter[tuple[str, str]]:
    return collections.Counter((entry.object, entry.why) for found in reports for entry in found)


def marks_are_of_the_oldest_version(obj: VersionedObject, between: View, target: View) -> None:
    """O6: each object, at any depth, keeps the oldest version that it passed, root or not.

    An adopted object is so the same for a merge as one that was decoded.
    """
    source, halfway = obj.VIEW, Way(obj, between).there
    there = Way(halfway, target).there if halfway is not None else None
    for _, value in parts(there):
        if isinstance(value, VersionedObject):
            name = value.obj_name()
            passed = [view.versions[name] for view in (source, between, target)]
            oldest = min(passed)
            assert value._written == (None if oldest == passed[-1] else str(oldest))


def fields_follow_the_history(lineage: Lineage) -> None:
    """O2: what a version has, every later one has until the history takes it away."""
    have = set(next(iter(lineage.schemas.values())).fields)
    for entry in lineage.history.entries:
        for change in entry.changes:
            if isinstance(change, Added):
                have.add(change.field)
            elif isinstance(change, Removed):
                have.remove(change.field)
            elif isinstance(change, Renamed):
                have = (have - {change.was}) | {change.field}
        assert set(lineage.schemas[entry.version].fields) == have


def over_the_top_is_the_same(obj: VersionedObject, above: View, target: View) -> None:
    """O2: to a view, or up to a newer one first, without loss, and then down to it: the same."""
    top = Way(obj, above)
    if top.there is None or top.report:
        return
    straight, bent = Way(obj, target), Way(top.there, target)
    assert (straight.there is None) == (bent.there is None), (straight.found, bent.found)
    assert missing(straight.there, bent.there) == [], (straight.there, bent.there)
