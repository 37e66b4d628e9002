"""A release has other versions than were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import PARTS, Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._pins import changed_versions
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        for (name, was, now), releases in changed_versions(comparison, part).items():
            if now is None:
                continue
            several = ", ".join(releases)
            yield Match(
                part[:-1],
                name,
                f"$.{part}.{name}.version",
                releases,
                f"{several}: recorded with {name} {was or 'absent'}, the code says {now}",
                f"correct the pin of {several}; if it was not released so far, run "
                f"pinrail record {releases[-1]} --replace",
                was=was,
                now=now,
            )


RULE: Final = Rule(
    "pin-changed",
    "A release that was recorded has other versions in the code.",
    "Peers of the release are sent versions that it does not have.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=Comparison(
        by_release(release("spring", item="1.1")),
        by_release(release("spring", item="1.1"), release("summer", item="1.2")),
    ),
    failing=Comparison(
        by_release(release("spring", item="1.1")),
        by_release(release("spring", item="1.2"), release("summer", item="1.2")),
    ),
)
