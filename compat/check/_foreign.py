"""The recorded releases of a project of oslo beside its code."""

from __future__ import annotations

from collections.abc import Mapping

from compat.foreign import Foreign, read_code
from compat.manifest import Manifest, generate
from compat.project import Project
from compat.rules import Comparison


def compare_foreign(
    project: Project, foreign: Foreign, recorded: Mapping[str, Manifest]
) -> Comparison:
    """Return recorded releases of a project of oslo, its code, and what probes show.

    What the code makes of older releases is not in a manifest: objects are sent to them and read as
    they send them.

    Args:
        project: the project.
        foreign: its code.
        recorded: by release, those to compare.
    """
    older = {
        name: recorded.get(name, Manifest(project.name, name, {}, {}))
        for name in project.supported
        if name != project.newest
    }
    return Comparison(
        recorded,
        {**older, project.newest: generate(project, project.newest)},
        foreign=read_code(
            foreign,
            {name: manifest.objects for name, manifest in recorded.items()},
            {name: manifest.interfaces for name, manifest in recorded.items()},
        ),
    )
