"""All rules: each finds its failing example, and no rule finds a passing one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compat.manifest import generate
from compat.nova import PROJECT as NOVA
from compat.rules import RULES, Comparison, Direction, Rule

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text()
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def found(comparison: Comparison) -> dict[str, int]:
    """How many findings each rule that finds something has."""
    counts = {rule.id: len([*rule.findings(comparison)]) for rule in RULES}
    return {rule: count for rule, count in counts.items() if count}


@EACH
def test_rule_when_run_on_its_failing_example_is_the_one_that_finds_it(rule: Rule) -> None:
    assert rule.id in found(rule.failing)
    if rule.id != "version-not-raised":
        assert found(rule.failing) == {rule.id: 1}


@EACH
def test_rule_when_run_on_its_passing_example_finds_nothing(rule: Rule) -> None:
    assert found(rule.passing) == {}


@EACH
def test_finding_when_made_names_its_rule_and_says_what_to_do(rule: Rule) -> None:
    finding = next(rule.findings(rule.failing))

    assert finding.rule == rule.id
    assert finding.severity is rule.severity
    assert finding.categories == rule.categories
    assert (finding.who != "") == (finding.direction is not Direction.NONE)
    assert finding.message
    assert finding.remedy
    assert re.fullmatch("[0-9a-f]{12}", finding.fingerprint)
    assert finding.fingerprint == next(rule.findings(rule.failing)).fingerprint


@EACH
def test_rule_when_it_exists_is_on_the_page_with_its_sentence(rule: Rule) -> None:
    assert f"| `{rule.id}` | {rule.title} |" in PAGE


def test_rules_when_listed_have_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)+", rule.id) for rule in RULES)


def test_rules_when_run_on_all_releases_of_nova_find_nothing() -> None:
    code = {release: generate(NOVA, release) for release in NOVA.releases}

    assert found(Comparison(code, code)) == {}
