"""Findings as annotations of GitHub Actions, which shows them beside the code."""

from __future__ import annotations

from compat.check import CheckResult
from compat.report._annotation import annotation
from compat.report.findings._text import body, summary
from compat.rules import Finding, Severity


def render(project: str, result: CheckResult) -> str:
    """Return a line for each finding, and the summary."""
    return "\n".join([*map(_annotation, result.findings), *summary(project, result)])


def _annotation(finding: Finding) -> str:
    level = "warning" if finding.severity is Severity.WARNS else "error"
    return annotation(level, finding.location, finding.rule, body(finding))
