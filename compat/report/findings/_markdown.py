"""Findings as a comment on a pull request."""

from __future__ import annotations

import re

from compat.check import CheckResult
from compat.report.findings._text import count
from compat.rules import Finding


def render(project: str, result: CheckResult) -> str:
    """Return the comment."""
    accepted = f", {len(result.accepted)} accepted" if result.accepted else ""
    lines = [
        f"### {_plain(project)}: {count(result)}{accepted}",
        "",
        f"Releases that are supported: {_plain(', '.join(result.judged))}.",
    ]
    for finding in result.findings:
        lines += ["", *_item(finding)]
    return "\n".join(lines)


def _item(finding: Finding) -> list[str]:
    where = f" at {_code(finding.location)}" if finding.location else ""
    lines = [
        f"- **{finding.severity}** {_code(finding.rule)}{where}: {_plain(finding.message)}",
        f"  - {_code(finding.path)}, fingerprint {_code(finding.fingerprint)}",
    ]
    if finding.who:
        lines.append(f"  - {_plain(finding.who)}")
    lines.append(f"  - To do: {_plain(finding.remedy)}")
    if finding.line:
        fence = _fence(finding.line)
        language = "python" if "(" in finding.line else "text"
        block = [f"{fence}{language}", *finding.line.splitlines(), fence]
        lines += ["", *(f"    {line}" for line in block)]
    return lines


def _plain(text: str) -> str:
    """Return a text in which nothing is markup, a link or a mention."""
    escaped = re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", text)
    return escaped.replace("@", "&#64;").replace("\n", " ")


def _code(text: str) -> str:
    ticks = _fence(text, 1)
    pad = " " if "`" in text else ""
    line = text.replace("\n", " ")
    return f"{ticks}{pad}{line}{pad}{ticks}"


def _fence(text: str, least: int = 3) -> str:
    """Return more backticks than a text has in a row."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)
