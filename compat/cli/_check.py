"""``pinrail check``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from compat.check import check as find
from compat.cli._console import Format, fail
from compat.cli._project import FolderOption, ProjectOption, loaded
from compat.errors import ManifestError
from compat.rules import Finding


def check(
    project: ProjectOption = None,
    folder: FolderOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
) -> None:
    """Compare the recorded releases with the code, and say what was forgotten.

    Exit status 0 if nothing is found, 1 if something is, 2 if it cannot be told.
    """
    of = loaded(project, folder)
    try:
        found = find(of)
    except ManifestError as error:
        fail(str(error))
    if format_ is Format.JSON:
        facts = {"project": of.project.name, "findings": [each.as_dict() for each in found]}
        typer.echo(json.dumps(facts, indent=2))
    else:
        for each in found:
            typer.echo(_text(each))
        count = f"{len(found)} finding{'' if len(found) == 1 else 's'}" if found else "no finding"
        typer.echo(f"{of.project.name}: {count} in {', '.join(of.project.releases)}")
    raise typer.Exit(1 if found else 0)


def _text(finding: Finding) -> str:
    """A finding on a few lines: where, what, since when, and what to do."""
    where = f"{finding.location}: " if finding.location else ""
    lines = [f"{where}{finding.rule}: {finding.message}"]
    if finding.noun != "release":
        lines.append(f"    recorded in: {', '.join(finding.releases)}")
    lines.append(f"    remedy: {finding.remedy}")
    if finding.line:
        lines.append(f"        {finding.line}")
    return "\n".join(lines)
