"""The operations of a plan that need more than one line, as generated functions call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from vobjects.base import VersionedObject, objects_in
from vobjects.calls import Dump, Load, Way
from vobjects.copies import scratch_copy
from vobjects.enum_values import with_enum_values
from vobjects.errors import FieldValueError, InexpressibleError
from vobjects.fields import UNSET, FieldSpec
from vobjects.history import Conversion, Values
from vobjects.loss import Loss
from vobjects.paths import Path, render
from vobjects.plan import (
    Convert,
    Drop,
    MapValue,
    Operation,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Retype,
)
from vobjects.shown import shown

Call = Dump | Load


class Backport:
    """The operations of one plan; it knows between which versions of which class they stand."""

    __slots__ = ("_places", "_way")

    def __init__(self, plan: Plan) -> None:
        self._way = Way(plan.name, str(plan.source), str(plan.target))
        self._places = _places(plan)

    def _where(self, op: Operation, path: Path) -> Path:
        """Where the value stands in the object that is converted."""
        return (path, f".{self._places[id(op)]}")

    def drop(self, op: Drop, value: Any, path: Path, call: Call) -> None:
        """Report or refuse a value that would not be restored."""
        where = self._where(op, path)
        if op.loss is Loss.ALLOWED:
            self._left_behind(op.field, shown(value), op.why, where, call)
            return
        self._refuse(where, shown(value), op.why or f"{op.field!r} is not known there", call)

    def map_value(self, op: MapValue, value: Any, path: Path, call: Call) -> Any:
        """The value with the newer enum value replaced, or a refusal."""
        where, why = self._where(op, path), op.why or f"no {op.value!r} there"

        def change(found: Any) -> Any:
            if found != op.value:
                return found
            if op.instead is Loss.REFUSED:
                self._refuse(where, shown(value), why, call)
            self._left_behind(op.field, repr(op.value), why, where, call)
            return op.instead

        return change(value) if op.value is None else with_enum_values(value, change)

    def rename_value(self, op: RenameValue, value: Any) -> Any:
        """The value with one enum value in its other text."""
        return with_enum_values(value, lambda found: op.to if found == op.value else found)

    def retype(self, op: Retype, value: Any, path: Path, call: Call) -> Any:
        """The value in its other type, proven to come back."""
        try:
            found = op.apply(value)
            back = op.inverse(found)
        except InexpressibleError as error:
            self._refuse(self._where(op, path), shown(value), error.why, call)
        except Exception as error:
            self._broken(op.field, value, f"{type(error).__name__}: {error}", path, call)
        if type(back) is not type(value) or back != value:
            self._broken(op.field, value, shown(back), path, call)
        return found

    def convert(
        self, op: Convert, values: Values, changes: set[str], path: Path, call: Call
    ) -> tuple[Values, set[str]]:
        """Move a field into others, proven to come back; returns the values and the changes."""
        own = values[op.field]
        mine = (op.field, *op.writes)
        try:
            after = self._applied(op.field, op.apply, mine, values, path, call)
            if not op.stays:
                after.pop(op.field, None)
            back = self._applied(op.field, op.inverse, mine, after, path, call)
        except InexpressibleError as error:
            self._refuse(self._where(op, path), shown(own), error.why, call)
        for field in mine:
            if field in values and not _comes_back(values[field], back.get(field, UNSET)):
                self._broken(field, values[field], shown(back.get(field, UNSET)), path, call)
        if op.field in changes or any(child.obj_what_changed() for child in objects_in(own)):
            return after, (changes if op.stays else changes - {op.field}) | set(op.writes)
        return after, changes

    def restore(
        self, op: Restore, values: Values, changes: set[str], path: Path, call: Call
    ) -> tuple[Values, set[str]]:
        """Make a field from others; returns the values and what counts as changed."""
        try:
            after = self._applied(op.field, op.apply, (op.field, *op.reads), values, path, call)
        except InexpressibleError as error:
            self._refuse(self._where(op, path), "what was sent", error.why, call)
        return after, changes | {op.field} if changes.intersection(op.reads) else changes

    def check(self, specs: Iterable[FieldSpec], values: Values, path: Path, call: Call) -> None:
        """Bring what conversions wrote into its canonical form."""
        for spec in specs:
            value = values.get(spec.name, UNSET)
            if value is not UNSET:
                try:
                    values[spec.name] = spec.type.check(
                        value, (path, f".{spec.name}"), call.classes.judge
                    )
                except FieldValueError as error:
                    self._broken(spec.name, value, str(error), path, call)

    def _applied(
        self,
        field: str,
        function: Conversion,
        mine: tuple[str, ...],
        values: Values,
        path: Path,
        call: Call,
    ) -> Values:
        """What a conversion makes of the values.

        The function gets copies of all objects and may change the fields in ``mine`` only: what it
        wrote elsewhere would be on the wire unproven, or nowhere. Objects that it returns are
        copied once more: it may have kept them, or put one in two fields.
        """
        before = self._copies(values, path, call)
        after = dict(before)
        try:
            function(after, call.classes)
        except InexpressibleError:
            raise
        except Exception as error:
            self._broken(field, values.get(field), f"{type(error).__name__}: {error}", path, call)
        for name in (before.keys() | after.keys()) - set(mine):
            own, copied = values.get(name, UNSET), before.get(name, UNSET)
            if after.get(name, UNSET) is not copied or (copied is not own and copied != own):
                self._broken(name, own, "a field not in writes", path, call)
        changed = {name: after[name] for name in mine if name in after}
        kept = {name: value for name, value in values.items() if name not in mine}
        return kept | self._copies(changed, path, call)

    def _copies(self, values: Values, path: Path, call: Call) -> Values:
        """The values with copies of the objects in fields; other attributes stay as they are."""
        view = call.classes
        fields, depth = view.registry.lineage(self._way.name).names, view.limits.depth
        return {
            name: scratch_copy(value, (path, f".{name}"), depth) if name in fields else value
            for name, value in values.items()
        }

    def _left_behind(self, field: str, found: str, why: str, path: Path, call: Call) -> None:
        call.report.add(
            path=render(path),
            object=self._way.name,
            field=field,
            source=self._way.source,
            target=self._way.target,
            found=found,
            why=why,
        )

    def _refuse(self, path: Path, found: str, why: str, call: Call) -> NoReturn:
        call.refuse(self._way, path, found, why)

    def _broken(self, field: str, before: Any, back: str, path: Path, call: Call) -> NoReturn:
        call.broken(self._way, path, field, shown(before), back)


def _comes_back(value: Any, back: Any) -> bool:
    """Whether all that was set is there again; what was unset in a child may have a default."""
    if isinstance(value, VersionedObject) and type(back) is type(value):
        found = back.obj_values()
        return all(
            _comes_back(own, found.get(name, UNSET)) for name, own in value.obj_values().items()
        )
    if isinstance(value, tuple) and isinstance(back, tuple) and len(value) == len(back):
        return all(map(_comes_back, value, back))
    if isinstance(value, Mapping) and isinstance(back, Mapping) and value.keys() == back.keys():
        return all(_comes_back(own, back[key]) for key, own in value.items())
    return bool(back == value)


def _places(plan: Plan) -> dict[int, str]:
    """By operation, what its field is called at the source: renames may lie between."""
    called: dict[str, str] = {}
    found: dict[int, str] = {}
    for op in plan.operations:
        found[id(op)] = called.get(op.field, op.field)
        if isinstance(op, Rename):
            called[op.to] = called.pop(op.field, op.field)
    return found
