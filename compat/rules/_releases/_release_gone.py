"""A recorded release that the code does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for name in comparison.recorded:
        if name not in comparison.code:
            yield Match(
                "release",
                name,
                "$.release",
                (name,),
                f"{name} was recorded, and the code has {', '.join(comparison.code)}",
                f"add {name} to releases= of the project, or delete {name}.yaml if no service of "
                f"it can run any more",
                was=name,
            )


RULE: Final = Rule(
    "release-gone",
    "A release that was recorded is not among the releases of the code.",
    "A service of the release cannot be pinned, and is sent what it cannot read.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=Comparison(by_release(release("spring")), by_release(release("spring"))),
    failing=Comparison(by_release(release("spring")), by_release(release("summer"))),
)
