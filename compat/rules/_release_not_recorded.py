"""A release before the newest that was not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._examples import by_release, release
from compat.rules._rule import Comparison, Finding, Rule

ID: Final = "release-not-recorded"


def _judge(comparison: Comparison) -> Iterator[Finding]:
    for name in comparison.code:
        if name != comparison.newest and name not in comparison.recorded:
            yield Finding(
                ID,
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
    ID,
    "A release before the newest was not recorded, so nothing can be compared with it.",
    _judge,
    passing=Comparison(
        by_release(release("spring")), by_release(release("spring"), release("summer"))
    ),
    failing=Comparison({}, by_release(release("spring"), release("summer"))),
)
