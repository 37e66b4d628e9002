"""Pages on the disk: written where they differ, and deleted where their class is gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vobjects.errors import DeclarationError

_MARK = ".. Written by vobjects.sphinx from a registry, anew by every build.\n\n"


def write(folder: Path, pages: Mapping[str, str]) -> None:
    """Make the folder hold these pages, beside files that are not ours.

    A page that is as it was is left alone, so that Sphinx does not read it again.

    Raises:
        DeclarationError: a file of the name of a page was written by somebody.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ours = {file for file in folder.glob("*.rst") if file.read_text("utf-8").startswith(_MARK)}
    wanted = {folder / f"{name}.rst": _MARK + text for name, text in pages.items()}
    for file in wanted.keys() - ours:
        _must_be_free(file)
    for file in ours - wanted.keys():
        file.unlink()
    for file, text in wanted.items():
        if file not in ours or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def _must_be_free(file: Path) -> None:
    if file.exists():
        raise DeclarationError(
            where=str(file),
            found="a file that somebody wrote",
            expected="no file of the name of a page",
            remedy="move it, or name another folder in vobjects_registries",
        )
