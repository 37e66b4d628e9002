"""``pinrail record``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compat import manifest


def record(
    folder: Annotated[Path, typer.Option(help="Where the manifests are.")] = manifest.FOLDER,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a manifest differs.")
    ] = False,
) -> None:
    """Write the manifest of every release, generated from the code."""
    if check:
        lines = list(manifest.differences(folder))
        for line in lines:
            typer.echo(line)
        raise typer.Exit(1 if lines else 0)
    for file in manifest.record(folder):
        typer.echo(f"wrote {file}")
