"""Two recorded releases have one version of an object or an interface with two contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compat.rules._content import content_changes, sentence
from compat.rules._examples import by_release, release
from compat.rules._rule import PARTS, Comparison, Finding, Part, Rule

ID: Final = "version-not-raised"


def _judge(comparison: Comparison) -> Iterator[Finding]:
    for part in PARTS:
        seen: dict[tuple[str, str], tuple[str, Any]] = {}
        for name, manifest in comparison.recorded.items():
            for thing, content in getattr(manifest, part).items():
                key = thing, content["version"]
                if key in seen:
                    yield from _compare(part, thing, seen[key], (name, content))
                seen[key] = name, content


def _compare(
    part: Part, name: str, old: tuple[str, Any], new: tuple[str, Any]
) -> Iterator[Finding]:
    version = new[1]["version"]
    for change in content_changes(old[1], new[1], part, name):
        yield Finding(
            ID,
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
    ID,
    "Two recorded releases have one version of an object or interface with two contents.",
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
