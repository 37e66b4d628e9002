"""The code declares a version that no release speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.rules._comparison import Comparison
from compat.rules._content import newest
from compat.rules._examples import by_release, release
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from vobjects.version import Version


def _judge(comparison: Comparison) -> Iterator[Match]:
    for (part, name), declared in sorted(comparison.declared.items()):
        having = {
            release: manifest
            for release, manifest in comparison.code.items()
            if name in getattr(manifest, part)
        }
        spoken = newest(having, part, name) if having else None
        if spoken is None or Version.named(declared) > spoken:
            yield Match(
                part[:-1],
                name,
                f"$.{part}.{name}.version",
                (),
                f"{name} is declared at {declared}, and no release speaks it"
                + (f" above {spoken}" if spoken else ""),
                f"raise {name} to {declared} in the pin of {comparison.newest}, or add the release "
                "that it comes with",
                was=str(spoken) if spoken else None,
                now=declared,
            )


_CODE: Final = by_release(release("spring", item="1.1"))

RULE: Final = Rule(
    "version-not-released",
    "The code declares a version of an object or interface that no release speaks.",
    "No service sends what the version brought: every peer gets an older one.",
    (Category.POLICY,),
    Severity.WARNS,
    Direction.NONE,
    _judge,
    passing=Comparison({}, _CODE, {("objects", "Item"): "1.1", ("interfaces", "ItemAPI"): "1.0"}),
    failing=Comparison({}, _CODE, {("objects", "Item"): "1.2", ("interfaces", "ItemAPI"): "1.0"}),
)
