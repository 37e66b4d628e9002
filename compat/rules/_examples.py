"""Small manifests for the examples of the rules."""

from __future__ import annotations

from typing import Any

from compat.manifest import Manifest


def release(name: str, *, item: str = "1.0", api: str = "1.0", **parts: Any) -> Manifest:
    """Return a release with one object and one interface.

    Args:
        name: the release.
        item: the version of its object ``Item``.
        api: the version of its interface ``ItemAPI``.
        parts: ``fields`` of the object by name, with the text of their type; ``arguments`` of the
            method in the same way.
    """
    fields = {"id": "int", **parts.get("fields", {})}
    arguments = {"id": "int", **parts.get("arguments", {})}
    method = {"style": "call", "arguments": _typed(arguments), "result": {"type": "Item"}}
    return Manifest(
        "shop",
        name,
        {"ItemAPI": {"topic": "items", "version": api, "methods": {"find": method}}},
        {"Item": {"version": item, "fields": _typed(fields)}},
    )


def _typed(texts: dict[str, str]) -> dict[str, Any]:
    return {name: {"type": text} for name, text in texts.items()}


def by_release(*manifests: Manifest) -> dict[str, Manifest]:
    """Return manifests by the names of their releases."""
    return {manifest.release: manifest for manifest in manifests}
