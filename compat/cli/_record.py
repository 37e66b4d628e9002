"""``pinrail record``."""

from __future__ import annotations

from typing import Annotated

import typer

from compat import manifest
from compat.cli._console import fail, short
from compat.cli._project import FolderOption, ProjectOption, loaded
from compat.errors import ProjectError
from compat.project import LoadedProject


def record(
    release: Annotated[
        str | None, typer.Argument(help="The release; without it, every one.")
    ] = None,
    project: ProjectOption = None,
    folder: FolderOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a manifest differs.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace manifests that differ from the code.")
    ] = False,
) -> None:
    """Write the manifests of releases, generated from the code.

    A manifest that is there and differs is kept, with exit status 1, unless --replace is given:
    it says what was released.
    """
    found = loaded(project, folder)
    releases = found.project.releases if release is None else (release,)
    try:
        good = _compare(found, releases) if check else _write(found, releases, replace)
    except (ProjectError, OSError) as error:
        fail(str(error))
    raise typer.Exit(0 if good else 1)


def _compare(found: LoadedProject, releases: tuple[str, ...]) -> bool:
    lines = list(manifest.differences(found.project, found.folder, releases))
    for line in lines:
        typer.echo(line)
    return not lines


def _write(found: LoadedProject, releases: tuple[str, ...], replace: bool) -> bool:
    files = manifest.record(found.project, found.folder, releases, replace=replace)
    for file, state in files.items():
        if state is manifest.Recorded.WRITTEN:
            typer.echo(f"wrote {short(file)}")
        elif state is manifest.Recorded.KEPT:
            typer.echo(f"{short(file)} differs from the code; --replace writes it anew", err=True)
    return manifest.Recorded.KEPT not in files.values()
