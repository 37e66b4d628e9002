"""The changes of a version in sentences."""

from __future__ import annotations

from vobjects._declare.changes import (
    Added,
    Change,
    ChildBumped,
    Converted,
    MadeNullable,
    MadeRequired,
    Removed,
    Renamed,
    Retyped,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
)
from vobjects._declare.field import FieldSpec
from vobjects._plan.lineage import Lineage, Made
from vobjects._plan.planner import Fill, Operations, Restore, both_ways
from vobjects._release.explain import sentence
from vobjects.sphinx import _rst as rst
from vobjects.sphinx._fields import default_text, type_text
from vobjects.sphinx._settings import Documented
from vobjects.version import Version


class Changes:
    """The changes of one version of a class, against the version before it."""

    def __init__(self, documented: Documented, lineage: Lineage, version: Version) -> None:
        self._documented = documented
        self._made = [made for made in lineage.made(version) if made.entry == version]
        self._newer = lineage.schemas[version].fields
        before = lineage.way(version)[-2:-1]
        self._older = lineage.schemas[before[0].version].fields if before else {}

    def sentences(self) -> list[str]:
        """One or more sentences a change: what it is, and what objects get by it."""
        return [self._told(made) for made in self._made]

    def _told(self, made: Made) -> str:
        start = f"As in {made.origin[0]}: " if made.origin[0] != made.entry else ""
        undo, make = both_ways(made.change)
        ways = (("up", _given(make)), ("down", _given(undo)))
        given = (f"On the way {way} it is {rst.text(what)}." for way, what in ways if what)
        return start + " ".join([self._said(made.change), *given])

    def _said(self, change: Change) -> str:
        field = rst.literal(change.field)
        match change:
            case Added():
                return f"{field} came."
            case Removed():
                return f"{field} went; it was {self._was(change)}."
            case Renamed(was=was):
                return f"{field} was called {rst.literal(was)}."
            case Retyped() | Converted():
                return f"{field} was {self._was(change)}."
            case ValueAdded(value=value):
                return f"{field} can be {_value(value)}."
            case ValueRemoved(value=value):
                return f"{field} cannot be {_value(value)} any more."
            case ValueRenamed(value=value, was=was):
                return f"{_value(value)} of {field} was called {_value(was)}."
            case MadeNullable():
                return f"{field} can be ``None``."
            case MadeRequired():
                return f"{field} is never ``None``."
            case ChildBumped(to=to):
                (child,) = self._after(change).type.children()
                label = self._documented.label(child, to)
                return f"Objects in {field} are at {rst.link(to, label)}."
            case _:  # other options
                return f"{field} {_other(self._before(change), self._after(change))}."

    def _was(self, change: Change) -> str:
        before = self._before(change)
        return type_text(before.type) + (" or ``None``" if before.nullable else "")

    def _before(self, change: Change) -> FieldSpec:
        """The field before the change; a rename of the same version may stand between."""
        return self._older.get(change.field) or self._older[self._renamed()[change.field]]

    def _after(self, change: Change) -> FieldSpec:
        names = {older: newer for newer, older in self._renamed().items()}
        return self._newer.get(change.field) or self._newer[names[change.field]]

    def _renamed(self) -> dict[str, str]:
        renames = (made.change for made in self._made)
        return {change.field: change.was for change in renames if isinstance(change, Renamed)}


def _given(operations: Operations) -> str:
    """What fields get of which the objects have none."""
    made = (op for op in operations if isinstance(op, Fill | Restore))
    return "; else ".join(map(sentence, made))


def _value(value: str) -> str:
    return rst.literal(repr(str(value)))


def _other(before: FieldSpec, after: FieldSpec) -> str:
    """What is other of two specs that differ in their options."""
    found = []
    if default_text(before) != default_text(after):
        now, then = default_text(after) or "nothing", default_text(before) or "nothing"
        found.append(f"has {now} by default and had {then}")
    if before.options.read_only != after.options.read_only:
        found.append("is read-only" if after.options.read_only else "is not read-only any more")
    if before.options.may_be_absent != after.options.may_be_absent:
        found.append("may be absent" if after.options.may_be_absent else "may not be absent")
    return ", and ".join(found)
