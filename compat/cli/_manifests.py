"""The manifests of a project, from its files and from its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compat.cli._progress import Progress

if TYPE_CHECKING:
    from compat.manifest import Manifest
    from compat.project import LoadedProject


def all_manifests(of: LoadedProject, first: str | None, last: str | None) -> list[Manifest]:
    """Return the manifests of releases, oldest first: as recorded, or else as the code has them.

    Raises:
        ProjectError: there is no such release, or the code does not know what it was.
        ManifestError: a file cannot be read.
    """
    from compat.manifest import file_of, generate, read

    names = of.project.releases
    for name in (first, last):
        if name is not None:
            of.project.pin(name)
    start = 0 if first is None else names.index(first)
    end = len(names) if last is None else names.index(last) + 1
    found = []
    with Progress("read", len(names[start:end])) as progress:
        for name in names[start:end]:
            progress.begin(name)
            file = file_of(of.folder, name)
            found.append(read(file) if file.exists() else generate(of.project, name))
    return found
