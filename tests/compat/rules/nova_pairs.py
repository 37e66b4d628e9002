"""What each rule finds between two releases of Nova, counted."""

from __future__ import annotations

import collections
import json
from pathlib import Path
from typing import Final

from compat.manifest import Manifest
from compat.rules import RULES, Comparison

FILE: Final = Path(__file__).parent / "nova_pairs.json"
"""By rule, by older and newer release, how many findings it has; pairs without one are left out."""
Counts = dict[str, dict[str, int]]


def counts(older: Manifest, newer: Manifest) -> collections.Counter[str]:
    """How many findings each rule has while services of two releases run beside each other."""
    code = {older.release: older, newer.release: newer}
    comparison = Comparison(code, code)
    return collections.Counter(
        finding.rule for rule in RULES for finding in rule.findings(comparison)
    )


def kept() -> Counts:
    """The counts that are kept."""
    found: Counts = json.loads(FILE.read_text())
    return found
