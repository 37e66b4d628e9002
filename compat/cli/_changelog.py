"""``pinrail changelog``."""

from __future__ import annotations

from pathlib import Path

import click

from compat.cli._manifests import all_manifests
from compat.cli._options import folder_option, format_option, project_option, releases
from compat.cli._output import write, write_json
from compat.cli._project import loaded


@click.command()
@click.argument("first", metavar="[FROM]", required=False, shell_complete=releases)
@click.argument("last", metavar="[TO]", required=False, shell_complete=releases)
@project_option
@folder_option
@format_option("markdown", "json")
def changelog(
    first: str | None, last: str | None, project: str | None, folder: Path | None, format_: str
) -> None:
    """Say what changed from release to release.

    That is from FROM to TO, both of them releases; without them from the first to the newest. A
    release is as it was recorded, or else as the code has it.
    """
    from compat.report.changelog import changelog as changes
    from compat.report.changelog import markdown

    found = changes(all_manifests(loaded(project, folder), first, last))
    if format_ == "json":
        write_json([each.as_dict() for each in found])
    else:
        write(markdown(found))
