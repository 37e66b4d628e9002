"""What must not happen between the recorded releases of a project and its code."""

from __future__ import annotations

from typing import Final

from compat.rules import (
    _interface_changed,
    _object_changed,
    _release_changed,
    _release_gone,
    _release_not_recorded,
    _version_not_raised,
    _version_not_released,
)
from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._finding import Category, Direction, Finding, Pair, Severity, UpgradeFirst
from compat.rules._rule import Match, Rule

__all__ = [
    "PARTS",
    "RULES",
    "Category",
    "Comparison",
    "Direction",
    "Finding",
    "Match",
    "Pair",
    "Part",
    "Rule",
    "Severity",
    "UpgradeFirst",
]

RULES: Final[tuple[Rule, ...]] = (
    _object_changed.RULE,
    _interface_changed.RULE,
    _version_not_raised.RULE,
    _version_not_released.RULE,
    _release_changed.RULE,
    _release_gone.RULE,
    _release_not_recorded.RULE,
)
"""All rules, in the order in which they report."""
