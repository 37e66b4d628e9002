"""The mapping of releases lost a release, or has other versions of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from compat.manifest import Manifest
from compat.rules._comparison import Comparison
from compat.rules._finding import Category, Direction, Severity
from compat.rules._rule import Match, Rule
from compat.rules.oslo._calls import of_each
from compat.rules.oslo._examples import NOTHING, compared, release

_What = tuple[str, str, str, str]
"""Entry, what of it, what it should be, and what it is."""


def _judge(comparison: Comparison) -> Iterator[Match]:
    if comparison.foreign is not None:
        yield from _skipped(comparison)
    for (entry, key, was, now), releases in of_each(_found(comparison)):
        yield Match(
            "release",
            entry,
            f"$.mapping.{entry}" + (f".{key}" if key else ""),
            releases,
            f"{entry} is gone from the mapping of releases: a pin to it means the newest versions, "
            "or nothing"
            if not key
            else f"the mapping says that {entry} has {key} {now or 'not at all'}, and it has {was}",
            f"keep {entry} while it may be met, and let an unknown name be an error"
            if not key
            else f"put {key} of {entry} back to {was}",
            f'"{entry}": {{...}},' if not key else f'"{key}": "{was}",',
            was=was or None,
            now=now or None,
            severity=None if _is_known(comparison, entry, releases) else Severity.WARNS,
        )


def _skipped(comparison: Comparison) -> Iterator[Match]:
    """The release of the code, if no entry has its versions and some had those of an older one."""
    code = comparison.code[comparison.newest]
    having = [name for name, each in comparison.recorded.items() if _has_own(each)]
    if having and any(map(code.objects.__contains__, _named(code))) and not _has_own(code):
        yield Match(
            "release",
            code.release,
            f"$.mapping.{code.release}",
            tuple(having),
            f"no entry of the mapping of releases has the versions of {code.release}: a pin to it "
            "means the versions of another release, or nothing",
            f"add an entry for {code.release} to the mapping of releases",
            f'"{code.release}": {{...}},',
        )


def _named(manifest: Manifest) -> Iterator[str]:
    """What the entries of a mapping name."""
    for entry in manifest.mapping.values():
        yield from entry


def _has_own(manifest: Manifest) -> bool:
    """Whether an entry of the mapping of a release has the versions of its objects."""
    entries = (_versions(manifest, entry) for entry in manifest.mapping.values())
    return any(
        own and all(manifest.mapping[name][key] == version for key, version in own.items())
        for name, own in zip(manifest.mapping, entries, strict=True)
    )


def _is_known(comparison: Comparison, entry: str, releases: tuple[str, ...]) -> bool:
    """Whether an entry is of a release that may be met."""
    return any(
        entry not in comparison.recorded[name].mapping
        or _is_met(entry, comparison.recorded[name], comparison)
        for name in releases
    )


def _found(comparison: Comparison) -> Iterator[tuple[_What, str]]:
    if comparison.foreign is None:
        return
    code = comparison.code[comparison.newest].mapping
    for name, manifest in comparison.recorded.items():
        for entry, old in manifest.mapping.items():
            if entry in comparison.foreign.moving:
                continue
            new = code.get(entry)
            if new is None and _is_met(entry, manifest, comparison):
                yield (entry, "", "", ""), name
            for what in () if new is None else _moved(entry, old, new):
                yield what, name
        if name in code and name not in manifest.mapping:
            for what in _moved(name, _versions(manifest, code[name]), code[name]):
                yield what, name


def _moved(entry: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[_What]:
    for key, was in old.items():
        if new.get(key, "") != was:
            yield entry, key, was, new.get(key, "")


def _versions(manifest: Manifest, entry: Mapping[str, str]) -> dict[str, str]:
    """The versions of the objects of a release that an entry names."""
    return {name: facts["version"] for name, facts in manifest.objects.items() if name in entry}


def _is_met(entry: str, manifest: Manifest, comparison: Comparison) -> bool:
    """Whether an entry is of a supported release.

    Where the release that has the entry is not in its own mapping by name, those entries are its
    own that have its versions.
    """
    if entry in comparison.code or manifest.release in manifest.mapping:
        return entry in comparison.code
    versions = manifest.mapping[entry]
    own = _versions(manifest, versions)
    return bool(own) and all(versions[name] == version for name, version in own.items())


RULE: Final = Rule(
    "oslo-mapping-changed",
    "A release is gone from the mapping of releases, has other versions there, or the code has no "
    "entry.",
    "A pin to the release means versions that it does not read.",
    (Category.POLICY, Category.WIRE),
    Severity.BREAKS,
    Direction.NEW_TO_OLD,
    _judge,
    passing=NOTHING,
    failing=compared(release("spring", mapping={"spring": {"Ferry": "1.0"}}), release("summer")),
)
