"""The code does not read a value that a release sends, or reads another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import explain
from vobjects._repr import brief


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.UNREAD, Harm.DIFFERS):
        fact = group.first
        what = "raises" if fact.harm is Harm.UNREAD else "is read as"
        yield group.match(
            f"{group.name}.{group.field} = {brief(fact.was)} of older releases {what} "
            f"{fact.now if fact.harm is Harm.UNREAD else brief(fact.now)}",
            f"keep what older releases send readable: convert it in _obj_from_primitive() of "
            f"{group.name}, or add a field beside {group.field}",
            severity=group.severity,
        )


RULE: Final = Rule(
    "oslo-value-read",
    "A value that an older release sends is refused or changed by the field of the code.",
    "A newer service cannot read the object, or reads another value.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.OLD_TO_NEW,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.UNREAD, field="name", was=None, now="ValueError: no name"),
)
