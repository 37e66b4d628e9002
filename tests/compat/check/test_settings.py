"""Which rules are run, how grave each is, and what makes a check fail."""

from __future__ import annotations

from typing import Any

import pytest

from compat import ProjectError
from compat.check import CheckResult, Settings, check, settings_of
from compat.project import load
from compat.rules import Category, Severity
from tests.compat.shop_folder import SETTING, ShopFolder

FORGOTTEN = "    price: int\n    allergens: str | None = None\n"


def checked(shop: ShopFolder, settings: Settings | None = None) -> CheckResult:
    shop.forget()
    return check(load(None, shop.root), settings)


@pytest.fixture
def mistaken(shop: ShopFolder) -> ShopFolder:
    """The shop with a forgotten field, and a release that nobody recorded."""
    assert shop.run("record", "spring").exit_code == 0
    assert shop.run("record", "autumn").exit_code == 0
    shop.edit("objects.py", "    price: int\n", FORGOTTEN)
    return shop


def rules_of(result: CheckResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_settings_when_nothing_is_chosen_run_all_rules_and_fail_on_loss() -> None:
    assert settings_of({}) == Settings()
    assert Settings().categories == tuple(Category)
    assert Settings().fail_on is Severity.LOSES


def test_settings_when_a_table_is_full_are_what_it_says() -> None:
    table = {
        "categories": ["wire", "store"],
        "except": ["release-gone"],
        "severity": {"pin-changed": "warns"},
        "fail-on": "warns",
    }

    assert settings_of(table) == Settings(
        (Category.WIRE, Category.STORE),
        ("release-gone",),
        {"pin-changed": Severity.WARNS},
        Severity.WARNS,
    )


@pytest.mark.parametrize(
    ("table", "found", "remedy"),
    [
        ({"categorys": []}, "'categorys' in a key", "did you mean 'categories'?"),
        ({"categories": "wire"}, "categories = str 'wire'", "correct it"),
        ({"categories": ["wires"]}, "'wires' in categories", "correct it"),
        ({"except": ["release-gon"]}, "'release-gon' in except", "did you mean 'release-gone'?"),
        ({"except": [1]}, "int 1 in except", "correct it"),
        ({"severity": ["a"]}, "severity = list", "correct it"),
        ({"severity": {"x": "warns"}}, "'x' in severity", "correct it"),
        ({"severity": {"release-gone": "warn"}}, "'warn' in severity", "correct it"),
        ({"fail-on": "loss"}, "'loss' in fail-on", "correct it"),
    ],
)
def test_settings_when_they_are_wrong_are_refused_with_the_nearest_name(
    table: dict[str, Any], found: str, remedy: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        settings_of(table)

    assert found in caught.value.found
    assert remedy in caught.value.remedy


def test_check_when_a_category_is_chosen_runs_its_rules_only(mistaken: ShopFolder) -> None:
    everything = rules_of(checked(mistaken))
    policy = rules_of(checked(mistaken, Settings(categories=(Category.POLICY,))))

    assert "release-not-recorded" in policy < everything


def test_check_when_a_rule_is_excepted_does_not_run_it(mistaken: ShopFolder) -> None:
    found = rules_of(checked(mistaken, Settings(excepted=("release-not-recorded",))))

    assert found
    assert "release-not-recorded" not in found


def test_check_when_all_findings_only_warn_fails_if_asked_to(shop: ShopFolder) -> None:
    shop.set(f'{SETTING}[tool.pinrail.check.severity]\nrelease-not-recorded = "warns"\n')

    result = checked(shop)

    assert {finding.severity for finding in result.findings} == {Severity.WARNS}
    assert (result.failing, result.exit_status) == ((), 0)
    shop.set(
        f'{SETTING}[tool.pinrail.check]\nfail-on = "warns"\n'
        'severity = {release-not-recorded = "warns"}\n'
    )
    strict = checked(shop)
    assert (strict.failing, strict.exit_status) == (strict.findings, 1)


def test_check_when_a_release_is_outside_the_window_does_not_judge_it(shop: ShopFolder) -> None:
    assert shop.run("record").exit_code == 0
    shop.edit("upgrade.py", "window=2", "window=1")
    shop.edit("objects.py", "    price: int\n", FORGOTTEN)

    result = checked(shop)

    assert (result.judged, result.outside) == (("summer", "autumn"), ("spring",))
    assert {release for each in result.findings for release in each.releases} == {
        "summer",
        "autumn",
    }
    assert "not judged, as they are outside the window: spring\n" in shop.run("check").output
