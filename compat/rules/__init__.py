"""What must not happen between the recorded releases of a project and its code."""

from __future__ import annotations

from typing import Final

from compat.rules import _history, _interfaces, _objects, _releases, oslo
from compat.rules._comparison import PARTS, Comparison, Part
from compat.rules._exceptions import Accepted
from compat.rules._finding import Category, Direction, Finding, Pair, Severity, UpgradeFirst
from compat.rules._releases import _exception_stale, _release_gone, _release_not_recorded
from compat.rules._rule import Match, Rule

__all__ = [
    "OSLO_RULES",
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
"""All rules on projects that declare their objects with Pinrail, in the order of the reports."""
OSLO_RULES: Final[tuple[Rule, ...]] = (
    *oslo.RULES,
    _exception_stale.RULE,
    _release_gone.RULE,
    _release_not_recorded.RULE,
)
"""All rules on projects whose classes are of oslo."""
