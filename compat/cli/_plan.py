"""``pinrail plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from compat.cli._options import json_option
from compat.cli._output import write_json
from compat.cli._upgrade import planned, upgrade_options

if TYPE_CHECKING:
    from compat.rehearse import Plan


@click.command()
@upgrade_options
@json_option
def plan(source: str, target: str, keep: tuple[str, ...], as_json: bool) -> None:
    """Show the steps of an upgrade, and which releases meet."""
    found = planned(source, target, keep)
    if as_json:
        write_json(found.describe())
    else:
        _show(found, source, target)


def _show(found: Plan, source: str, target: str) -> None:
    from rich.console import Console

    from compat.report._table import Rows, show_rows

    rows = []
    for step in found.steps:
        old = [name for name, release in step.mix.items() if release == source]
        mix = f"on {source}: {', '.join(old)}" if old else f"all on {target}"
        rows.append((str(step.number), step.title, mix))
    title = f"Upgrade from {source} to {target}"
    show_rows(Rows(title, ("step", "what", "mix"), tuple(rows)), Console())
