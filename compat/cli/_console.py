"""Where the commands write: results on standard output, failures on standard error."""

from __future__ import annotations

import os
import typing
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

console = Console()
errors = Console(stderr=True)


def fail(message: str) -> typing.NoReturn:
    """Print why a command cannot be carried out, and exit with status 2."""
    errors.print(f"[red]{escape(message)}[/red]", soft_wrap=True)
    raise typer.Exit(2)


def short(path: Path) -> str:
    """Return a path relative to the working directory if it is below it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
