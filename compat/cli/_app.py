"""The ``pinrail`` command and its subcommands."""

from __future__ import annotations

import typer

from compat.cli._check import check
from compat.cli._diff import diff
from compat.cli._explain import show_explanation
from compat.cli._pins import pins
from compat.cli._record import record
from compat.cli._rehearse import rehearse, show_plan

app = typer.Typer(
    help="Safe rolling upgrades: record, compare and check releases, rehearse an upgrade.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(rehearse)
app.command(name="plan")(show_plan)
app.command(name="explain")(show_explanation)
app.command()(record)
app.command()(diff)
app.command()(check)
app.command()(pins)


def main() -> None:
    """Run the command."""
    app()
