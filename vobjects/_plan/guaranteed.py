"""Which fields an object surely has after a conversion, so that nothing has to be checked."""

from __future__ import annotations

from vobjects._declare.field import UNSET
from vobjects._declare.schema import Schema
from vobjects._plan.planner import Convert, Drop, Fill, MapValue, Operation, Plan, Rename, Restore


def may_be_missing(plan: Plan, source: Schema, target: Schema) -> frozenset[str]:
    """The fields that may not be absent at the target, and that a plan may leave unset.

    The object is complete at the source.
    """
    surely = set(source.required)
    for op in plan.operations:
        surely = _after(op, surely)
    return target.required - surely


def _after(op: Operation, surely: set[str]) -> set[str]:
    """The fields that are surely set after an operation."""
    match op:
        case Fill():
            return surely | {op.field}
        case Drop():
            return surely - {op.field}
        case Rename() if op.field in surely:
            return surely - {op.field} | {op.to}
        case Convert():
            return surely - {op.field, *op.writes}
        case Restore():
            return surely - {op.field, *op.reads}
        case MapValue(instead=instead) if instead is UNSET:
            return surely - {op.field}
    return surely
