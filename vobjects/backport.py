"""The operations of a plan that need more than one line, as generated functions call them."""

from __future__ import annotations

from typing import Any

from vobjects.calls import Dump, Load
from vobjects.errors import ConversionBrokenError, DecodeError, InexpressibleError, VObjectError
from vobjects.fields import UNSET
from vobjects.fieldtype import FieldType, shown
from vobjects.history import Values
from vobjects.loss import Loss
from vobjects.paths import Path, render
from vobjects.plan import Convert, Drop, MapValue, Plan, Restore, Retype

Call = Dump | Load


class Backport:
    """The operations of one plan; it knows between which versions of which class they stand."""

    __slots__ = ("name", "source", "target")

    def __init__(self, plan: Plan) -> None:
        self.name, self.source, self.target = plan.name, str(plan.source), str(plan.target)

    def drop(self, op: Drop, value: Any, path: Path, call: Call) -> None:
        """Report or refuse a value that would not be restored."""
        where = (path, f".{op.field}")
        if op.loss is Loss.ALLOWED:
            self._left_behind(op.field, shown(value), op.why, where, call)
            return
        self._refuse(where, shown(value), op.why or f"{op.field!r} is not known there", call)

    def map_value(self, op: MapValue, type_: FieldType, value: Any, path: Path, call: Call) -> Any:
        """The value with the newer enum value replaced, or a refusal."""
        where = (path, f".{op.field}")

        def change(found: Any) -> Any:
            if found != op.value:
                return found
            if op.instead is None:
                self._refuse(where, shown(value), op.why or f"no {op.value!r} there yet", call)
            self._left_behind(op.field, repr(op.value), op.why, where, call)
            return type(found)(op.instead)

        return type_.map_values(value, change)

    def retype(self, op: Retype, value: Any, path: Path, call: Call) -> Any:
        """The value in its other type, proven to come back."""
        where = (path, f".{op.field}")
        try:
            found = op.apply(value)
        except InexpressibleError as error:
            self._refuse(where, shown(value), error.why, call)
        back = op.inverse(found)
        if back != value:
            self._broken(op.field, value, back, path)
        return found

    def convert(
        self, op: Convert, values: Values, changes: set[str], path: Path, call: Call
    ) -> set[str]:
        """Move a field into others, proven to come back; returns what counts as changed."""
        before = dict(values)
        try:
            op.apply(values, call.classes)
        except InexpressibleError as error:
            self._refuse((path, f".{op.field}"), shown(before[op.field]), error.why, call)
        values.pop(op.field, None)
        back = dict(values)
        op.inverse(back, call.classes)
        for field, value in before.items():
            if back.get(field, UNSET) != value:
                self._broken(field, value, back.get(field, UNSET), path)
        return changes | set(op.writes) if op.field in changes else changes

    def restore(
        self, op: Restore, values: Values, changes: set[str], path: Path, call: Call
    ) -> set[str]:
        """Make a field from others; returns what counts as changed."""
        try:
            op.apply(values, call.classes)
        except (VObjectError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise DecodeError(
                path=render((path, f".{op.field}")),
                expected=f"{', '.join(op.reads)} that {op.apply.__name__}() can read",
                found=f"{type(error).__name__}: {error}",
            ) from error
        return changes | {op.field} if changes.intersection(op.reads) else changes

    def _left_behind(self, field: str, found: str, why: str, path: Path, call: Call) -> None:
        call.report.add(
            path=render(path),
            object=self.name,
            field=field,
            source=self.source,
            target=self.target,
            found=found,
            why=why,
        )

    def _refuse(self, path: Path, found: str, why: str, call: Call) -> None:
        call.refuse(
            path=path,
            name=self.name,
            source=self.source,
            target=self.target,
            found=found,
            why=why,
        )

    def _broken(self, field: str, before: Any, back: Any, path: Path) -> None:
        raise ConversionBrokenError(
            path=render(path),
            name=self.name,
            source=self.source,
            target=self.target,
            field=field,
            found=shown(before),
            back=shown(back),
        )
