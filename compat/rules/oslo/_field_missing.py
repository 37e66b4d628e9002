"""A field that an older release reads is not sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compat.foreign import Harm
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._examples import NOTHING, probed
from compat.rules.oslo._groups import Group, below, code_version, explain


def _judge(comparison: Comparison) -> Iterator[Match]:
    for group in explain(comparison).of(Harm.MISSING):
        version = code_version(comparison, group.name)
        yield group.match(
            f"{group.name}.{group.field} is not sent, and the {group.name} of older releases has "
            "it: they find it unset",
            f"keep the field until no release reads it, or write it in obj_make_compatible() of "
            f"{group.name}",
            below(version, f'primitive["{group.field}"] = ...'),
            severity=_severity(comparison, group),
        )


def _severity(comparison: Comparison, group: Group) -> Severity:
    """Whether reading the field raises in a release, or gives a default."""
    fields = [
        comparison.recorded[release].objects[group.name]["fields"][group.field]
        for release in group.releases
    ]
    return Severity.LOSES if all("loads" in each for each in fields) else Severity.BREAKS


RULE: Final = Rule(
    "oslo-field-missing",
    "A field that an older release reads is not sent to it.",
    "An older service finds the field unset.",
    (Category.WIRE, Category.STORE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=probed(Harm.MISSING, field="name", was="String"),
)
