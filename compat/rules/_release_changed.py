"""A release has other versions than were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        for (name, was, now), releases in _changed(comparison, part).items():
            several = ", ".join(releases)
            yield Match(
                part[:-1],
                name,
                f"$.{part}.{name}.version",
                releases,
                f"{several}: recorded with {name} {was or 'absent'}, "
                f"the code says {now or 'absent'}",
                f"correct the pin of {several}; if it was not released so far, run "
                f"pinrail record {releases[-1]} --replace",
                was=was,
                now=now,
            )


_Versions = tuple[str, str | None, str | None]
"""A name, its version as it was recorded, and as the code says; None where it is absent."""


def _changed(comparison: Comparison, part: Part) -> dict[_Versions, tuple[str, ...]]:
    """Return what has another version in the code, with the releases where it has."""
    found: dict[_Versions, tuple[str, ...]] = {}
    for label, manifest in comparison.recorded.items():
        recorded = getattr(manifest, part)
        code = getattr(comparison.code.get(label, manifest), part)
        for name in sorted({*recorded, *code}):
            was, now = (
                side[name]["version"] if name in side else None for side in (recorded, code)
            )
            if was != now:
                found[name, was, now] = (*found.get((name, was, now), ()), label)
    return found


RULE: Final = Rule(
    "release-changed",
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
