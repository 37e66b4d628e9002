"""All rules: each finds its failing example, and no rule finds a passing one."""

from __future__ import annotations

import re

import pytest

from compat.rules import RULES, Comparison, Direction, Rule
from compat.rules._content_rule import HARMLESS
from compat.rules._page import page
from tools.rules_page import PAGE

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


def test_page_when_made_anew_is_the_one_of_the_documentation() -> None:
    assert PAGE.read_text() == page(RULES), "run: python -m tools.rules_page"


@EACH
def test_fact_when_it_is_of_content_is_claimed_by_one_rule(rule: Rule) -> None:
    others = [pick for other in RULES if other is not rule for pick in other.picks]

    assert not {*rule.picks}.intersection(others)
    assert not {(pick.part, pick.noun, pick.how) for pick in rule.picks} & HARMLESS.keys()


def test_rules_when_listed_have_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)+", rule.id) for rule in RULES)
