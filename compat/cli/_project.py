"""The project that a command is about."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from compat.cli._failure import CommandError

if TYPE_CHECKING:
    from compat.project import LoadedProject


def loaded(reference: str | None, folder: Path | None = None) -> LoadedProject:
    """Return the project of a command, with another folder of manifests if one is given.

    Raises:
        ProjectError: it cannot be found or loaded.
        CommandError: the folder is a file.
    """
    from compat.project import load

    if folder is not None and folder.exists() and not folder.is_dir():
        raise CommandError(
            where="--folder",
            found=f"the file {folder}",
            expected="a folder with a manifest for each release",
            remedy="name the folder",
        )
    found = load(reference, Path.cwd())
    return found if folder is None else dataclasses.replace(found, folder=folder)
