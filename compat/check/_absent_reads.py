"""Where the code of a project reads fields that older objects come without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compat.foreign import Reads, files_of, loads, reads_of
from compat.project import Project


def absent_reads(project: Project, histories: Mapping[Any, Any]) -> dict[tuple[str, str], Reads]:
    """Return the reads of fields that were added and are unset in older objects.

    Those that a class loads when they are read are left out. Classes that other projects share are
    read by code of these.

    Args:
        project: one that declares its objects with Pinrail.
        histories: of each object and interface, as manifests have them.
    """
    if project.shared:
        return {}
    classes = {name: project.registry.declared(name) for name in project.pin(project.newest).view}
    files = files_of(classes.values())
    return {
        (name, change["field"]): reads_of(files, change["field"], name)
        for name, cls in classes.items()
        for entry in histories["objects", name]
        for change in entry["changes"]
        if change.get("change") == "added"
        and "default_unset" in change
        and change["field"] in project.registry.lineage(name).latest.fields
        and not loads(cls, change["field"])
    }
