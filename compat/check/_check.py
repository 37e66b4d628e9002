"""All rules on a project, each finding with the line of the code that it is about."""

from __future__ import annotations

import dataclasses
import inspect
import os
from pathlib import Path

from compat.check._result import CheckResult
from compat.check._settings import Settings, settings_of
from compat.errors import ManifestError
from compat.manifest import Manifest, generate, read
from compat.project import LoadedProject, Project
from compat.rules import RULES, Comparison, Finding, Part


def check(loaded: LoadedProject, settings: Settings | None = None) -> CheckResult:
    """Return what the rules find.

    Args:
        loaded: the project.
        settings: which rules are run, and what makes the check fail; without them the
            pyproject.toml of the project says it.

    Raises:
        ManifestError: a recorded release cannot be read.
        ProjectError: the settings in the pyproject.toml are wrong.
    """
    chosen = settings_of(loaded.check) if settings is None else settings
    comparison = compare(loaded)
    findings = tuple(
        dataclasses.replace(
            finding,
            location=_location(loaded.project, finding),
            severity=chosen.severities.get(finding.rule, finding.severity),
        )
        for rule in RULES
        if chosen.takes(rule.id, rule.categories)
        for finding in rule.findings(comparison)
    )
    return CheckResult(findings, tuple(comparison.code), comparison.outside, chosen)


def compare(loaded: LoadedProject) -> Comparison:
    """Return the recorded releases of a project beside what the code makes of each.

    Only releases that are supported are compared, and those that the code does not have.

    Raises:
        ManifestError: a recorded release cannot be read, or its file has the name of another.
    """
    project = loaded.project
    recorded = {file.stem: _read(file) for file in sorted(loaded.folder.glob("*.yaml"))}
    outside = {*project.releases} - {*project.supported}
    order = [*project.releases, *sorted(recorded.keys() - {*project.releases})]
    return Comparison(
        {name: recorded[name] for name in order if name in recorded.keys() - outside},
        {name: generate(project, name) for name in project.supported},
        {} if project.shared else _declared(project),
        tuple(name for name in order if name in recorded.keys() & outside),
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
