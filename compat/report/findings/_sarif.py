"""Findings as SARIF 2.1.0. Accepted findings are left out: readers show them as alerts."""

from __future__ import annotations

import json
from typing import Any, Final

from compat.check import CheckResult
from compat.report.findings._text import body
from compat.rules import Finding, Rule, Severity

_LEVEL: Final = {Severity.BREAKS: "error", Severity.LOSES: "error", Severity.WARNS: "warning"}


def render(project: str, result: CheckResult) -> str:
    """Return the whole JSON."""
    places = {rule.id: place for place, rule in enumerate(result.rules)}
    driver = {"name": "pinrail", "rules": [*map(_rule, result.rules)]}
    run = {
        "tool": {"driver": driver},
        "properties": {"project": project, "releases": result.judged},
        "results": [_result(each, places[each.rule]) for each in result.findings],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.purpose},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"name": finding.name, "fullyQualifiedName": finding.path}]
    }
    file, _, line = finding.location.rpartition(":")
    if file:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": file},
            "region": {"startLine": int(line)},
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": {"text": body(finding)},
        "locations": [location],
        "partialFingerprints": {"pinrail/v1": finding.fingerprint},
    }
