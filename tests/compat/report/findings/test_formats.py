"""The formats of findings: what each must have for who reads it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from xml.etree import ElementTree as Xml

import msgspec
import pytest

from compat.check import CheckResult, Settings
from compat.report.findings import FORMATS, schema
from compat.report.findings._json import ResultFacts
from compat.rules import OSLO_RULES, RULES, Finding, Rule, Severity

EVIL = "[red]@all\x1b[31m <b>`x`</b> | % \udc80\nnext"


def every_finding(rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """One finding of each rule, from its failing example."""
    return tuple(next(rule.findings(rule.failing)) for rule in rules)


def result(*findings: Finding, **changes: Any) -> CheckResult:
    plain = CheckResult(findings, (), ("spring", "summer", "autumn"), (), Settings(), RULES)
    return dataclasses.replace(plain, **changes)


def one(**changes: Any) -> Finding:
    return dataclasses.replace(every_finding()[0], **changes)


def cases(text: str) -> dict[tuple[str, str], Xml.Element]:
    return {
        (each.attrib["classname"], each.attrib["name"]): each
        for each in Xml.fromstring(text).iter("testcase")
    }


@pytest.mark.parametrize("rules", [RULES, OSLO_RULES], ids=["native", "oslo"])
@pytest.mark.parametrize("name", FORMATS)
def test_format_when_every_rule_finds_something_names_every_rule(
    name: str, rules: tuple[Rule, ...]
) -> None:
    found = every_finding(rules)

    text = FORMATS[name]("shop", result(*found, rules=rules))

    assert all(finding.rule in text for finding in found)


@pytest.mark.parametrize("name", FORMATS)
def test_format_when_nothing_is_found_names_project_and_releases(name: str) -> None:
    text = FORMATS[name]("shop", result())

    assert "shop" in text
    assert all(release in text for release in ("spring", "summer", "autumn"))


@pytest.mark.parametrize("name", FORMATS)
def test_format_when_a_text_has_markup_and_control_characters_can_be_read(name: str) -> None:
    text = FORMATS[name]("shop", result(one(message=EVIL, remedy=EVIL, line=EVIL)))

    if name == "junit":
        assert len(cases(text)) >= len(RULES)
    elif name in ("json", "sarif"):
        assert "\\u001b[31m" in text
    elif name == "markdown":
        assert r"\[red\]&#64;all" in text
        assert r"\<b\>\`x\`" in text
    elif name == "github":
        assert "%0Anext" in text
    else:
        assert "[red]@all" in text


def test_json_when_read_by_its_schema_is_valid() -> None:
    text = FORMATS["json"]("shop", result(*every_finding(), accepted=(one(),), outside=("may",)))

    facts = msgspec.json.decode(text, type=ResultFacts, strict=True)

    assert (facts.project, facts.outside, len(facts.accepted)) == ("shop", ["may"], 1)
    assert [each.rule for each in facts.findings] == [rule.id for rule in RULES]
    assert facts.failing == sum(rule.severity is not Severity.WARNS for rule in RULES)


def test_schema_when_printed_describes_every_key() -> None:
    described = schema()
    finding = described["$defs"]["FindingFacts"]

    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {*finding["properties"]} == {*one().as_dict()}
    assert finding["additionalProperties"] is False


def test_github_when_a_file_has_signs_of_the_form_escapes_them() -> None:
    text = FORMATS["github"]("shop", result(one(location="a,b:c%.py:7")))

    assert text.startswith(f"::error file=a%2Cb%3Ac%25.py,line=7,title={one().rule}::")


def test_github_when_a_finding_warns_is_a_warning() -> None:
    text = FORMATS["github"]("shop", result(one(severity=Severity.WARNS, location="")))

    assert text.startswith(f"::warning title={one().rule}::")


def test_junit_when_read_has_a_case_for_each_rule_and_pair_of_releases() -> None:
    found = cases(FORMATS["junit"]("shop", result()))

    assert found.keys() == {
        (f"shop.{rule.id}", f"{release} and autumn")
        for rule in RULES
        for release in ("spring", "summer", "autumn")
    }
    assert not any(len(case) for case in found.values())


def test_junit_when_rules_are_left_out_has_no_cases_of_them() -> None:
    found = cases(FORMATS["junit"]("shop", result(rules=RULES[1:])))

    assert f"shop.{RULES[0].id}" not in {rule for rule, _ in found}
    assert len(found) == 3 * (len(RULES) - 1)


def test_junit_when_something_is_found_fails_the_cases_of_its_releases() -> None:
    pair = type(every_finding()[0].pairs[0])
    finding = one(pairs=(pair("autumn", "spring"), pair("spring", "autumn")), location="a.py:3")
    warning = one(rule="release-gone", severity=Severity.WARNS, pairs=(), releases=("summer",))
    nowhere = one(rule="release-gone", pairs=(), releases=(), name="may")

    text = FORMATS["junit"]("shop", result(finding, warning, nowhere))
    found = cases(text)

    assert Xml.fromstring(text)[0].attrib["failures"] == "2"
    failure = found[f"shop.{finding.rule}", "spring and autumn"].find("failure")
    assert failure is not None
    assert failure.attrib["message"] == finding.message
    assert str(failure.text).startswith("a.py:3: breaks: ")
    warned = found["shop.release-gone", "summer and autumn"]
    assert [part.tag for part in warned] == ["system-out"]
    assert found["shop.release-gone", "may"].find("failure") is not None


def test_sarif_when_read_has_rules_places_and_fingerprints() -> None:
    findings = (one(location="shop/a.py:3"), one(location="", severity=Severity.WARNS))
    log = json.loads(FORMATS["sarif"]("shop", result(*findings, accepted=every_finding())))
    run = log["runs"][0]
    placed, nowhere = run["results"]

    assert (log["version"], len(run["tool"]["driver"]["rules"])) == ("2.1.0", len(RULES))
    assert run["tool"]["driver"]["rules"][placed["ruleIndex"]]["id"] == placed["ruleId"]
    assert placed["partialFingerprints"] == {"pinrail/v1": findings[0].fingerprint}
    assert placed["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "shop/a.py"},
        "region": {"startLine": 3},
    }
    assert placed["locations"][0]["logicalLocations"] == [
        {"name": findings[0].name, "fullyQualifiedName": findings[0].path}
    ]
    assert "physicalLocation" not in nowhere["locations"][0]
    assert (placed["level"], nowhere["level"]) == ("error", "warning")


def test_markdown_when_a_line_is_to_be_written_has_it_in_a_block() -> None:
    line = 'vo.version("1.2", "```", vo.added("x")),'

    text = FORMATS["markdown"]("shop", result(one(line=line, location="a.py:3")))

    assert f"    ````python\n    {line}\n    ````" in text
    assert "at `a.py:3`" in text


def test_markdown_when_a_command_is_to_be_run_has_it_as_text() -> None:
    text = FORMATS["markdown"]("shop", result(one(line="pinrail record spring", pairs=())))

    assert "    ```text\n    pinrail record spring\n    ```" in text
    assert "messages of" not in text


def test_summary_when_findings_are_accepted_counts_them() -> None:
    some = result(one(), accepted=(one(),), outside=("may",))

    assert FORMATS["text"]("shop", some).splitlines()[-2:] == [
        "not judged, as they are outside the window: may",
        "shop: 1 finding, 1 accepted in spring, summer, autumn",
    ]
    assert "shop: 1 finding, 1 accepted" in FORMATS["markdown"]("shop", some)
