"""A release as data: its objects and its interfaces, generated from the code and compared with it.

A manifest is one readable file a release. It says what other releases must expect, so that a
change shows as a difference in review.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from compat.cloud.releases import INTERFACES, VERSIONS, pin
from rpc import Interface
from vobjects import View, catalog

HEADER = "# Generated from the code by: pinrail record\n"
FOLDER = Path(__file__).parent / "manifests"


def manifest(release: str) -> dict[str, Any]:
    """What a release speaks.

    Raises:
        DeclarationError: there is no such release.
    """
    return {
        "release": release,
        "wire_forms": ["compact", "primitive"],
        "interfaces": {i.LINEAGE.name: _interface(i, release) for i in INTERFACES},
        "objects": {name: _object(catalog.at(release), name) for name in catalog.at(release)},
    }


def text(release: str) -> str:
    """The manifest of a release as the file has it."""
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
    """How the recorded manifests differ from the code, as lines of a unified diff."""
    for release in VERSIONS:
        file = folder / f"{release}.yaml"
        recorded = file.read_text() if file.exists() else ""
        yield from difflib.unified_diff(
            recorded.splitlines(), text(release).splitlines(), str(file), "the code", lineterm=""
        )


def _interface(interface: type[Interface], release: str) -> dict[str, Any]:
    lineage = interface.LINEAGE
    version = pin(release).interfaces[lineage.name]
    methods: Mapping[str, Any] = lineage.methods[version]
    return {
        "topic": lineage.topic,
        "version": str(version),
        "methods": {name: spec.describe() for name, spec in sorted(methods.items())},
    }


def _object(view: View, name: str) -> dict[str, Any]:
    schema = view.schema(name)
    fields = {field: spec.describe() for field, spec in schema.fields.items()}
    return {"version": str(schema.version), "fields": fields}
