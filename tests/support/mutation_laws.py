"""The laws of conversion around one pair of versions of a class, for plans that may be wrong."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.filled import filled, objects
from tests.support.laws import (
    converted,
    no_silent_loss,
    same_by_any_way,
    wire_fits,
)
from tests.support.pairs import law, newer, older, views
from tests.support.trees import missing
from vobjects import (
    BackportRefusedError,
    DecodeError,
    FieldValueError,
    LossReport,
    Registry,
    VersionedObject,
    View,
)
from vobjects.containers import FrozenSet, MappingOf, Optional, Tuple
from vobjects.fieldtype import FieldType
from vobjects.history import REQUIRED, Added, Change, Removed, Renamed, Retyped, ValueAdded
from vobjects.loss import Loss

_DRAWN, _WHOLE, _PARTS = 24, 8, 6


@functools.cache
def samples(registry: Registry, name: str, version: str) -> list[VersionedObject]:
    """Objects of a class at a version: full, empty and drawn, and parts that change alone.

    They are the same every time.
    """
    view = views(registry, name)[version]
    found = [filled(view, name), view[name]()]
    drawn = st.one_of(objects(view, name), objects(view, name, sparse=True))

    @law(_DRAWN)
    @given(drawn)
    def collect(obj: VersionedObject) -> None:
        found.append(obj)

    collect()
    return found[:_WHOLE] + list(_parts(view, name, found)) + list(_enum_values(view, name))


def _parts(view: View, name: str, found: list[VersionedObject]) -> Iterator[VersionedObject]:
    """The fields of one change of the history and the identity: nothing else is refused."""
    for entry in view.registry.lineage(name).history.entries:
        for change in entry.changes:
            names = {change.field, *getattr(change, "writes", ()), getattr(change, "was", None)}
            names |= {"id", "uuid"}
            parts = [{n: v for n, v in obj.obj_values().items() if n in names} for obj in found]
            some = {repr(part): part for part in parts if part}
            for part in list(some.values())[:_PARTS]:
                yield view[name](**part)
            default = getattr(change, "default", REQUIRED)
            if change.field in view[name].SPECS and default is not REQUIRED:
                with contextlib.suppress(FieldValueError):  # it may have another type by now
                    yield view[name](**{change.field: default})


def _enum_values(view: View, name: str) -> Iterator[VersionedObject]:
    """Each value of each enum field alone."""
    for field, spec in view.schema(name).fields.items():
        for value in spec.type.values():
            yield view[name](**{field: _held(spec.type, value)})


def _held(type_: FieldType, value: str) -> Any:
    match type_:
        case Optional():
            return _held(type_.inner, value)
        case Tuple():
            return (_held(type_.inner, value),)
        case FrozenSet():
            return frozenset([_held(type_.inner, value)])
        case MappingOf():
            return {"key": _held(type_.inner, value)}
    return value


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two versions of a class; a plan brings ``source`` to ``target``."""

    registry: Registry
    name: str
    source: str
    target: str

    @functools.cached_property
    def down(self) -> bool:
        """Whether the plan goes to an older version."""
        texts = list(views(self.registry, self.name))
        return texts.index(self.target) < texts.index(self.source)

    @property
    def new(self) -> View:
        """The view of the newer version."""
        return views(self.registry, self.name)[self.source if self.down else self.target]

    @property
    def old(self) -> View:
        """The view of the older version."""
        return views(self.registry, self.name)[self.target if self.down else self.source]

    def objects(self, view: View) -> list[VersionedObject]:
        """The samples of a view."""
        return samples(self.registry, self.name, str(view.versions[self.name]))

    def above(self, view: View) -> list[View]:
        """The views of newer versions, the nearest first."""
        return newer(self.registry, self.name, str(view.versions[self.name]))

    def below(self, view: View) -> list[View]:
        """The views of older versions, the nearest first."""
        return older(self.registry, self.name, str(view.versions[self.name]))

    def between(self) -> list[View]:
        """The views of the versions between the two."""
        lower = self.below(self.new)
        return lower[: lower.index(self.old)]

    def changes(self) -> Iterator[Change]:
        """What the history says of the versions between."""
        lineage = self.registry.lineage(self.name)
        versions = self.old.versions[self.name], self.new.versions[self.name]
        return (change for entry in lineage.between(*versions) for change in entry.changes)


def loss(pair: Pair) -> None:
    """O1: nothing is lost unsaid on the way down, and nothing is said to be lost that is not."""
    for obj in pair.objects(pair.new):
        if no_silent_loss(obj, pair.old):
            _reports_are_true(obj, pair.old)


