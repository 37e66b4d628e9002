"""``pinrail diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compat.cli._options import folder_option, format_option, project_option, releases
from compat.cli._output import write, write_json
from compat.cli._project import loaded

if TYPE_CHECKING:
    from compat.manifest import Change, Manifest

_SIGN = {"added": "+", "removed": "-", "changed": "~"}


@click.command()
@click.argument("old", metavar="A", shell_complete=releases)
@click.argument("new", metavar="[B]", default="code", shell_complete=releases)
@project_option
@folder_option
@format_option("text", "json")
def diff(old: str, new: str, project: str | None, folder: Path | None, format_: str) -> None:
    """Show what is different between two releases.

    That is what was added, removed and changed; nothing is judged. A and B are a recorded
    release, the path of a manifest, or code: the newest release as the code has it. Without B, A
    is compared with the code.
    """
    from compat.check import side
    from compat.manifest import changes

    of = loaded(project, folder)
    before, after = side(of, old), side(of, new)
    differences = changes(before, after)
    if format_ == "json":
        write_json(_as_dict(before, after, differences))
        return
    write(f"{before.release} to {after.release}: {_counts(differences)}")
    for change in differences:
        write(_line(change))


def _as_dict(old: Manifest, new: Manifest, found: tuple[Change, ...]) -> dict[str, Any]:
    sides = {
        name: {"project": each.project, "release": each.release, "content": each.content}
        for name, each in (("old", old), ("new", new))
    }
    return {**sides, "changes": [change.as_dict() for change in found]}


def _counts(found: tuple[Change, ...]) -> str:
    counts = {kind: sum(change.kind == kind for change in found) for kind in _SIGN}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "the same"


def _line(change: Change) -> str:
    from compat.manifest import Kind, as_text

    head = f"{_SIGN[change.kind]} {change.path}"
    match change.kind:
        case Kind.CHANGED:
            return f"{head}: {as_text(change.was)} -> {as_text(change.now)}"
        case Kind.ADDED:
            return f"{head}: {as_text(change.now)}"
        case _:
            return f"{head}: {as_text(change.was)}"
