"""The operations of a plan that need more than one line, as generated functions call them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

from vobjects._declare.field import UNSET
from vobjects._declare.trees import objects_in
from vobjects._generate.context import Dump, Load, Way
from vobjects._paths import MADE, Path, render
from vobjects._plan.conversion import (
    BrokenError,
    Function,
    NotKeptError,
    Values,
    comes_back_as,
    converted_value,
    proven,
)
from vobjects._plan.origins import Origin, Trace, origin_of
from vobjects._plan.planner import (
    Convert,
    Drop,
    MapValue,
    Operation,
    Plan,
    RenameValue,
    Restore,
    Retype,
)
from vobjects._plan.proof import Difference
from vobjects._repr import brief, shown
from vobjects._types.enums import Place as Inside
from vobjects._types.enums import with_enum_values, with_placed_enum_values
from vobjects.errors import InexpressibleError
from vobjects.loss import Loss

Call = Dump | Load
At = tuple[Path, Values]
"""Where the object is that is converted, and its values."""


class Place(NamedTuple):
    """What an error or a report names in the object that is converted."""

    path: Path
    field: str
    """The field; empty where the value comes from none of them."""
    found: str
    """The text of its value."""
    exact: bool
    """Whether the value on the way is the one of the object, so that what is in it has a path."""


class Backport:
    """The operations of one plan; it knows between which versions of which class they stand."""

    __slots__ = ("_way", "trace")

    def __init__(self, plan: Plan, fields: Iterable[str]) -> None:
        """``fields`` are those of the source."""
        self._way = Way(plan.name, str(plan.source), str(plan.target))
        self.trace = Trace(plan, fields)

    def _place(self, op: Operation, name: str, at: At) -> Place:
        """What an operation has in a field, as the object that is converted calls it."""
        return self._named(self.trace.before(op, name), at)

    def _named(self, origin: Origin, at: At) -> Place:
        path, values = at
        if not origin.fields:
            return Place(path, "", f"{self._way.name} {self._way.source}", exact=False)
        field = next((field for field in origin.fields if field in values), origin.fields[0])
        found = shown(values.get(field, UNSET))
        return Place((path, f".{field}"), field, found, exact=not origin.made)

    def place_of(self, name: str, value: Any, at: At) -> Path:
        """Where the objects in a field of the target are, of which a function made some."""
        path, values = at
        origin = origin_of(name, self.trace.after)
        same = (field for field in origin.fields if values.get(field, UNSET) is value)
        field = next(same, None)
        return (path, f".{field}") if field else (self._named(origin, at).path, MADE)

    def drop(self, op: Drop, value: Any, at: At, call: Call) -> None:
        """Report or refuse a value that would not be restored, or absence.

        What was made of defaults alone is in no object, so nothing is lost with it.
        """
        if value is not UNSET and not self.trace.before(op, op.field).fields:
            return
        place = self._place(op, op.field, at)
        if value is UNSET:
            self._left_behind(place, op.field, comes_back_as(op.restore), call)
        elif op.loss is Loss.ALLOWED or value in op.may_drop:
            self._left_behind(place, op.field, op.why, call)
        else:
            why = op.why or f"{place.field or op.field!r} is not known there"
            self._refuse(place, why, call)

    def map_value(self, op: MapValue, value: Any, at: At, call: Call) -> Any:
        """The value with the newer enum value replaced, or a refusal."""
        why = op.why or f"no {brief(self.trace.text(op))} there"

        def change(found: Any, inside: Inside) -> Any:
            if found != op.value:
                return found
            place = self._inside(self._place(op, op.field, at), inside, at)
            if op.instead is Loss.REFUSED:
                self._refuse(place, why, call)
            self._left_behind(place, op.field, why, call)
            return op.instead

        return change(value, ()) if op.value is None else with_placed_enum_values(value, change)

    def _inside(self, place: Place, inside: Inside, at: At) -> Place:
        """The place of a value in the field of another place, if that is exact."""
        if not (place.exact and inside):
            return place
        value, path = at[1][place.field], place.path
        for part in inside:
            value, path = value[part], (path, f"[{part!r}]")
        return place._replace(path=path, found=shown(value))

    def rename_value(self, op: RenameValue, value: Any) -> Any:
        """The value with one enum value in its other text."""
        return with_enum_values(value, lambda found: op.to if found == op.value else found)

    def retype(self, op: Retype, value: Any, at: At, call: Call) -> Any:
        """The value in its other type, proven to come back."""
        try:
            return converted_value(op, value, at[0], call.classes)
        except (InexpressibleError, BrokenError) as error:
            self._fail(error, op, at, call)

    def convert(
        self, op: Convert, values: Values, changes: set[str], at: At, call: Call
    ) -> tuple[Values, set[str]]:
        """Move a field into others, proven to come back; returns the values and the changes."""
        own = values.get(op.field, UNSET)
        after = self._proven(op, op.writes, values, at, call)
        if op.field in changes or any(child.obj_what_changed() for child in objects_in(own)):
            return after, (changes if op.stays else changes - {op.field}) | set(op.writes)
        return after, changes

    def restore(
        self, op: Restore, values: Values, changes: set[str], at: At, call: Call
    ) -> tuple[Values, set[str]]:
        """Make a field from others, proven to go back; returns the values and the changes."""
        after = self._proven(op, op.reads, values, at, call)
        return after, changes | {op.field} if changes.intersection(op.reads) else changes

    def _proven(
        self, op: Convert | Restore, others: tuple[str, ...], values: Values, at: At, call: Call
    ) -> Values:
        """The values after an operation; absence that does not come back is refused or reported."""
        declared = (op.field, *others)
        there = Function(op.apply, op.field, declared, op.before, op.after, at[0])
        back = Function(op.inverse, op.field, declared, op.after, op.before, at[0])
        try:
            after, filled = proven(there, back, values, call.classes)
        except (InexpressibleError, BrokenError) as error:
            self._fail(error, op, at, call)
        for difference in filled:
            place = self._absent(op, difference, at, call)
            if op.absence is Loss.REFUSED:
                self._refuse(place, comes_back_as(difference.back), call)
            self._left_behind(place, difference.field, comes_back_as(difference.back), call)
        return after

    def _absent(self, op: Operation, filled: Difference, at: At, call: Call) -> Place:
        """Where a field is unset that would come back set.

        The objects of a message have their new fields when an operation gets them, so that the path
        ends at them.
        """
        place = self._place(op, filled.field, at)
        inside = filled.path.removeprefix(f".{filled.field}")
        if isinstance(call, Load):
            inside = inside.partition(".")[0]
        if not (place.exact and inside):
            return place
        return place._replace(path=(place.path, inside), found=shown(UNSET))

    def _fail(
        self, error: InexpressibleError | BrokenError, op: Operation, at: At, call: Call
    ) -> NoReturn:
        place = self._place(op, op.field, at)
        if isinstance(error, BrokenError):
            self._break(error, op, at, call)
        if isinstance(error, NotKeptError):
            self._refuse(*self._not_kept(error, op, at, call), call)
        if isinstance(op, Restore):
            place = self._named(self.trace.source(op), at)
        self._refuse(place, error.why, call)

    def _break(self, error: BrokenError, op: Operation, at: At, call: Call) -> NoReturn:
        """Name the field that a function broke, or those that it makes it of."""
        field = self._place(op, error.field, at).field
        if not field and not isinstance(call, Load):
            field = error.field
        elif not field and isinstance(op, Restore):
            source = self._named(self.trace.source(op), at)
            field, error.found = source.field, source.found
        call.broken(self._way, at[0], field, error)

    def _not_kept(
        self, error: NotKeptError, op: Operation, at: At, call: Call
    ) -> tuple[Place, str]:
        """Where a field is unset that would not stay so, and why."""
        if not error.field:
            return self._absent(op, error.difference, at, call), error.why
        place, other = (self._place(op, n, at) for n in (error.field, error.difference.field))
        back = shown(error.difference.back)
        return place, f"{error.why}; {other.field!r} would come back as {back}"

    def incomplete(self, missing: Iterable[str], at: At, call: Dump) -> None:
        """Refuse what would be written without fields that may not be absent there."""
        unset = sorted(missing)
        place = self._named(origin_of(unset[0], self.trace.after), at)
        where = place.path if place.field else (at[0], f".{unset[0]}")
        name, target = self._way.name, self._way.target
        remedy = f"let the history of {name} set them for {target}, or say there that they may be "
        remedy += "absent: options=UNSET of removed(), was=UNSET of options_changed()"
        call.refuse_incomplete(self._way, call.release, unset, where, remedy)

    def _left_behind(self, place: Place, field: str, why: str, call: Call) -> None:
        call.report.add(
            path=render(place.path),
            object=self._way.name,
            field=place.field or field,
            source=self._way.source,
            target=self._way.target,
            found=place.found,
            why=why,
        )

    def _refuse(self, place: Place, why: str, call: Call) -> NoReturn:
        call.refuse(self._way, place.path, place.found, why)
