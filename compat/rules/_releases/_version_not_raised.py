"""Two recorded releases have one version of an object or an interface with two contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._content import content_changes, sentence
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


def _judge(comparison: Comparison) -> Iterator[Match]:
    for part in PARTS:
        seen: dict[tuple[str, str], tuple[str, Any]] = {}
        for name, manifest in comparison.recorded.items():
            for thing, content in getattr(manifest, part).items():
                key = thing, content["version"]
                if key in seen:
                    yield from _compare(part, thing, seen[key], (name, content))
                seen[key] = name, content


def _compare(part: Part, name: str, old: tuple[str, Any], new: tuple[str, Any]) -> Iterator[Match]:
    version = new[1]["version"]
    for change in content_changes(old[1], new[1], part, name):
        yield Match(
            part[:-1],
            name,
            change.path,
            (old[0], new[0]),
            f"{name} {version} in {new[0]} is not that of {old[0]}: {sentence(change)}",
            f"give {name} of {old[0]} a version of its own, such as "
            f"{version.partition('-')[0]}-{old[0]}, in its history",
            was=change.was,
            now=change.now,
        )


RULE: Final = Rule(
    "version-not-raised",
    "Two recorded releases have one version of an object or interface with two contents.",
    "A peer that says its version is taken for the release that has the other content.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.BOTH,
    _judge,
    passing=Comparison(
        by_release(release("spring"), release("summer", item="1.1", fields={"note": "str"})),
        by_release(release("spring"), release("summer", item="1.1", fields={"note": "str"})),
    ),
    failing=Comparison(
        by_release(release("spring"), release("summer", fields={"note": "str"})),
        by_release(
            release("spring", fields={"note": "str"}), release("summer", fields={"note": "str"})
        ),
    ),
)
