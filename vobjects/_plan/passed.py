"""The versions that an object passed, and the fields that one of them did not know, or may not."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from vobjects._declare.field import UNSET
from vobjects._plan.lineage import Lineage
from vobjects._plan.planner import (
    Convert,
    Drop,
    Fill,
    Operation,
    Operations,
    Rename,
    Restore,
    plan,
)
from vobjects.version import Version


def way_to(lineage: Lineage, passed: Iterable[str], own: Version) -> tuple[str, ...]:
    """The versions that an object passed before its own, without those that say nothing more.

    What a version on the way between another one and the own knew, the other one knew no better.

    Returns:
        The names of the versions, in the order of the lineage.
    """
    named = {lineage.at(text).version for text in passed} - {own}
    way: list[Version] = []
    for version in (v for v in lineage.versions if v in named):
        if not any(lineage.between(other, version, own) for other in way):
            way = [other for other in way if not lineage.between(version, other, own)]
            way.append(version)
    return tuple(map(str, way))


def made_up(lineage: Lineage, source: Version, target: Version, there: Set[str]) -> frozenset[str]:
    """The fields of ``target`` whose values a conversion makes up, as ``source`` has none for them.

    ``there`` are the fields that are set.
    """
    known = set(lineage.schemas[source].fields)
    for op in plan(lineage, source, target).operations:
        _follow(op, known, there)
    return frozenset(lineage.schemas[target].fields.keys() - known)


ANY: Final = object()
"""A default that other changes convert."""


def fillings(lineage: Lineage, target: Version) -> dict[str, list[object]]:
    """What a writer of a newer version, or of another line, sends in fields that it does not know.

    It writes in the version ``target`` of its reader. The values are defaults, ANY, or UNSET.
    """
    found: dict[str, list[object]] = {}
    fields = lineage.schemas[target].fields.keys()
    for source in lineage.versions:
        if not lineage.precedes(source, target):
            filled = _filled(plan(lineage, source, target).operations)
            for field in made_up(lineage, source, target, fields):
                found.setdefault(field, []).append(filled.get(field, UNSET))
    return found


def _filled(operations: Operations) -> dict[str, object]:
    """The fields that operations fill, with their defaults or ANY."""
    filled: dict[str, object] = {}
    for op in operations:
        match op:
            case Fill():
                filled[op.field] = op.default
            case Rename() if op.field in filled:
                filled[op.to] = filled.pop(op.field)
            case _ if op.field in filled:
                filled[op.field] = ANY
    return filled


def _follow(op: Operation, known: set[str], there: Set[str]) -> None:
    """Keep ``known`` what the source knew after an operation; ``there`` are the set fields."""
    match op:
        case Drop() | Convert(stays=False):
            known.discard(op.field)
        case Rename(to=to) if op.field in known:
            known.remove(op.field)
            known.add(to)
        case Restore(reads=reads) if there & known & set(reads):
            known.add(op.field)
