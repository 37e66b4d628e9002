"""``pinrail pins``."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from compat.cli._console import console, fail
from compat.pins import _pinned as pinned
from vobjects import DeclarationError


def pins(
    config: Annotated[
        list[Path] | None, typer.Option(help="A file with [upgrade_levels]. Repeatable.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option(help="Service records in YAML or JSON, for auto.")
    ] = None,
    own: Annotated[str, typer.Option(help="The release of Nova that sends.")] = pinned.NEWEST,
    oldest: Annotated[
        str | None, typer.Option(help="The oldest that is supported; else two releases before.")
    ] = None,
    scope: Annotated[
        str, typer.Option(help="The rows that decide: all, cell:NAME, or hosts (each its own).")
    ] = "all",
    gone_after: Annotated[
        float | None, typer.Option(help="Days of silence after which a row does not count.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which pin is in force for each topic of Nova, and which row or option decided.

    Exit status 0 if every destination has a pin or nothing is written for it, 1 if something is
    unknown, 2 if something cannot be meant.
    """
    silence = None if gone_after is None else datetime.timedelta(days=gone_after)
    try:
        files = pinned.Files(config or [], records, pinned.read_scope(scope), silence)
        found = pinned.pinned(pinned.releases(own, oldest), files)
    except (DeclarationError, OSError) as error:
        if as_json:
            typer.echo(json.dumps({"error": _facts(error)}, indent=2))
        fail(str(error))
    if as_json:
        typer.echo(json.dumps({"pins": [one.as_dict() for one in found]}, indent=2))
    else:
        _show_pins(found)
    raise typer.Exit(1 if any(one.state == "unknown" for one in found) else 0)


def _show_pins(found: list[pinned.Pinned]) -> None:
    table = Table(title="Pins in force", show_lines=True)
    for column in ("destination", "release", "interfaces", "state", "why"):
        table.add_column(column, overflow="fold")
    for one in found:
        interfaces = ", ".join(f"{name} {number}" for name, number in one.interfaces.items())
        cells = str(one.destination), one.release, interfaces, one.state, str(one.answer.why)
        table.add_row(*map(escape, cells))
    console.print(table)


def _facts(error: Exception) -> dict[str, str]:
    fields = error.fields() if isinstance(error, DeclarationError) else {"found": str(error)}
    return {"type": type(error).__name__, **fields}
