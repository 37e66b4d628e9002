"""Where the commands write: results on standard output, failures on standard error."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from compat.report._text import visible


def write(text: str) -> None:
    """Write lines on standard output."""
    click.echo(visible(text))


def write_json(facts: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write one JSON value on standard output."""
    import json

    click.echo(json.dumps(facts, indent=2))


def write_error(text: str) -> None:
    """Write lines on standard error, red on a terminal."""
    click.secho(visible(text), fg="red", err=True)


def short(path: Path) -> str:
    """Return a path relative to the working directory if it is below it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
