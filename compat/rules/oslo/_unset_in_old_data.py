"""A field that older releases do not send is read although it may be unset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Fact, Harm, Reads
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import compared, release
from compat.rules.oslo._groups import Group, explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    reads = {} if comparison.foreign is None else comparison.foreign.reads
    for group in explain(comparison).of(Harm.UNSET):
        found = reads.get((group.name, group.field), Reads())
        if found.unguarded:
            yield _match(group, f"is read in {', '.join(found.unguarded[:3])}", Severity.BREAKS)
        elif not found.guarded:
            yield _match(group, "is read by nothing so far", Severity.WARNS)


def _match(group: Group, reads: str, severity: Severity) -> Match:
    field = group.field
    return group.match(
        f"{group.name}.{field} is unset in what older releases send, and {reads}: "
        f"{group.first.now}",
        f"give {group.name} an obj_load_attr() that sets the default, or ask "
        f'"{field}" in the object before it is read',
        f'def obj_load_attr(self, attrname): self.obj_set_defaults(attrname)  # "{field}"',
        severity=severity,
    )


_FACTS: Final = (Fact(Harm.UNSET, "Ferry", "seats", "spring", None, "NotImplementedError"),)
_OLD, _NEW = release("spring"), release("summer", ferry="1.1")

RULE: Final = Rule(
    "oslo-unset-in-old-data",
    "A field that older releases do not send is read, and reading it raises.",
    "A newer service fails on an object of an older one; the default of a field is not used there.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=compared(_OLD, _NEW, facts=_FACTS, reads={("Ferry", "seats"): Reads(guarded=1)}),
    failing=compared(
        _OLD, _NEW, facts=_FACTS, reads={("Ferry", "seats"): Reads(("ferries.py:20",))}
    ),
)
