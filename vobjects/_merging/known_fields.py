"""The fields that the writer of a decoded object did not know."""

from __future__ import annotations

from collections.abc import Set

from vobjects._declare.object import VersionedObject
from vobjects._plan.planner import Convert, Drop, Operation, Rename, Restore, plan


class UnknownFields:
    """The fields that were made up when a writer's version was converted to the object's own.

    The answer is the same for all objects of a class that were written at one version with the
    same fields set, and is computed once for them.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[type, str, frozenset[str]], frozenset[str]] = {}

    def of(self, obj: VersionedObject) -> frozenset[str]:
        """The fields of the class that the writer of an object did not know."""
        written = obj._written
        if written is None:
            return frozenset()
        key = (type(obj), written, frozenset(obj.obj_values()))
        if key not in self._known:
            self._known[key] = _unknown(type(obj), written, key[2])
        return self._known[key]


def _unknown(cls: type[VersionedObject], written: str, there: Set[str]) -> frozenset[str]:
    name, view = cls.obj_name(), cls.VIEW
    lineage = view.registry.lineage(name)
    known = set(lineage.at(written).fields)
    steps = plan(lineage, lineage.at(written).version, view.versions[name])
    for op in steps.operations:
        _follow(op, known, there)
    return frozenset(view.schema(name).fields.keys() - known)


def _follow(op: Operation, known: set[str], there: Set[str]) -> None:
    """Keep ``known`` what the writer knew after an operation; ``there`` are the set fields."""
    match op:
        case Drop() | Convert(stays=False):
            known.discard(op.field)
        case Rename(to=to) if op.field in known:
            known.remove(op.field)
            known.add(to)
        case Restore(reads=reads) if there & known & set(reads):
            known.add(op.field)
