"""All rules on a project, each finding with the line of the code that it is about."""

from __future__ import annotations

import dataclasses
import inspect
import os
from pathlib import Path
from typing import Final

from compat.check._accepted import accepted_of, read_accepted, write_accepted
from compat.check._compare import compare
from compat.check._result import CheckResult
from compat.check._settings import Settings, settings_of
from compat.errors import ProjectError
from compat.project import LoadedProject, Project
from compat.rules import OSLO_RULES, RULES, Comparison, Finding, Rule
from vobjects._repr import shown

_STALE: Final = "exception-stale"


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
    every = RULES if loaded.project.foreign is None else OSLO_RULES
    rules = tuple(rule for rule in every if chosen.takes(rule.id, rule.categories))
    found = [
        finding for rule in rules if rule.id != _STALE for finding in rule.findings(comparison)
    ]
    ran = {rule.id for rule in rules}
    unjudged = (each.fingerprint for each in comparison.accepted if each.rule not in ran)
    comparison = dataclasses.replace(
        comparison, found=frozenset(each.fingerprint for each in found).union(unjudged)
    )
    for rule in rules:
        if rule.id == _STALE:  # it judges what the others found
            found += rule.findings(comparison)
    return _result(loaded, chosen, comparison, rules, found)


def _result(
    loaded: LoadedProject,
    chosen: Settings,
    comparison: Comparison,
    rules: tuple[Rule, ...],
    found: list[Finding],
) -> CheckResult:
    """Return what was found, with its places, and what is accepted of it apart."""
    whole = [
        dataclasses.replace(
            finding,
            location=_location(loaded.project, finding),
            severity=chosen.severities.get(finding.rule, finding.severity),
        )
        for finding in found
    ]
    valid = {each.fingerprint for each in comparison.accepted if each.until in comparison.code}
    return CheckResult(
        tuple(each for each in whole if each.fingerprint not in valid),
        tuple(each for each in whole if each.fingerprint in valid),
        tuple(comparison.code),
        comparison.outside,
        chosen,
        rules,
    )


def accept(loaded: LoadedProject, fingerprint: str, reason: str, until: str = "") -> Path:
    """Accept a finding, and return the file that says so.

    Args:
        loaded: the project.
        fingerprint: of the finding.
        reason: why it is accepted, for who reads the file.
        until: the last release that it is needed for; without it the newest older release that the
            finding is about.

    Raises:
        ProjectError: nothing that is found has the fingerprint, or the release is not supported.
        ManifestError: a recorded release or ``accepted.toml`` cannot be read.
        OSError: the file cannot be written.
    """
    result = check(loaded)
    found = {each.fingerprint: each for each in result.findings}
    for text, known in ((fingerprint, [*found]), (until, [*result.judged, ""])):
        if text not in known:
            raise ProjectError(
                where="accept",
                found=shown(text),
                expected=f"one of {', '.join(filter(None, known)) or 'none: nothing is found'}",
                remedy="take the fingerprint from the findings, and a release that is supported",
            )
    entry = accepted_of(found[fingerprint], reason, loaded.project.newest)
    entry = dataclasses.replace(entry, until=until or entry.until)
    kept = [each for each in read_accepted(loaded.folder) if each.fingerprint != fingerprint]
    return write_accepted(loaded.folder, [*kept, entry])


def _location(project: Project, finding: Finding) -> str:
    """The file and the line of the class that a finding is about; empty if it has none."""
    cls = _class(project, finding)
    if cls is None:
        return ""
    try:
        line = inspect.getsourcelines(cls)[1]
        return f"{os.path.relpath(inspect.getfile(cls))}:{line}"
    except (OSError, TypeError):  # a class that was made by a function
        return ""


def _class(project: Project, finding: Finding) -> type | None:
    """The class that a finding is about; None if it is about none."""
    if project.foreign is not None:
        known = {"object": project.foreign.classes, "interface": project.foreign.apis}
        return known.get(finding.noun, {}).get(finding.name)
    if finding.noun == "object" and finding.name in project.registry.head:
        return project.registry.declared(finding.name)
    return project.interfaces.get(finding.name) if finding.noun == "interface" else None
