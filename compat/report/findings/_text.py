"""Findings on a terminal: a few lines each, and a last one with their number."""

from __future__ import annotations

from compat.check import CheckResult
from compat.rules import Finding


def render(project: str, result: CheckResult) -> str:
    """Return all findings as lines."""
    return "\n".join([*map(_lines, result.findings), *summary(project, result)])


def summary(project: str, result: CheckResult) -> list[str]:
    """Return how many findings there are, in which releases, and what was left out."""
    lines = []
    if result.outside:
        lines.append(f"not judged, as they are outside the window: {', '.join(result.outside)}")
    accepted = f", {len(result.accepted)} accepted" if result.accepted else ""
    lines.append(f"{project}: {count(result)}{accepted} in {', '.join(result.judged)}")
    return lines


def count(result: CheckResult) -> str:
    """Return the number of findings in words."""
    number = len(result.findings)
    return "no finding" if number == 0 else f"{number} finding{'s' if number > 1 else ''}"


def body(finding: Finding) -> str:
    """Return what was found, since when, who breaks whom, and what to write."""
    lines = [finding.message]
    if finding.releases and finding.noun != "release":
        lines.append(f"    recorded in: {', '.join(finding.releases)}")
    if finding.who:
        lines.append(f"    {finding.who}")
    lines.append(f"    remedy: {finding.remedy}")
    if finding.line:
        lines.append(f"        {finding.line}")
    if finding.above:
        above = (f"        {line}" for line in finding.above.splitlines())
        lines += ["    above the class:", *above]
    lines += [f"    at the top of the module: {line}" for line in finding.imports]
    return "\n".join(lines)


def _lines(finding: Finding) -> str:
    where = f"{finding.location}: " if finding.location else ""
    return f"{where}{finding.severity}: {finding.rule}: {body(finding)}"
