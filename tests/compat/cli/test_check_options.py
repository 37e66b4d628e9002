"""The options of ``pinrail check``: formats, categories, severities and accepted findings."""

from __future__ import annotations

import json

import pytest

from compat.report.findings import FORMATS, schema
from tests.compat.cli.command import invoke
from tests.compat.shop_folder import ShopFolder


@pytest.fixture
def forgotten(shop: ShopFolder) -> ShopFolder:
    """The shop, recorded, with a field that has no history and a version that nobody speaks."""
    assert shop.run("record").exit_code == 0
    shop.edit("objects.py", "    price: int\n", "    price: int\n    hot: bool = False\n")
    last = 'vo.added("note", default=None)),\n'
    shop.edit("objects.py", last, f'{last}        vo.version("1.3", "Nothing."),\n')
    return shop


def rules(shop: ShopFolder, *options: str) -> set[str]:
    facts = json.loads(shop.run("check", "--format", "json", *options).output)
    return {each["rule"] for each in facts["findings"]}


@pytest.mark.parametrize("name", FORMATS)
def test_check_when_a_format_is_chosen_prints_it(forgotten: ShopFolder, name: str) -> None:
    found = forgotten.run("check", "--format", name)

    assert found.exit_code == 1
    assert "field-added" in found.output
    if name in ("json", "sarif"):
        json.loads(found.output)
    if name == "junit":
        assert found.output.startswith("<?xml")


def test_check_when_the_schema_is_asked_for_needs_no_project() -> None:
    found = invoke("check", "--schema")

    assert (found.exit_code, json.loads(found.output)) == (0, schema())


def test_check_when_a_category_is_chosen_runs_its_rules_only(forgotten: ShopFolder) -> None:
    whole = rules(forgotten)

    assert "field-added" in rules(forgotten, "--category", "wire")
    assert "field-added" not in rules(forgotten, "--category", "policy")
    assert rules(forgotten, "--category", "wire", "--category", "source") <= whole


def test_check_when_a_severity_is_chosen_fails_on_it(forgotten: ShopFolder) -> None:
    forgotten.edit("objects.py", "    hot: bool = False\n", "")
    assert rules(forgotten) == {"version-not-released"}

    assert forgotten.run("check").exit_code == 0
    assert forgotten.run("check", "--fail-on", "warns").exit_code == 1


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("--category", "wires"), "did you mean 'wire'?"),
        (("--fail-on", "warn"), "did you mean 'warns'?"),
        (("--reason", "x"), "expected --accept FINGERPRINT"),
        (("--until", "autumn"), "expected --accept FINGERPRINT"),
        (("--accept", "0" * 12), "expected --reason TEXT"),
        (("--accept", "0" * 12, "--reason", " "), "found ' '"),
        (("--accept", "0" * 12, "--reason", "x"), "take the fingerprint from the findings"),
    ],
)
def test_check_when_an_option_cannot_be_meant_exits_2(
    forgotten: ShopFolder, options: tuple[str, ...], text: str
) -> None:
    found = forgotten.run("check", *options)

    assert found.exit_code == 2
    assert text in found.stderr


def test_check_when_a_finding_is_accepted_finds_it_no_more(forgotten: ShopFolder) -> None:
    facts = json.loads(forgotten.run("check", "--format", "json").output)
    (added,) = (each for each in facts["findings"] if each["rule"] == "field-added")

    done = forgotten.run("check", "--accept", added["fingerprint"], "--reason", "Nobody sends it.")

    assert done.output == f"accepted {added['fingerprint']} in shop/manifests/accepted.toml\n"
    assert "field-added" not in rules(forgotten)
    assert "1 accepted" in forgotten.run("check").output


def test_check_when_a_module_is_broken_annotates_its_line(shop: ShopFolder) -> None:
    shop.edit("objects.py", "import enum\n", "import enum\n\n1 / 0\n")

    found = shop.run("check", "--format", "github")

    assert found.exit_code == 2
    assert found.output.startswith("::error file=shop/objects.py,line=7,title=ProjectError::")


def test_check_when_there_is_no_project_annotates_without_a_file(shop: ShopFolder) -> None:
    shop.set("")

    found = shop.run("check", "--format=github")

    assert found.output.startswith("::error title=ProjectError::")
