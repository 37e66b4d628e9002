"""What a conversion does to each field and why, as data."""

from __future__ import annotations

import dataclasses

from vobjects.plan import Plan, plan
from vobjects.registry import Registry
from vobjects.schema import Lineage
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


def explain(registry: Registry, name: str, source: str, target: str) -> Explanation:
    """Say for every field of ``source`` and ``target`` what becomes of it.

    Raises:
        KeyError: the registry has no such class.
        DeclarationError: the class never had one of the versions.
    """
    lineage = registry.lineage(name)
    old, new = lineage.at(source).version, lineage.at(target).version
    steps = plan(lineage, old, new)
    touched = {step.operation.field for step in steps.steps}
    fates = [*_touched(lineage, steps), *_children(lineage, old, new, touched)]
    done = touched | {fate.field for fate in fates}
    fates += [
        FieldFate(field, spec.type.text, "the same", "", "")
        for field, spec in lineage.schemas[old].fields.items()
        if field not in done
    ]
    return Explanation(name, source, target, tuple(sorted(fates, key=lambda fate: fate.field)))


def _touched(lineage: Lineage, steps: Plan) -> list[FieldFate]:
    descriptions = {e.version: e.description for e in lineage.history.entries}
    return [
        FieldFate(
            step.operation.field,
            _type(lineage, step.operation.field),
            step.operation.describe(),
            str(step.entry),
            getattr(step.operation, "why", "") or descriptions[step.entry],
        )
        for step in steps.steps
    ]


def _children(lineage: Lineage, old: Version, new: Version, touched: set[str]) -> list[FieldFate]:
    fates = []
    for field, children in lineage.schemas[new].children().items():
        before, after = lineage.child_version(field, old), lineage.child_version(field, new)
        if field not in touched and before != after:
            fate = f"{children[0]} {before or 'unstated'} becomes {after or 'unstated'}"
            fates.append(FieldFate(field, _type(lineage, field), fate, str(new), "child bumped"))
    return fates


def _type(lineage: Lineage, field: str) -> str:
    """The newest type of a field under this name."""
    types = [s.fields[field].type for s in lineage.schemas.values() if field in s.fields]
    return types[-1].text
