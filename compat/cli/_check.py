"""``pinrail check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compat.cli._options import folder_option, format_option, project_option
from compat.cli._output import write, write_json
from compat.cli._project import loaded

if TYPE_CHECKING:
    from compat.rules import Finding


@click.command()
@project_option
@folder_option
@format_option("json", "github")
def check(project: str | None, folder: Path | None, format_: str) -> None:
    """Find what was forgotten since releases were recorded.

    The recorded releases are compared with the code.

    Exit status 0 if nothing is found but warnings, 1 if something is, 2 if it cannot be told.
    """
    from compat.check import check as find

    of = loaded(project, folder)
    result = find(of)
    found = result.findings
    if format_ == "json":
        facts = {"project": of.project.name, "findings": [each.as_dict() for each in found]}
        write_json(facts)
    else:
        for each in found:
            write(_text(each) if format_ == "text" else _annotation(each))
        if result.outside:
            write(f"not judged, as they are outside the window: {', '.join(result.outside)}")
        write(f"{of.project.name}: {_count(len(found))} in {', '.join(result.judged)}")
    raise click.exceptions.Exit(result.exit_status)


def _count(number: int) -> str:
    return "no finding" if number == 0 else f"{number} finding{'s' if number > 1 else ''}"


def _text(finding: Finding) -> str:
    """A finding on a few lines: where, what, since when, and what to do."""
    where = f"{finding.location}: " if finding.location else ""
    return f"{where}{finding.severity}: {finding.rule}: {_body(finding)}"


def _annotation(finding: Finding) -> str:
    """A finding as a workflow command of GitHub Actions, on one line."""
    file, _, line = finding.location.rpartition(":")
    where = f"file={_escaped(file, ',:')},line={line}," if file else ""
    level = "warning" if finding.severity == "warns" else "error"
    return f"::{level} {where}title={finding.rule}::{_escaped(_body(finding))}"


def _escaped(text: str, more: str = "") -> str:
    """A text with what has a meaning in a workflow command as its number."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _body(finding: Finding) -> str:
    lines = [finding.message]
    if finding.releases and finding.noun != "release":
        lines.append(f"    recorded in: {', '.join(finding.releases)}")
    if finding.who:
        lines.append(f"    {finding.who}")
    lines.append(f"    remedy: {finding.remedy}")
    if finding.line:
        lines.append(f"        {finding.line}")
    return "\n".join(lines)
