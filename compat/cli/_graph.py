"""``pinrail graph``."""

from __future__ import annotations

from pathlib import Path

import click

from compat.cli._manifests import all_manifests
from compat.cli._options import folder_option, one_of, project_option, releases, words
from compat.cli._output import write
from compat.cli._project import loaded

_GRAPHS = ("releases", "objects", "interfaces")


@click.command()
@click.argument("what", callback=one_of(*_GRAPHS), shell_complete=words(*_GRAPHS))
@click.argument("release", required=False, shell_complete=releases)
@project_option
@folder_option
def graph(what: str, release: str | None, project: str | None, folder: Path | None) -> None:
    """Draw a graph of the project in Mermaid.

    WHAT is releases: what each release speaks; objects: which field of an object holds which
    object; or interfaces: which method takes and returns which object. The last two are drawn
    for RELEASE, without it for the newest; releases are drawn up to it.
    """
    from compat.report.graph import GRAPHS

    of = loaded(project, folder)
    last = of.project.newest if release is None else release
    write(GRAPHS[what](all_manifests(of, None if what == "releases" else last, last)))
