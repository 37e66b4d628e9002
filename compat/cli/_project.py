"""The option ``--project``, and the project that it names."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from compat.cli._console import fail
from compat.errors import ProjectError
from compat.project import LoadedProject, load

ProjectOption = Annotated[
    str | None,
    typer.Option(
        "--project",
        metavar="MODULE:NAME",
        help="The project: MODULE:NAME, nova or demo; else [tool.pinrail] of pyproject.toml.",
    ),
]
FolderOption = Annotated[
    Path | None, typer.Option("--folder", help="Where the manifests are; else as the project says.")
]


def loaded(reference: str | None, folder: Path | None = None) -> LoadedProject:
    """Return the project of a command, with another folder of manifests if one is given."""
    try:
        found = load(reference, Path.cwd())
    except ProjectError as error:
        fail(str(error))
    return found if folder is None else dataclasses.replace(found, folder=folder)
