"""A release has other versions than were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._examples import by_release, release
from compat.rules._rule import PARTS, Comparison, Finding, Part, Rule

ID: Final = "release-changed"


def _judge(comparison: Comparison) -> Iterator[Finding]:
    for name in comparison.recorded:
        if name in comparison.code:
            for part in PARTS:
                yield from _compare(comparison, name, part)


def _compare(comparison: Comparison, release: str, part: Part) -> Iterator[Finding]:
    recorded = getattr(comparison.recorded[release], part)
    code = getattr(comparison.code[release], part)
    for name in sorted({*recorded, *code}):
        was, now = (side[name]["version"] if name in side else None for side in (recorded, code))
        if was != now:
            yield Finding(
                ID,
                part[:-1],
                name,
                f"$.{part}.{name}.version",
                (release,),
                f"{release} was recorded with {name} {was or 'absent'}, "
                f"the code says {now or 'absent'}",
                f"correct the pin of {release}; if it was not released so far, run "
                f"pinrail record {release} --replace",
                was=was,
                now=now,
            )


RULE: Final = Rule(
    ID,
    "A release that was recorded has other versions in the code.",
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
