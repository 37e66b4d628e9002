"""The operations of a plan that need more than one line, as generated functions call them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from vobjects.calls import Dump, Load, Way
from vobjects.conversion import BrokenError, Function, Values, converted_value, proven
from vobjects.enum_values import with_enum_values
from vobjects.errors import InexpressibleError
from vobjects.fields import UNSET
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
from vobjects.proof import Difference
from vobjects.shown import brief, shown
from vobjects.trees import objects_in

Call = Dump | Load


class Backport:
    """The operations of one plan; it knows between which versions of which class they stand."""

    __slots__ = ("_places", "_texts", "_way")

    def __init__(self, plan: Plan) -> None:
        self._way = Way(plan.name, str(plan.source), str(plan.target))
        self._places, self._texts = _places(plan), _texts(plan)

    def _where(self, op: Operation, path: Path) -> Path:
        """Where the value stands in the object that is converted."""
        return (path, f".{self._called(op)}")

    def _called(self, op: Operation) -> str:
        """What the object that is converted calls the field of an operation."""
        return self._places[id(op)].get(op.field, op.field)

    def drop(self, op: Drop, value: Any, path: Path, call: Call) -> None:
        """Report or refuse a value that would not be restored, or absence."""
        where = self._where(op, path)
        if value is UNSET:
            self._left_behind(op.field, shown(value), _comes_back_as(op.restore), where, call)
        elif op.loss is Loss.ALLOWED or value in op.may_drop:
            self._left_behind(op.field, shown(value), op.why, where, call)
        else:
            why = op.why or f"{self._called(op)!r} is not known there"
            self._refuse(where, shown(value), why, call)

    def map_value(self, op: MapValue, value: Any, path: Path, call: Call) -> Any:
        """The value with the newer enum value replaced, or a refusal."""
        texts = self._texts[id(op)]
        named = brief(texts.get(op.value, op.value))
        where, why = self._where(op, path), op.why or f"no {named} there"

        def change(found: Any) -> Any:
            if found != op.value:
                return found
            if op.instead is Loss.REFUSED:
                self._refuse(where, shown(_as_sent(value, texts)), why, call)
            self._left_behind(op.field, named, why, where, call)
            return op.instead

        return change(value) if op.value is None else with_enum_values(value, change)

    def rename_value(self, op: RenameValue, value: Any) -> Any:
        """The value with one enum value in its other text."""
        return with_enum_values(value, lambda found: op.to if found == op.value else found)

    def retype(self, op: Retype, value: Any, path: Path, call: Call) -> Any:
        """The value in its other type, proven to come back."""
        try:
            return converted_value(op, value, path, call.classes)
        except (InexpressibleError, BrokenError) as error:
            self._fail(error, op, shown(value), path, call)

    def convert(
        self, op: Convert, values: Values, changes: set[str], path: Path, call: Call
    ) -> tuple[Values, set[str]]:
        """Move a field into others, proven to come back; returns the values and the changes."""
        own = values.get(op.field, UNSET)
        after = self._proven(op, op.writes, values, path, call)
        if op.field in changes or any(child.obj_what_changed() for child in objects_in(own)):
            return after, (changes if op.stays else changes - {op.field}) | set(op.writes)
        return after, changes

    def restore(
        self, op: Restore, values: Values, changes: set[str], path: Path, call: Call
    ) -> tuple[Values, set[str]]:
        """Make a field from others, proven to go back; returns the values and the changes."""
        after = self._proven(op, op.reads, values, path, call)
        return after, changes | {op.field} if changes.intersection(op.reads) else changes

    def _proven(
        self, op: Convert | Restore, others: tuple[str, ...], values: Values, path: Path, call: Call
    ) -> Values:
        """The values after an operation; absence that does not come back is refused or reported."""
        declared = (op.field, *others)
        there = Function(op.apply, op.field, declared, op.before, op.after, path)
        back = Function(op.inverse, op.field, declared, op.after, op.before, path)
        try:
            after, filled = proven(there, back, values, call.classes)
        except (InexpressibleError, BrokenError) as error:
            own = shown(values.get(op.field, UNSET)) if op.field in op.before else "what was sent"
            self._fail(error, op, own, path, call)
        for difference in filled:
            self._not_kept(op, difference, path, call)
        return after

    def _not_kept(self, op: Convert | Restore, filled: Difference, path: Path, call: Call) -> None:
        """Report or refuse that a field is unset and would come back set."""
        name = filled.field
        place = self._places[id(op)].get(name, name)
        below = filled.path.removeprefix(f".{name}")
        where, why = (path, f".{place}{below}"), _comes_back_as(filled.back)
        if op.absence is Loss.REFUSED:
            self._refuse(where, shown(UNSET), why, call)
        self._left_behind(name, shown(UNSET), why, where, call)

    def _fail(
        self,
        error: InexpressibleError | BrokenError,
        op: Operation,
        found: str,
        path: Path,
        call: Call,
    ) -> NoReturn:
        if isinstance(error, InexpressibleError):
            self._refuse(self._where(op, path), found, error.why, call)
        field = self._places[id(op)].get(error.field, error.field)
        call.broken(self._way, path, field, error)

    def incomplete(self, missing: Iterable[str], path: Path, call: Dump) -> None:
        """Refuse what would be written without fields that may not be absent there."""
        name, target = self._way.name, self._way.target
        remedy = f"let the history of {name} set them for {target}, or say there that they may be "
        remedy += "absent: options=UNSET of removed(), was=UNSET of options_changed()"
        call.refuse_incomplete(self._way, call.release, sorted(missing), path, remedy)

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


def _comes_back_as(value: Any) -> str:
    return f"it is not set, and would come back as {shown(value)}"


def _places(plan: Plan) -> dict[int, dict[str, str]]:
    """By operation, what the fields that were renamed before it are called at the source."""
    called: dict[str, str] = {}
    places: dict[int, dict[str, str]] = {}
    for op in plan.operations:
        places[id(op)] = dict(called)
        if isinstance(op, Rename):
            called[op.to] = called.pop(op.field, op.field)
    return places


def _texts(plan: Plan) -> dict[int, dict[str | None, str]]:
    """By operation, what the enum values that were renamed before it are called at the source."""
    called: dict[str, dict[str | None, str]] = {}
    texts: dict[int, dict[str | None, str]] = {}
    for op in plan.operations:
        texts[id(op)] = dict(called.get(op.field, {}))
        if isinstance(op, Rename):
            called[op.to] = called.pop(op.field, {})
        elif isinstance(op, RenameValue):
            of_field = called.setdefault(op.field, {})
            of_field[op.to] = of_field.pop(op.value, op.value)
    return texts


def _as_sent(value: Any, texts: dict[str | None, str]) -> Any:
    """A value with its enum values as the source calls them."""
    return with_enum_values(value, lambda found: texts.get(found, found)) if texts else value
