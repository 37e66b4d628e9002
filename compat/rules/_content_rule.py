"""Rules on content that changed under its version: each claims facts by data."""

from __future__ import annotations

import dataclasses
import enum
import functools
from collections.abc import Iterator
from typing import Final

from compat.rules._advice import remedy_of
from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._facts import Fact, How, facts
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule


class Origin(enum.Enum):
    """How content of a recorded version came to be another one."""

    FORGOTTEN = "the class was changed, and its history says nothing of it"
    INHERITED = "a base class was changed"
    EDITED = "the history of an older version was changed, and the newest version was not"
    LEAKING = "an older version has a field that it never had"


@dataclasses.dataclass(frozen=True)
class Pick:
    """The facts that a rule claims."""

    part: Part
    noun: str
    how: How
    direction: Direction | None = None
    """Where it is not that of the rule."""


HARMLESS: Final = {
    ("objects", "key", How.ADDED): "a merge that was refused is possible now",
    ("interfaces", "previous_major_served", How.ADDED): "servers answer more than before",
}
"""Facts that no rule claims, with the reason."""


def origin_of(fact: Fact) -> Origin:
    """Return how the content of a fact came to be another one."""
    if not fact.at_newest:
        leaking = (fact.part, fact.noun, fact.how) == ("objects", "field", How.ADDED)
        return Origin.LEAKING if leaking else Origin.EDITED
    return Origin.INHERITED if fact.base else Origin.FORGOTTEN


def content_rule(
    id_: str,
    title: str,
    purpose: str,
    *picks: Pick,
    categories: tuple[Category, ...],
    severity: Severity,
    direction: Direction,
    passing: Comparison,
    failing: Comparison,
    origin: Origin = Origin.FORGOTTEN,
    remedy: str = "",
) -> Rule:
    """Return a rule that claims facts.

    Args:
        id_: its ID.
        title: what must not happen.
        purpose: what happens where it does.
        picks: the facts that it claims; without one all of the origin.
        categories: what it protects.
        severity: what its findings cost.
        direction: which way messages do harm, where a pick says nothing else.
        passing: an example that is allowed.
        failing: an example that is found.
        origin: how the content came to be another one.
        remedy: what to do; without it the entry of the history to write.
    """
    judge = functools.partial(_judge, picks, origin, direction, remedy)
    return Rule(
        id_, title, purpose, categories, severity, direction, judge, passing, failing, picks
    )


def _judge(
    picks: tuple[Pick, ...],
    origin: Origin,
    direction: Direction,
    remedy: str,
    comparison: Comparison,
) -> Iterator[Match]:
    claims = {(pick.part, pick.noun, pick.how): pick for pick in picks}
    for part in PARTS:
        for fact in facts(comparison, part):
            pick = claims.get((part, fact.noun, fact.how))
            if origin_of(fact) is not origin or (part, fact.noun, fact.how) in HARMLESS:
                continue
            if not picks:
                yield _match(comparison, fact, direction, remedy)
            elif pick is not None:
                way = _direction(fact) or pick.direction or direction
                yield _match(comparison, fact, way, remedy)


def _direction(fact: Fact) -> Direction | None:
    """Return the direction of what was added or removed, where what is said of it decides."""
    facts_of_it = fact.now if fact.how is How.ADDED else fact.was
    if fact.how not in (How.ADDED, How.REMOVED):
        return None
    if fact.noun == "argument" and "default" not in facts_of_it:
        return Direction.BOTH
    if fact.noun == "field" and "may_be_absent" in facts_of_it:
        return Direction.NEW_TO_OLD if fact.how is How.ADDED else Direction.OLD_TO_NEW
    return None


def _match(comparison: Comparison, fact: Fact, direction: Direction, remedy: str) -> Match:
    advice = remedy_of(comparison, fact.part, fact.name, fact.path)
    inherited = f" (inherited from {fact.base})" if fact.base else ""
    return Match(
        fact.part[:-1],
        fact.name,
        fact.path,
        fact.releases,
        f"{fact.sentence}{inherited}",
        remedy or advice.remedy,
        "" if remedy else advice.line,
        above="" if remedy else advice.above,
        imports=() if remedy else advice.imports,
        was=fact.was,
        now=fact.now_path or fact.now,
        direction=direction,
    )
