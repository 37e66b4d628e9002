"""A rule, and what it matches."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Finding, Pair, Severity

_ALL_WAYS: Final = {
    Direction.OLD_TO_NEW: (False,),
    Direction.NEW_TO_OLD: (True,),
    Direction.BOTH: (True, False),
    Direction.NONE: (),
}
"""By direction, whether the newer side is the sender."""


@dataclasses.dataclass(frozen=True)
class Match:
    """What a rule matches in a comparison; the rule makes a finding of it."""

    noun: str
    """object, interface, release or exception."""
    name: str
    path: str
    releases: tuple[str, ...]
    """The recorded releases that it is about."""
    message: str
    remedy: str
    line: str = ""
    above: str = ""
    imports: tuple[str, ...] = ()
    was: Any = None
    now: Any = None
    direction: Direction | None = None
    """Where it is not that of the rule."""
    severity: Severity | None = None
    """Where it is not that of the rule."""
    apart: tuple[tuple[str, str], ...] | None = None
    """The older and the newer release of each two that differ.

    Without it each of ``releases`` differs from the newest release.
    """


@dataclasses.dataclass(frozen=True)
class Rule:
    """One thing that must not happen, with an example of it and one that is allowed."""

    id: str
    title: str
    """What must not happen, in one sentence."""
    purpose: str
    """What happens to services where it does, in one sentence."""
    categories: tuple[Category, ...]
    severity: Severity
    direction: Direction
    judge: Callable[[Comparison], Iterable[Match]]
    passing: Comparison
    failing: Comparison
    picks: tuple[Any, ...] = ()
    """The facts that it claims, for a rule on content; see ``_content_rule``."""

    def findings(self, comparison: Comparison) -> Iterator[Finding]:
        """Yield what is found in a comparison."""
        for match in self.judge(comparison):
            direction = self.direction if match.direction is None else match.direction
            yield Finding(
                rule=self.id,
                severity=self.severity if match.severity is None else match.severity,
                categories=self.categories,
                direction=direction,
                noun=match.noun,
                name=match.name,
                path=match.path,
                releases=match.releases,
                pairs=_pairs(match, direction, comparison.newest),
                message=match.message,
                remedy=match.remedy,
                line=match.line,
                above=match.above,
                imports=match.imports,
                was=match.was,
                now=match.now,
            )


def _pairs(match: Match, direction: Direction, newest: str) -> tuple[Pair, ...]:
    """Return the releases that do harm to each other, by sender."""
    apart = match.apart
    if apart is None:
        apart = tuple((release, newest) for release in match.releases)
    ways = (
        Pair(newer, older) if newer_sends else Pair(older, newer)
        for newer_sends in _ALL_WAYS[direction]
        for older, newer in apart
    )
    return tuple(dict.fromkeys(ways))
