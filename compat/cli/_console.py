"""Where the commands write: results on standard output, failures on standard error."""

from __future__ import annotations

import typing

import typer
from rich.console import Console
from rich.markup import escape

console = Console()
errors = Console(stderr=True)


def fail(message: str) -> typing.NoReturn:
    """Print why a command cannot be carried out, and exit with status 2."""
    errors.print(f"[red]{escape(message)}[/red]", soft_wrap=True)
    raise typer.Exit(2)
