"""``pinrail explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compat.cli._failure import unknown
from compat.cli._options import classes, json_option, project_option, releases
from compat.cli._output import write, write_json
from compat.cli._project import loaded

if TYPE_CHECKING:
    from compat.project import Project
    from vobjects import Explanation, View

_UNCHANGED = "the same"


@click.command()
@click.argument("name", metavar="CLASS", shell_complete=classes)
@click.argument("source", metavar="FROM", shell_complete=releases)
@click.argument("target", metavar="TO", shell_complete=releases)
@project_option
@click.option("--all", "whole", is_flag=True, help="Show the fields that stay the same too.")
@json_option
def explain(
    name: str, source: str, target: str, project: str | None, whole: bool, as_json: bool
) -> None:
    """Say what happens to each field between two versions.

    And why. FROM is the version that an object has and TO the one that it is to have; each can be a
    release. Fields that stay the same are left out.
    """
    import vobjects

    of = loaded(project).project
    if name not in of.registry.head:
        raise unknown(f"class of {of.name}", name, sorted(of.registry.head))
    found = vobjects.explain(of.registry, name, _side(of, source), _side(of, target))
    fields = [field for field in found.fields if whole or field.fate != _UNCHANGED]
    if as_json:
        rows = [{"field": f.field, "type": f.type, "fate": f.fate, "why": f.why} for f in fields]
        facts = {"class": name, "from": found.source, "to": found.target, "fields": rows}
        write_json(facts)
        return
    _show(found, name, whole)


def _side(project: Project, text: str) -> str | View:
    """A version as it is written, or a release, whose objects inside have versions of their own."""
    return text if text[:1].isdigit() else project.pin(text).view


def _show(found: Explanation, name: str, whole: bool) -> None:
    from rich.console import Console

    from compat.report._table import Rows, show_rows

    fields = [field for field in found.fields if whole or field.fate != _UNCHANGED]
    left_out = len(found.fields) - len(fields)
    title = f"{name} {found.source} to {found.target}"
    columns = ("field", "type", "what happens", "since", "why")
    rows = tuple((f.field, f.type, f.fate, f.entry, f.why) for f in fields)
    if rows:
        show_rows(Rows(title, columns, rows), Console())
    else:
        write(title)
    if left_out:
        write(f"the same: {left_out} field{'s' if left_out > 1 else ''} (--all shows them)")
