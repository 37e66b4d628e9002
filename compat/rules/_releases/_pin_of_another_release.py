"""A release that the code takes for another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._pins import mistaken
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for label, other in mistaken(comparison).items():
        yield Match(
            "release",
            label,
            f"$.releases.{label}",
            (label,),
            f"the pin of {label} has the versions that {other} was recorded with, and none of its "
            "own",
            f"give the pin of {label} the versions of {label}.yaml",
            was=label,
            now=other,
        )


_RECORDED: Final = by_release(release("spring"), release("summer", item="1.1", api="1.1"))

RULE: Final = Rule(
    "pin-of-another-release",
    "The pin of a release has the versions of another one.",
    "Peers of the release are sent what the other one reads.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=Comparison(_RECORDED, _RECORDED),
    failing=Comparison(
        _RECORDED,
        by_release(
            release("spring", item="1.1", api="1.1"), release("summer", item="1.1", api="1.1")
        ),
    ),
)
