"""A release as data: its objects and its interfaces, generated from the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compat.cloud.releases import INTERFACES, pin
from rpc import Interface
from vobjects import View, catalog


def manifest(release: str) -> dict[str, Any]:
    """Return what a release speaks.

    Raises:
        DeclarationError: there is no such release.
    """
    return {
        "release": release,
        "wire_forms": ["compact", "primitive"],
        "interfaces": {i.LINEAGE.name: _interface(i, release) for i in INTERFACES},
        "objects": {name: _object(catalog.at(release), name) for name in catalog.at(release)},
    }


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
