"""A recorded release that the code does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._examples import by_release, release
from compat.rules._rule import Comparison, Finding, Rule

ID: Final = "release-gone"


def _judge(comparison: Comparison) -> Iterator[Finding]:
    for name in comparison.recorded:
        if name not in comparison.code:
            yield Finding(
                ID,
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
    ID,
    "A release that was recorded is not among the releases of the code.",
    _judge,
    passing=Comparison(by_release(release("spring")), by_release(release("spring"))),
    failing=Comparison(by_release(release("spring")), by_release(release("summer"))),
)
