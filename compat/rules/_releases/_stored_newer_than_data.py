"""A stored object that is written in a form that an older release cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.manifest import Manifest
from compat.rules._comparison import Comparison
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    data = comparison.data or comparison.newest
    writes = comparison.code.get(data) or comparison.code[comparison.newest]
    for column, root in comparison.stored.items():
        found: dict[tuple[str, str, str], list[str]] = {}
        for label, reads in comparison.releases.items():
            for name in _inside(writes, root):
                was, now = (_version(each, name) for each in (reads, writes))
                if label != comparison.newest and Version.named(now) > Version.named(was):
                    found.setdefault((name, was, now), []).append(label)
        for (name, was, now), labels in found.items():
            yield Match(
                "object",
                name,
                f"$.stored.{column}.{name}",
                tuple(labels),
                f"rows of {column} hold {name} {now}, as {data} writes it, and "
                f"{', '.join(labels)} reads up to {was}",
                f"write rows in the form of {labels[0]}, and say data={labels[0]!r} in the "
                "project, until no service of it may return",
                was=was,
                now=now,
            )


def _inside(manifest: Manifest, root: str) -> list[str]:
    """Return an object and all that is in it."""
    found, waiting = [], [root]
    while waiting:
        name = waiting.pop()
        if name not in found and name in manifest.objects:
            found.append(name)
            for facts in manifest.objects[name]["fields"].values():
                waiting += facts.get("children", {})
    return sorted(found)


def _version(manifest: Manifest, name: str) -> str:
    return str(manifest.objects[name]["version"]) if name in manifest.objects else "0.0"


_SPRING: Final = release("spring")
_CODE: Final = by_release(_SPRING, release("summer", item="1.1", fields={"note": "str"}))
_STORED: Final = {"items.body": "Item"}

RULE: Final = Rule(
    "stored-newer-than-data",
    "Rows are written in a version that a supported release cannot read.",
    "A service of the older release that runs still, or returns, refuses the row.",
    (Category.STORE,),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=Comparison(by_release(_SPRING), _CODE, stored=_STORED, data="spring"),
    failing=Comparison(by_release(_SPRING), _CODE, stored=_STORED),
)
