"""Findings as test cases of JUnit: one for each rule and pair of releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as Xml

from compat.check import CheckResult
from compat.report._text import visible
from compat.report.findings._text import body
from compat.rules import Finding

Case = tuple[str, str]
"""A rule, and the two releases."""


def render(project: str, result: CheckResult) -> str:
    """Return the whole XML."""
    found: dict[Case, list[Finding]] = {case: [] for case in _all_cases(result)}
    for finding in result.findings:
        for place in _places(finding, result):
            found.setdefault((finding.rule, place), []).append(finding)
    fails = result.settings.fails
    failures = sum(any(map(fails, each)) for each in found.values())
    suite = Xml.Element(
        "testsuite", name=project, tests=str(len(found)), failures=str(failures), errors="0"
    )
    for (rule, place), findings in found.items():
        suite.append(_case(f"{project}.{rule}", place, findings, fails))
    root = Xml.Element("testsuites")
    root.append(suite)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True)


def _all_cases(result: CheckResult) -> Iterator[Case]:
    *older, newest = result.judged
    for rule in result.rules:
        for release in [*older, newest]:
            yield rule.id, _place(release, newest)


def _places(finding: Finding, result: CheckResult) -> list[str]:
    """Return the pairs of releases that a finding is about; its name if it is about none."""
    newest = result.judged[-1]
    pairs = finding.pairs or [(release, newest) for release in finding.releases]
    age = {release: place for place, release in enumerate(result.judged)}
    ordered = [sorted(pair, key=lambda each: age.get(each, -1)) for pair in pairs]
    return [*dict.fromkeys(_place(*pair) for pair in ordered)] or [finding.name]


def _place(older: str, newer: str) -> str:
    return f"{older} and {newer}"


def _case(
    rule: str, place: str, findings: list[Finding], fails: Callable[[Finding], bool]
) -> Xml.Element:
    case = Xml.Element("testcase", classname=rule, name=visible(place))
    bad = [each for each in findings if fails(each)]
    if bad:
        failure = Xml.SubElement(case, "failure", message=visible(bad[0].message))
        failure.text = visible("\n".join(map(_text, bad)))
    warnings = [each for each in findings if not fails(each)]
    if warnings:
        Xml.SubElement(case, "system-out").text = visible("\n".join(map(_text, warnings)))
    return case


def _text(finding: Finding) -> str:
    where = f"{finding.location}: " if finding.location else ""
    return f"{where}{finding.severity}: {body(finding)}"
