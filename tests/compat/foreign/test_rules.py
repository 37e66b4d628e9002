"""All rules on code of oslo: each finds its failing example, and none finds a passing one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compat.rules import OSLO_RULES, RULES, Comparison, Direction, Rule
from compat.rules.oslo import RULES as OWN

PAGE = (Path(__file__).parents[3] / "docs" / "oslo.md").read_text()
EACH = pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)


def found(comparison: Comparison) -> dict[str, int]:
    counts = {rule.id: len([*rule.findings(comparison)]) for rule in OSLO_RULES}
    return {rule: count for rule, count in counts.items() if count}


@EACH
def test_rule_when_run_on_its_failing_example_is_the_one_that_finds_it(rule: Rule) -> None:
    assert found(rule.failing) == {rule.id: 1}


@EACH
def test_rule_when_run_on_its_passing_example_finds_nothing(rule: Rule) -> None:
    assert found(rule.passing) == {}


@EACH
def test_rule_when_a_project_is_not_of_oslo_finds_nothing(rule: Rule) -> None:
    recorded = {"spring": rule.failing.recorded["spring"]}

    assert [*rule.findings(Comparison(recorded, rule.failing.code))] == []


@EACH
def test_finding_when_made_says_who_breaks_whom_and_what_to_do(rule: Rule) -> None:
    finding = next(rule.findings(rule.failing))

    assert (finding.who != "") == (finding.direction is not Direction.NONE)
    assert finding.message
    assert finding.remedy
    assert re.fullmatch("[0-9a-f]{12}", finding.fingerprint)


@EACH
def test_rule_when_it_exists_is_on_the_page_with_its_sentence(rule: Rule) -> None:
    assert f"| `{rule.id}` | {rule.title} |" in PAGE


def test_rules_when_listed_have_ids_that_no_other_rule_has() -> None:
    others = [rule.id for rule in (*RULES, *OSLO_RULES) if rule not in OWN]
    ids = [*(rule.id for rule in OWN), *dict.fromkeys(others)]

    assert len({*ids}) == len(ids)
