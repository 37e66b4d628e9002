"""What probes show, by class and field, each fact in one place."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Container, Iterable
from typing import Any, Final

from compat.foreign import Fact, Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Direction, Severity
from compat.rules._rule import Match
from vobjects._names import nearest
from vobjects.version import Version

_OF_CLASSES: Final = (
    Harm.CHILD,
    Harm.RAISES,
    Harm.REFUSES,
    Harm.NO_CLASS,
    Harm.UNREADABLE,
)
"""What is not explained by fields that changed under one version."""
_LOSING: Final = (Harm.LEAK, Harm.ALTERED, Harm.FILLS, Harm.DIFFERS, Harm.FILLED)


@dataclasses.dataclass(frozen=True)
class Group:
    """What happens to a field, or to a class, in all releases where it does."""

    name: str
    field: str
    facts: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        """The fact to tell of: the first that breaks, if one does."""
        return min(self.facts, key=lambda fact: fact.harm in _LOSING)

    @property
    def harms(self) -> set[Harm]:
        """What happens."""
        return {fact.harm for fact in self.facts}

    @property
    def releases(self) -> tuple[str, ...]:
        """Where it happens, oldest first."""
        return tuple(dict.fromkeys(fact.release for fact in self.facts))

    @property
    def path(self) -> str:
        """Where it is in a manifest."""
        return f"$.objects.{self.name}" + (f".fields.{self.field}" if self.field else "")

    @property
    def direction(self) -> Direction:
        """Which way a message goes when it happens."""
        sent = {harm.is_sent for harm in self.harms}
        if len(sent) > 1:
            return Direction.BOTH
        return Direction.NEW_TO_OLD if True in sent else Direction.OLD_TO_NEW

    @property
    def severity(self) -> Severity:
        """What it costs."""
        return Severity.LOSES if self.harms <= {*_LOSING} else Severity.BREAKS

    def match(self, message: str, remedy: str, line: str = "", **facts: Any) -> Match:
        """Return what a rule says of it; ``facts`` are those of the match that differ."""
        return Match(
            "object",
            self.name,
            facts.pop("path", self.path),
            self.releases,
            message,
            remedy,
            line,
            **{"was": self.first.was, "now": self.first.now, **facts},
        )


@dataclasses.dataclass(frozen=True)
class Explained:
    """All facts of a comparison, each in one of these."""

    kept: tuple[Group, ...]
    """Of fields that changed while the version of their class stayed."""
    replaced: tuple[tuple[Group, Group], ...]
    """Of a field that is gone, and of the one that is there instead."""
    single: tuple[Group, ...]
    """All others, those of each harm apart."""

    def of(self, *harms: Harm) -> tuple[Group, ...]:
        """Return the groups of some harms that nothing else explains."""
        return tuple(group for group in self.single if group.harms & {*harms})


@functools.lru_cache(maxsize=8)
def explain(comparison: Comparison) -> Explained:
    """Return what probes show, by class and field."""
    if comparison.foreign is None:
        return Explained((), (), ())
    dead = {(key.name, key.meant) for key in comparison.foreign.dead}
    kept, rest = list[Fact](), list[Fact]()
    for fact in comparison.foreign.facts:
        if _is_kept(comparison, fact):
            kept.append(fact)
        elif not _is_of(dead, fact):
            rest.append(fact)
    pairs = tuple(_pairs(rest))
    claimed = {(each.name, each.field) for pair in pairs for each in pair}
    single = [fact for fact in rest if (fact.name, fact.field) not in claimed]
    return Explained(
        tuple(_grouped(kept, lambda fact: (fact.name, fact.field))),
        pairs,
        tuple(_grouped(single, lambda fact: fact.key)),
    )


def _is_kept(comparison: Comparison, fact: Fact) -> bool:
    """Whether a fact is of a field whose class has one version in the release and in the code."""
    if fact.harm in _OF_CLASSES:
        return False
    recorded = comparison.recorded[fact.release].objects[fact.name]["version"]
    return bool(recorded == code_version(comparison, fact.name))


def _is_of(dead: Container[tuple[str, str]], fact: Fact) -> bool:
    """Whether a fact is the harm of a conversion that never acts."""
    return fact.harm.is_sent and (fact.name, fact.field) in dead


def _grouped(facts: Iterable[Fact], key: Any) -> Iterable[Group]:
    found: dict[Any, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return [Group(each[0].name, each[0].field, tuple(each)) for each in found.values()]


def _pairs(facts: list[Fact]) -> Iterable[tuple[Group, Group]]:
    """The field that is gone and the one that is there instead, of classes that have both."""
    for group in _grouped(facts, lambda fact: fact.name):
        gone = [fact for fact in group.facts if fact.harm is Harm.MISSING and fact.now is None]
        new = [fact for fact in group.facts if fact.harm in (Harm.LEAK, Harm.UNSET)]
        fields = {fact.field for fact in gone}
        names = {fact.field for fact in new}
        if len(fields) == 1 and names:
            field = next(iter(names)) if len(names) == 1 else nearest(next(iter(fields)), names)
            if field:
                yield (
                    Group(group.name, gone[0].field, tuple(gone)),
                    Group(group.name, field, tuple(f for f in new if f.field == field)),
                )


def code_version(comparison: Comparison, name: str) -> str:
    """Return the version of a class in the code; empty if the code does not have it."""
    facts = comparison.code[comparison.newest].objects.get(name)
    return "" if facts is None else str(facts["version"])


def numbers(version: str) -> str:
    """Return a version as the tuple that a conversion compares with, such as ``(1, 1)``."""
    named = Version.named(version)
    return f"({named.major}, {named.minor})"


def next_version(version: str) -> str:
    """Return the version that follows, such as ``1.1`` after ``1.0``."""
    named = Version.named(version)
    return f"{named.major}.{named.minor + 1}"


def below(version: str, act: str) -> str:
    """Return the line of a conversion that acts below a version."""
    return f"if convert_version_to_tuple(target_version) < {numbers(version)}: {act}"
