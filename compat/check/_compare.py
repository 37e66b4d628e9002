"""The recorded releases of a project beside its code."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compat.check._absent_reads import absent_reads
from compat.check._accepted import read_accepted
from compat.check._foreign import compare_foreign
from compat.errors import ManifestError
from compat.manifest import Manifest, generate, interface_history, object_history, read
from compat.project import LoadedProject, Project
from compat.rules import Accepted, Comparison, Part


def compare(loaded: LoadedProject) -> Comparison:
    """Return the recorded releases of a project beside what the code makes of each.

    Only releases that are supported are compared, and those that the code does not have.

    Raises:
        ManifestError: a recorded release cannot be read, or its file has the name of another.
    """
    recorded = {file.stem: _read(file) for file in sorted(loaded.folder.glob("*.yaml"))}
    return compare_with(loaded.project, recorded, read_accepted(loaded.folder))


def compare_with(
    project: Project, recorded: Mapping[str, Manifest], accepted: tuple[Accepted, ...] = ()
) -> Comparison:
    """Return releases that were recorded beside what the code of a project makes of each.

    Args:
        project: the project.
        recorded: manifests by their releases.
        accepted: the findings that the project accepts.
    """
    outside = {*project.releases} - {*project.supported}
    order = [*project.releases, *sorted(recorded.keys() - {*project.releases})]
    compared = {name: recorded[name] for name in order if name in recorded.keys() - outside}
    old = tuple(name for name in order if name in recorded.keys() & outside)
    if project.foreign is not None:
        found = compare_foreign(project, project.foreign, compared)
        return dataclasses.replace(found, accepted=accepted, outside=old)
    histories = _histories(project)
    return Comparison(
        compared,
        {name: generate(project, name) for name in project.supported},
        {} if project.shared else _declared(project),
        inherited=_inherited(project),
        stored=project.stored,
        data=project.data,
        history=histories,
        reads=absent_reads(project, histories),
        accepted=accepted,
        outside=old,
    )


def _declared(project: Project) -> dict[tuple[Part, str], str]:
    """The newest version of each object and interface that is declared."""
    versions: dict[tuple[Part, str], str] = {
        ("objects", name): version for name, version in project.registry.head.manifest.items()
    }
    for name, interface in project.interfaces.items():
        versions["interfaces", name] = str(interface.LINEAGE.latest)
    return versions


def _inherited(project: Project) -> dict[tuple[str, str], str]:
    """By object and field, the base class that declares the field, where it is another one."""
    found: dict[tuple[str, str], str] = {}
    for name in project.pin(project.newest).view:
        cls = project.registry.declared(name)
        for field in project.registry.lineage(name).latest.fields:
            base = next(each for each in cls.__mro__ if field in inspect.get_annotations(each))
            if base is not cls:
                found[name, field] = base.__name__
    return found


def _histories(project: Project) -> dict[tuple[Part, str], Any]:
    """The whole history of each object and interface of the newest release."""
    pin = project.pin(project.newest)
    found: dict[tuple[Part, str], Any] = {}
    for name in pin.view:
        lineage = project.registry.lineage(name)
        found["objects", name] = object_history(lineage, lineage.history.latest)
    for name in pin.interfaces:
        interface = project.interfaces[name].LINEAGE
        found["interfaces", name] = interface_history(interface, interface.latest)
    return found


def _read(file: Path) -> Manifest:
    manifest = read(file)
    if manifest.release != file.stem:
        raise ManifestError(
            file=str(file),
            path="$.release",
            found=repr(manifest.release),
            expected=f"{file.stem!r}, as the file is called",
            remedy=f"call the file {manifest.release}.yaml, or record the release again",
        )
    return manifest
