"""The versions of recorded releases, and what the code says of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from compat.manifest import Manifest
from compat.rules._comparison import PARTS, Comparison, Part

Versions = tuple[str, str | None, str | None]
"""A name, its version as it was recorded, and as the code says; None where it is absent."""


def changed_versions(comparison: Comparison, part: Part) -> dict[Versions, tuple[str, ...]]:
    """Return what has another version in the code, with the releases where it has.

    Releases whose pin is that of another release are left out.
    """
    found: dict[Versions, tuple[str, ...]] = {}
    for label, manifest in comparison.recorded.items():
        if label in mistaken(comparison):
            continue
        recorded = getattr(manifest, part)
        code = getattr(comparison.code.get(label, manifest), part)
        for name in sorted({*recorded, *code}):
            was, now = (
                side[name]["version"] if name in side else None for side in (recorded, code)
            )
            if was != now:
                found[name, was, now] = (*found.get((name, was, now), ()), label)
    return found


@functools.lru_cache(maxsize=8)
def mistaken(comparison: Comparison) -> Mapping[str, str]:
    """Return each release that the code takes for another one, and that one."""
    recorded = {label: _versions(manifest) for label, manifest in comparison.recorded.items()}
    found: dict[str, str] = {}
    for label, versions in recorded.items():
        if label in comparison.code:
            says = _versions(comparison.code[label])
            others = [other for other, each in recorded.items() if each == says]
            if says != versions and others:
                found[label] = others[0]
    return found


def _versions(manifest: Manifest) -> dict[tuple[str, str], str]:
    return {
        (part, name): content["version"]
        for part in PARTS
        for name, content in getattr(manifest, part).items()
    }
