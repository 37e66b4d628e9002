"""``pinrail explain``."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from compat.cli._console import console, fail
from compat.cli._project import ProjectOption, loaded
from compat.project import Project
from vobjects import AbsentClassError, DeclarationError, View, explain


def show_explanation(
    name: Annotated[str, typer.Argument(help="A class of the project.")],
    source: Annotated[str, typer.Argument(help="The version that an object has, or a release.")],
    target: Annotated[str, typer.Argument(help="The one that it is to have, or a release.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what happens to each field between two versions of a class, and why."""
    of = loaded(project).project
    try:
        found = explain(of.registry, name, *(_side(of, name, text) for text in (source, target)))
    except AbsentClassError as error:
        classes = ", ".join(sorted(of.registry.head))
        known = "" if error.when or error.nearest else f"; there are {classes}"
        fail(f"{error}{known}")
    except DeclarationError as error:
        fail(str(error))
    if as_json:
        rows = [
            {"field": f.field, "type": f.type, "fate": f.fate, "why": f.why} for f in found.fields
        ]
        typer.echo(
            json.dumps(
                {"class": name, "from": found.source, "to": found.target, "fields": rows}, indent=2
            )
        )
        return
    table = Table(title=f"{name} {found.source} to {found.target}", show_lines=True)
    for column in ("field", "type", "what happens", "since", "why"):
        table.add_column(column, overflow="fold")
    for fate in found.fields:
        table.add_row(*map(escape, (fate.field, fate.type, fate.fate, fate.entry, fate.why)))
    console.print(table)


def _side(project: Project, name: str, text: str) -> str | View:
    """A version as it is written, or a release, whose objects inside have versions of their own."""
    if text not in project.releases or name not in project.registry.head:
        return text
    return project.pin(text).view
