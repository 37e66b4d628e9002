"""``pinrail diff``."""

from __future__ import annotations

import enum
import json
from typing import Annotated, Any

import typer

from compat.check import side
from compat.cli._console import fail
from compat.cli._project import FolderOption, ProjectOption, loaded
from compat.errors import ManifestError
from compat.manifest import Change, Kind, Manifest, as_text, changes
from compat.project import CODE


class Format(enum.StrEnum):
    """How differences are printed."""

    TEXT = "text"
    JSON = "json"


_SIDE = (
    "A recorded release, the path of a manifest, or code: the newest release as the code has it."
)
_SIGN = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}


def diff(
    old: Annotated[str, typer.Argument(metavar="A", help=_SIDE)],
    new: Annotated[str, typer.Argument(metavar="B", help=_SIDE)] = CODE,
    project: ProjectOption = None,
    folder: FolderOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
) -> None:
    """Show what was added, removed and changed between two releases; nothing is judged."""
    found = loaded(project, folder)
    try:
        before, after = side(found, old), side(found, new)
    except ManifestError as error:
        fail(str(error))
    differences = changes(before, after)
    if format_ is Format.JSON:
        typer.echo(json.dumps(_as_dict(before, after, differences), indent=2))
        return
    typer.echo(f"{before.release} to {after.release}: {_counts(differences)}")
    for change in differences:
        typer.echo(_line(change))


def _as_dict(old: Manifest, new: Manifest, found: tuple[Change, ...]) -> dict[str, Any]:
    sides = {
        name: {"project": each.project, "release": each.release, "content": each.content}
        for name, each in (("old", old), ("new", new))
    }
    return {**sides, "changes": [change.as_dict() for change in found]}


def _counts(found: tuple[Change, ...]) -> str:
    counts = {kind: sum(change.kind is kind for change in found) for kind in Kind}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "the same"


def _line(change: Change) -> str:
    head = f"{_SIGN[change.kind]} {change.path}"
    match change.kind:
        case Kind.CHANGED:
            return f"{head}: {as_text(change.was)} -> {as_text(change.now)}"
        case Kind.ADDED:
            return f"{head}: {as_text(change.now)}"
        case _:
            return f"{head}: {as_text(change.was)}"
