"""Findings as one JSON object, and its schema."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from compat.check import CheckResult
from compat.rules import Category, Direction, Severity, UpgradeFirst


class PairFacts(msgspec.Struct, forbid_unknown_fields=True):
    """Two releases of which one does harm to the other."""

    sender: str
    receiver: str


class FindingFacts(msgspec.Struct, forbid_unknown_fields=True):
    """One finding."""

    rule: str
    severity: Severity
    categories: list[Category]
    direction: Direction
    noun: str
    name: str
    path: str
    releases: list[str]
    pairs: list[PairFacts]
    message: str
    remedy: str
    line: str
    above: str
    imports: list[str]
    was: Any
    now: Any
    location: str
    upgrade_first: UpgradeFirst
    who: str
    fingerprint: str


class ResultFacts(msgspec.Struct, forbid_unknown_fields=True):
    """The result of a check."""

    project: str
    releases: list[str]
    outside: list[str]
    failing: int
    findings: list[FindingFacts]
    accepted: list[FindingFacts]


def render(project: str, result: CheckResult) -> str:
    """Return the result as JSON."""
    facts = {
        "project": project,
        "releases": result.judged,
        "outside": result.outside,
        "failing": len(result.failing),
        "findings": [finding.as_dict() for finding in result.findings],
        "accepted": [finding.as_dict() for finding in result.accepted],
    }
    return json.dumps(facts, indent=2)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the result."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | msgspec.json.schema(ResultFacts)
