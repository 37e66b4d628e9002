"""What a conversion does to each field and why, as data."""

from __future__ import annotations

import dataclasses

from vobjects._declare.changes import Added, Change, Removed
from vobjects._declare.field import UNSET
from vobjects._declare.schema import Schema
from vobjects._plan.lineage import Lineage
from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    Operation,
    Plan,
    Rename,
    RenameValue,
    Restore,
    Retype,
    plan,
)
from vobjects._release.registry import Registry
from vobjects._release.view import View
from vobjects._repr import brief, shown
from vobjects.errors import DeclarationError
from vobjects.loss import Loss
from vobjects.version import Version


@dataclasses.dataclass(frozen=True)
class FieldFate:
    """What happens to one field on the way, at the version whose history says so."""

    field: str
    type: str
    fate: str
    entry: str
    why: str


@dataclasses.dataclass(frozen=True)
class Explanation:
    """The plan of one class between two versions, for readers."""

    name: str
    source: str
    target: str
    fields: tuple[FieldFate, ...]


def explain(registry: Registry, name: str, source: str | View, target: str | View) -> Explanation:
    """Say for every field of ``source`` and ``target`` what becomes of it.

    Args:
        registry: the registry of the class.
        name: the class.
        source: a version of the class, whose objects inside are as the history says; or the view of
            a release, whose objects inside are as that release has them.
        target: the same, for the other side.

    Raises:
        AbsentClassError: the registry or a view has no such class.
        DeclarationError: it is no registry, or the class never had one of the versions.
    """
    if not isinstance(registry, Registry):
        raise DeclarationError(
            where="explain",
            found=shown(registry),
            expected="a Registry",
            remedy="pass the registry of the class first",
        )
    lineage = registry.lineage(name)
    sides = [_Side(registry, lineage, side) for side in (source, target)]
    old, new = (side.version for side in sides)
    steps = plan(lineage, old, new)
    fates = _touched(lineage, steps)
    fates += _children(lineage, sides, {fate.field for fate in fates})
    done = {fate.field for fate in fates}
    fates += [
        FieldFate(field, spec.type.text, "the same", "", "")
        for field, spec in lineage.schemas[old].fields.items()
        if field not in done
    ]
    fates += _left_unset(lineage, steps, {fate.field for fate in fates})
    return Explanation(name, str(old), str(new), tuple(sorted(fates, key=lambda fate: fate.field)))


def sentence(op: Operation, may_be_absent: bool = False) -> str:
    """An operation in words; what becomes of absence is told of a field that may be absent."""
    match op:
        case Drop():
            return _dropped(op, may_be_absent)
        case Fill(default=default):
            return f"set to {_shown(default)}"
        case Convert(apply=apply, stays=True):
            return f"made anew by {_name(apply)}; the values must come back by its inverse"
        case Convert(apply=apply, writes=()):
            return f"dropped by {_name(apply)} where nothing is lost, else refused"
        case Convert(apply=apply, writes=writes):
            return f"carried in {', '.join(writes)} by {_name(apply)}, and back"
        case Restore(apply=apply, reads=reads):
            return f"made from {', '.join(reads) or 'nothing'} by {_name(apply)}"
        case Retype(apply=apply):
            return f"converted by {_name(apply)}; the value must come back by its inverse"
        case Rename(to=to):
            return f"called {to!r} there"
        case RenameValue(value=value, to=to):
            return f"value {str(value)!r} is called {str(to)!r} there"
        case _:
            return f"{_value(op.value)} {_replaced(op.instead)}"


def _dropped(op: Drop, may_be_absent: bool) -> str:
    """What becomes of each value of a field that the other version lacks, and of absence."""
    one = " or ".join(_shown(value) for value in op.may_drop)
    reported = f"; {one} is reported as left behind" if one else ""
    if op.restore is UNSET:
        return f"dropped{reported}; any {'other ' if one else ''}value is {_rest(op.loss)}"
    restored = _shown(op.restore)
    absent = f"; if it is not set, {restored} comes back, which is reported"
    return (
        f"dropped when it is {restored}{reported}; any other value is {_rest(op.loss)}"
        f"{absent if may_be_absent else ''}"
    )


def may_be_absent(lineage: Lineage, field: str) -> bool:
    """Whether a field may be absent, in any version that has it under this name."""
    specs = (schema.fields.get(field) for schema in lineage.schemas.values())
    return any(spec is not None and spec.options.may_be_absent for spec in specs)


def _rest(loss: Loss) -> str:
    return "reported as left behind" if loss is Loss.ALLOWED else "refused"


