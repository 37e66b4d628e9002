"""All rules on a project, each finding with the line of the code that it is about."""

from __future__ import annotations

import dataclasses
import inspect
import os
from pathlib import Path

from compat.errors import ManifestError
from compat.manifest import Manifest, generate, read
from compat.project import LoadedProject, Project
from compat.rules import RULES, Comparison, Finding, Part


def check(loaded: LoadedProject) -> tuple[Finding, ...]:
    """Return what the rules find, by rule and then by path.

    Raises:
        ManifestError: a recorded release cannot be read.
    """
    comparison = compare(loaded)
    found = [finding for rule in RULES for finding in rule.judge(comparison)]
    return tuple(
        dataclasses.replace(each, location=_location(loaded.project, each)) for each in found
    )


def compare(loaded: LoadedProject) -> Comparison:
    """Return the recorded releases of a project beside what the code makes of each.

    Raises:
        ManifestError: a recorded release cannot be read, or its file has the name of another.
    """
    project = loaded.project
    recorded = {file.stem: _read(file) for file in sorted(loaded.folder.glob("*.yaml"))}
    order = [*project.releases, *sorted(recorded.keys() - {*project.releases})]
    return Comparison(
        {name: recorded[name] for name in order if name in recorded},
        {name: generate(project, name) for name in project.releases},
        {} if project.shared else _declared(project),
    )


def _declared(project: Project) -> dict[tuple[Part, str], str]:
    """The newest version of each object and interface that is declared."""
    versions: dict[tuple[Part, str], str] = {
        ("objects", name): version for name, version in project.registry.head.manifest.items()
    }
    for name, interface in project.interfaces.items():
        versions["interfaces", name] = str(interface.LINEAGE.latest)
    return versions


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


def _location(project: Project, finding: Finding) -> str:
    """The file and the line of the class that a finding is about; empty if it has none."""
    cls: type | None = None
    if finding.noun == "object" and finding.name in project.registry.head:
        cls = project.registry.declared(finding.name)
    if finding.noun == "interface":
        cls = project.interfaces.get(finding.name)
    if cls is None:
        return ""
    try:
        line = inspect.getsourcelines(cls)[1]
        return f"{os.path.relpath(inspect.getfile(cls))}:{line}"
    except (OSError, TypeError):  # a class that was made by a function
        return ""
