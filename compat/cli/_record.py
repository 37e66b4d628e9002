"""``pinrail record``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compat.cli._options import folder_option, project_option, releases
from compat.cli._output import short, write, write_error
from compat.cli._progress import Progress
from compat.cli._project import loaded

if TYPE_CHECKING:
    from compat.project import LoadedProject


@click.command()
@click.argument("release", required=False, shell_complete=releases)
@project_option
@folder_option
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a manifest differs.")
@click.option("--replace", is_flag=True, help="Replace manifests that differ from the code.")
def record(
    release: str | None, project: str | None, folder: Path | None, check: bool, replace: bool
) -> None:
    """Write the manifests of releases, generated from the code.

    RELEASE is one release; without it, all are written. A manifest that is there and differs is
    kept, with exit status 1, unless --replace is given: it says what was released.
    """
    of = loaded(project, folder)
    names = of.project.releases if release is None else (release,)
    good = True
    with Progress("compared" if check else "recorded", len(names)) as progress:
        for name in names:
            progress.begin(name)
            good &= _compare(of, name) if check else _write(of, name, replace)
    raise click.exceptions.Exit(0 if good else 1)


def _compare(of: LoadedProject, release: str) -> bool:
    from compat.manifest import differences

    lines = [*differences(of.project, of.folder, (release,))]
    for line in lines:
        write(line)
    return not lines


def _write(of: LoadedProject, release: str, replace: bool) -> bool:
    from compat.manifest import Recorded, record

    ((file, state),) = record(of.project, of.folder, (release,), replace=replace).items()
    if state is Recorded.WRITTEN:
        write(f"wrote {short(file)}")
    elif state is Recorded.KEPT:
        write_error(f"{short(file)} differs from the code; --replace writes it anew")
    return state is not Recorded.KEPT
