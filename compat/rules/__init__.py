"""What must not happen between the recorded releases of a project and its code."""

from __future__ import annotations

from typing import Final

from compat.rules import _history, _interfaces, _objects, _releases
from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._exceptions import Accepted
from compat.rules._finding import Category, Direction, Finding, Pair, Severity, UpgradeFirst
from compat.rules._rule import Match, Rule

__all__ = [
    "PARTS",
    "RULES",
    "Accepted",
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
    *_objects.RULES,
    *_interfaces.RULES,
    *_history.RULES,
    *_releases.RULES,
)
"""All rules, in the order in which they report."""
