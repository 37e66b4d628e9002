"""Findings as a comment on a pull request."""

from __future__ import annotations

from compat.check import CheckResult
from compat.report._markdown import code, fence, plain
from compat.report.findings._text import count
from compat.rules import Finding


def render(project: str, result: CheckResult) -> str:
    """Return the comment."""
    accepted = f", {len(result.accepted)} accepted" if result.accepted else ""
    lines = [
        f"### {plain(project)}: {count(result)}{accepted}",
        "",
        f"Releases that are supported: {plain(', '.join(result.judged))}.",
    ]
    for finding in result.findings:
        lines += ["", *_item(finding)]
    return "\n".join(lines)


def _item(finding: Finding) -> list[str]:
    where = f" at {code(finding.location)}" if finding.location else ""
    lines = [
        f"- **{finding.severity}** {code(finding.rule)}{where}: {plain(finding.message)}",
        f"  - {code(finding.path)}, fingerprint {code(finding.fingerprint)}",
    ]
    if finding.who:
        lines.append(f"  - {plain(finding.who)}")
    lines.append(f"  - To do: {plain(finding.remedy)}")
    if finding.line:
        marks = fence(finding.line)
        language = "python" if "(" in finding.line else "text"
        block = [f"{marks}{language}", *finding.line.splitlines(), marks]
        lines += ["", *(f"    {line}" for line in block)]
    return lines
