"""``pinrail check``."""

from __future__ import annotations

import enum
import json
from typing import Annotated

import typer

from compat.check import check as find
from compat.cli._console import fail
from compat.cli._project import FolderOption, ProjectOption, loaded
from compat.errors import ManifestError, ProjectError
from compat.rules import Finding, Severity


class Format(enum.StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    """Annotations of GitHub Actions, which it shows beside the code."""


def check(
    project: ProjectOption = None,
    folder: FolderOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
) -> None:
    """Compare the recorded releases with the code, and say what was forgotten.

    Exit status 0 if nothing is found but warnings, 1 if something is, 2 if it cannot be told.
    """
    of = loaded(project, folder)
    try:
        result = find(of)
    except (ManifestError, ProjectError) as error:
        fail(str(error))
    found = result.findings
    if format_ is Format.JSON:
        facts = {"project": of.project.name, "findings": [each.as_dict() for each in found]}
        typer.echo(json.dumps(facts, indent=2))
    else:
        for each in found:
            typer.echo(_text(each) if format_ is Format.TEXT else _annotation(each))
        if result.outside:
            typer.echo(f"not judged, as they are outside the window: {', '.join(result.outside)}")
        typer.echo(f"{of.project.name}: {_count(len(found))} in {', '.join(result.judged)}")
    raise typer.Exit(result.exit_status)


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
    level = "warning" if finding.severity is Severity.WARNS else "error"
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