def paths(pair: Pair) -> None:
    """O2: any way gives the same, with the pair as the whole way or as a part of it."""
    source, target = (pair.new, pair.old) if pair.down else (pair.old, pair.new)
    beyond = pair.below(target) if pair.down else pair.above(target)
    before = pair.above(source) if pair.down else pair.below(source)
    for obj in pair.objects(source):
        for between in pair.between():
            same_by_any_way(obj, between, target)
        for further in beyond[:1]:
            same_by_any_way(obj, target, further)
    for earlier in before[:1]:
        for obj in pair.objects(earlier):
            same_by_any_way(obj, source, target)


def emulation(pair: Pair) -> None:
    """O5: what is written for the older version is what that version itself writes."""
    for obj in pair.objects(pair.new):
        try:
            message = pair.new.encode(obj, pair.old)
        except BackportRefusedError:
            continue
        wire_fits(message, pair.old)


def determinism(pair: Pair) -> None:
    """O4: the same value gives the same bytes."""
    for obj in pair.objects(pair.new):
        try:
            message = pair.new.encode(obj, pair.old)
        except BackportRefusedError:
            continue
        assert message == pair.new.encode(obj, pair.old)
        assert message == pair.old.encode(pair.old.decode(message))


def upgrade(pair: Pair) -> None:
    """O8: an old object arrives complete, and goes back as it was but for what the report says."""
    for obj in pair.objects(pair.old):
        there = converted(pair.new, obj)
        if isinstance(there, VersionedObject):
            _arrived(there, pair.new)
            _complete(pair, there, came=True)
            no_silent_loss(obj, pair.new)
            _reports_are_true(obj, pair.new)
        else:
            assert isinstance(there, DecodeError), there
            assert " that fits " in there.expected, there
            assert _refusable(pair, there.path), there


def downgrade(pair: Pair) -> None:
    """O5: an older version gets the fields that went, and refusals are those of the history."""
    for obj in pair.objects(pair.new):
        there = converted(pair.old, obj)
        if isinstance(there, VersionedObject):
            _arrived(there, pair.old)
            _complete(pair, there, came=False)
        elif isinstance(there, BackportRefusedError):
            assert _refusable(pair, there.path), there


def _reports_are_true(obj: VersionedObject, there: View) -> None:
    report = LossReport()
    back = obj.VIEW.adopt(there.adopt(obj, report))
    gone = missing(obj, back)
    for entry in report:
        assert any(path.startswith(entry.path) for path in gone), entry


def _arrived(there: VersionedObject, view: View) -> None:
    """It holds what its view has and nothing besides."""
    assert type(there) is view[there.obj_name()]
    assert vars(there).keys() <= there.fields.keys(), there


def _complete(pair: Pair, there: VersionedObject, *, came: bool) -> None:
    kind: type[Added | Removed] = Added if came else Removed
    changes = list(pair.changes())
    for change in changes:
        if not isinstance(change, kind) or change.default is REQUIRED:
            continue
        field = _called_at_the_end(changes, change, came=came)
        if field is not None:
            assert there.obj_values()[field] == change.default, field


def _called_at_the_end(changes: list[Change], change: Added | Removed, *, came: bool) -> str | None:
    """What a field that came (or went) is called at the end of the way; None if it is not there."""
    field = change.field
    place = changes.index(change)
    gone = Removed if came else Added
    for other in changes[place + 1 :] if came else reversed(changes[:place]):
        if isinstance(other, Renamed) and field == (other.was if came else other.field):
            field = other.field if came else other.was
        elif isinstance(other, gone | Retyped) and other.field == field:
            return None
    return field


def _refusable(pair: Pair, path: str) -> bool:
    """Whether the history lets the field at the path be refused, by any of its names."""
    field = path.removeprefix("$.").split(".")[0].split("[")[0]
    if "." in path.removeprefix("$.") or "[" in path:
        return True  # the child is not the one whose plan this is
    names = {field}
    renames = [change for change in pair.changes() if isinstance(change, Renamed)]
    for change in renames if not pair.down else reversed(renames):
        if names & {change.field, change.was}:
            names |= {change.field, change.was}
    return any(change.field in names and _refuses(change) for change in pair.changes())


def _refuses(change: Change) -> bool:
    match change:
        case Added():
            return change.up is not None or change.loss is Loss.REFUSED
        case Removed():
            return change.loss is Loss.REFUSED
        case ValueAdded():
            return change.instead is None
    return isinstance(change, Retyped)


Law = Callable[[Pair], None]
LAWS: tuple[Law, ...] = (loss, upgrade, downgrade, emulation, paths, determinism)


def broken_law(pair: Pair) -> tuple[str, str] | None:
    """The first law that does not hold, and how; None if all hold."""
    for holds in LAWS:
        try:
            holds(pair)
        except Exception as error:
            return holds.__name__, type(error).__name__
    return None


def every_pair(registry: Registry, name: str) -> list[Pair]:
    """The pairs of versions of a class, both ways."""
    return [Pair(registry, name, *two) for two in itertools.permutations(views(registry, name), 2)]
