"""A release before the newest that was not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for name in comparison.code:
        if name != comparison.newest and name not in comparison.recorded:
            yield Match(
                "release",
                name,
                "$.release",
                (name,),
                f"{name} is older than {comparison.newest} and was not recorded",
                "record it with the code that was released, and commit the file",
                f"pinrail record {name}",
                now=name,
            )


RULE: Final = Rule(
    "release-not-recorded",
    "A release before the newest was not recorded, so nothing can be compared with it.",
    "Nothing can be compared with the release.",
    (Category.POLICY,),
    Severity.BREAKS,
    Direction.NONE,
    _judge,
    passing=Comparison(
        by_release(release("spring")), by_release(release("spring"), release("summer"))
    ),
    failing=Comparison({}, by_release(release("spring"), release("summer"))),
)
