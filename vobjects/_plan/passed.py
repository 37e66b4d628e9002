"""The versions that an object passed, and the fields that one of them did not know."""

from __future__ import annotations

from collections.abc import Iterable, Set

from vobjects._plan.lineage import Lineage
from vobjects._plan.planner import Convert, Drop, Operation, Rename, Restore, plan
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
