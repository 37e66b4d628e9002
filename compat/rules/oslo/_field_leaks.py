"""A conversion leaves a field in place that an older version does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import below, code_version, explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.LEAK):
        version = code_version(comparison, group.name)
        yield group.match(
            f"{group.name}.{group.field} is sent to releases whose {group.name} has no such field; "
            "they drop it without a word",
            f"add it to obj_make_compatible() of {group.name}",
            below(version, f'primitive.pop("{group.field}", None)'),
        )


RULE: Final = Rule(
    "oslo-field-leaks",
    "A conversion leaves a field in place that an older version does not have.",
    "An older service drops the value without a word.",
    (Category.WIRE, Category.STORE),
    Severity.LOSES,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.LEAK, now="7"),
)
