"""What a version cannot hold of a class, and the decision of the history for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vobjects._plan.lineage import Lineage, Made
from vobjects._plan.planner import Convert, Drop, MapValue, Operation, Retype, both_ways
from vobjects._release.explain import may_be_absent, sentence
from vobjects.loss import Loss
from vobjects.sphinx import _rst as rst

_HEADER = ("Decision", "Field", "On the way", "What happens", "Why")
_ORDER = ("refused", "reported", "converted")


class Decided(NamedTuple):
    """What a history decides of one field on the way to some versions."""

    decision: str
    """``refused``, ``reported``, or ``converted``: there and back without loss."""
    field: str
    way: str
    happens: str
    why: str


def losses_table(lineage: Lineage) -> str:
    """A row a decision, those that refuse first; a sentence where nothing is ever lost."""
    found = sorted(decisions(lineage), key=lambda one: _ORDER.index(one.decision))
    if not found:
        return "Every version holds all of it."
    rows = ((one.decision, rst.literal(one.field), one.way, *_told(one)) for one in found)
    return rst.table(_HEADER, rows)


def left_behind(lineages: Iterable[Lineage]) -> str:
    """A row for each value of all classes that may be left behind; nothing where there is none."""
    rows = [
        (rst.page_link(lineage.name), rst.literal(one.field), one.way, *_told(one))
        for lineage in lineages
        for one in decisions(lineage)
        if one.decision == "reported"
    ]
    return rst.table(("Class", *_HEADER[1:]), rows) if rows else ""


def _told(one: Decided) -> tuple[str, str]:
    return rst.text(one.happens), rst.text(one.why)


def decisions(lineage: Lineage) -> list[Decided]:
    """All decisions of a history and its lines, oldest version first."""
    return [
        found
        for version in lineage.versions
        for made in lineage.made(version)
        if made.entry == version == made.origin[0]
        for found in _decided(lineage, made)
    ]


def _decided(lineage: Lineage, made: Made) -> list[Decided]:
    undo, make = both_ways(made.change)
    ways = [(f"below {made.entry}", op) for op in undo]
    ways += [(f"to {made.entry} and later", op) for op in make if not _comes_back(op)]
    return [
        Decided(decision, op.field, way, _sentence(lineage, op), getattr(op, "why", ""))
        for way, op in ways
        if (decision := _decision(op))
    ]


def _sentence(lineage: Lineage, op: Operation) -> str:
    return sentence(op, may_be_absent(lineage, op.field))


def _comes_back(op: Operation) -> bool:
    """Whether what is made on the way up is the other half of a way down."""
    return isinstance(op, Retype) or (isinstance(op, Convert) and op.stays)


def _decision(op: Operation) -> str:
    match op:
        case Drop(loss=loss):
            return "reported" if loss is Loss.ALLOWED else "refused"
        case MapValue(instead=instead):
            return "refused" if instead is Loss.REFUSED else "reported"
        case Convert(stays=False, writes=()):
            return "refused"
        case Convert() | Retype():
            return "converted"
        case _:
            return ""