def _name(function: object) -> str:
    return f"{getattr(function, '__name__', 'a function')}()"


def _value(value: str | None) -> str:
    return "None" if value is None else f"value {str(value)!r}"


def _replaced(instead: object) -> str:
    if instead is Loss.REFUSED:
        return "is refused"
    if instead is UNSET:
        return "is left out, reported as left behind"
    return f"becomes {_shown(instead)}, reported as left behind"


def _shown(value: object) -> str:
    """A value as a reader writes it: an enum value by its text, a set in rising order."""
    if isinstance(value, frozenset) and value:
        return f"{{{', '.join(sorted(map(_shown, value)))}}}"
    return brief(value)


@dataclasses.dataclass
class _Named:
    """A field on the way: its name at the source, or at the target where it is new there."""

    name: str
    new: bool


def _named(steps: Plan, source: Schema) -> list[_Named]:
    """By operation, the field that it is of."""
    called = {field: _Named(field, new=False) for field in source.fields}
    found = []
    for step in steps.steps:
        op = step.operation
        named = called.setdefault(op.field, _Named(op.field, new=True))
        found.append(named)
        if isinstance(op, Rename):
            called[op.to] = called.pop(op.field)
            named.name = op.to if named.new else named.name
        elif isinstance(op, Drop) or (isinstance(op, Convert) and not op.stays):
            del called[op.field]  # another field may come under the name
    return found


def _touched(lineage: Lineage, steps: Plan) -> list[FieldFate]:
    source = lineage.schemas[steps.source]
    named = _named(steps, source)
    return [
        FieldFate(
            field.name,
            _type(lineage, field.name, steps.target if field.new else steps.source),
            sentence(step.operation, may_be_absent(lineage, step.operation.field)),
            str(step.entry),
            getattr(step.operation, "why", "") or lineage.way(step.entry)[-1].description,
        )
        for field, step in zip(named, steps.steps, strict=True)
    ]


def _left_unset(lineage: Lineage, steps: Plan, known: set[str]) -> list[FieldFate]:
    """The fields of the target that come without a value."""
    undone, made = lineage.apart(steps.source, steps.target)
    came = {found.change.field: found.entry for found in undone if _is(found.change, Removed)}
    came |= {found.change.field: found.entry for found in made if _is(found.change, Added)}
    fields = lineage.schemas[steps.target].fields
    return [
        FieldFate(field, fields[field].type.text, "left unset", str(entry), "may be absent")
        for field, entry in came.items()
        if field in fields and field not in known
    ]


def _is(change: Change, kind: type[Added | Removed]) -> bool:
    """Whether a change is of this kind, and gives no value."""
    return isinstance(change, kind) and change.default is UNSET


class _Side:
    """One side of a conversion: a version of a class, or a release that has one."""

    def __init__(self, registry: Registry, lineage: Lineage, given: str | View) -> None:
        self._registry, self._lineage, self._given = registry, lineage, given
        if isinstance(given, View):
            self.version = given.schema(lineage.name).version
        else:
            self.version = lineage.at(given).version

    def child(self, field: str, name: str) -> Version:
        """The version of the objects in a field."""
        if isinstance(self._given, View):
            return self._given.versions[name]
        return self._registry.child_version(self._lineage, field, self.version, name)

    def entry(self, field: str, name: str) -> Version | None:
        """The version of the class whose history says that of the objects in a field."""
        bump = self._registry.child_bump(self._lineage, field, self.version, name)
        return None if bump is None else bump.entry


def _children(lineage: Lineage, sides: list[_Side], touched: set[str]) -> list[FieldFate]:
    """The fields whose objects are at other versions there, where both versions have them."""
    fates = []
    old, new = (side.version for side in sides)
    for field, (child,) in lineage.schemas[new].children().items():
        if field in touched or field not in lineage.schemas[old].fields:
            continue
        before, after = (side.child(field, child) for side in sides)
        if before != after:
            bumps = [bump for side in sides if (bump := side.entry(field, child)) is not None]
            entry = str(max(bumps)) if bumps else ""
            why = lineage.way(max(bumps))[-1].description if bumps else _OTHER_VERSIONS
            fate = f"{child} {before} becomes {after}"
            fates.append(FieldFate(field, _type(lineage, field, old), fate, entry, why))
    return fates


_OTHER_VERSIONS = "the releases have it at other versions, and no history says so"


def _type(lineage: Lineage, field: str, version: Version) -> str:
    """The type of a field at a version, or at the newest one that has it."""
    schemas = [*lineage.schemas.values(), lineage.schemas[version]]
    return [s.fields[field].type for s in schemas if field in s.fields][-1].text
