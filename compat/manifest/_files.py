"""The files of the manifests: written from the code, and compared with it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import yaml

from compat.cloud.releases import VERSIONS
from compat.manifest._release import manifest

HEADER = "# Generated from the code by: pinrail record\n"
FOLDER = Path(__file__).parent / "releases"


def text(release: str) -> str:
    """Return the manifest of a release as the file has it."""
    body = yaml.safe_dump(manifest(release), sort_keys=False, width=100)
    return HEADER + body


def record(folder: Path) -> list[Path]:
    """Write the manifest of every release into a folder; returns the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for release in VERSIONS:
        file = folder / f"{release}.yaml"
        if not file.exists() or file.read_text() != text(release):
            file.write_text(text(release))
            changed.append(file)
    return changed


def differences(folder: Path) -> Iterator[str]:
    """Yield how the recorded manifests differ from the code, as lines of a unified diff."""
    for release in VERSIONS:
        file = folder / f"{release}.yaml"
        recorded = file.read_text() if file.exists() else ""
        yield from difflib.unified_diff(
            recorded.splitlines(), text(release).splitlines(), str(file), "the code", lineterm=""
        )
