"""A conversion raises an error that nobody meant, or refuses every object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.RAISES, Harm.REFUSES):
        fact = group.first
        version = comparison.recorded[fact.release].objects[group.name]["version"]
        if fact.harm is Harm.RAISES:
            yield group.match(
                f"{group.name} cannot be sent as {version}: {fact.now}",
                f"correct the conversions of {group.name}; fields may be unset, so look them up "
                "with primitive.get() and primitive.pop(..., None)",
            )
        else:
            yield group.match(
                f"{group.name} refuses every object when it is sent as {version}",
                f"send no {group.name} to these releases, or convert it",
                severity=Severity.WARNS,
            )


RULE: Final = Rule(
    "oslo-conversion-raises",
    "A conversion to the version of a release raises an error.",
    "The service that sends the object fails.",
    (Category.WIRE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.RAISES, field="", now="KeyError: 'seats' (ferries.py, line 20)"),
)
