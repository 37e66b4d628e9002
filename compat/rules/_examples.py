"""Small manifests for the examples of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from compat.manifest import Manifest
from compat.rules._comparison import Comparison

Facts = Mapping[str, Any]


class Examples(TypedDict):
    """An example that a rule finds, and one that is allowed."""

    passing: Comparison
    failing: Comparison


def release(name: str, *, item: str = "1.0", api: str = "1.0", **parts: Any) -> Manifest:
    """Return a release with one object and one interface.

    Args:
        name: the release.
        item: the version of its object ``Item``.
        api: the version of its interface ``ItemAPI``.
        parts: ``fields`` of the object by name, with the text of their type or all that is said of
            them; ``arguments`` of the method in the same way; ``method``, ``interface`` and
            ``object`` for more that is said of these.
    """
    method = {
        "style": "call",
        "arguments": _typed({"id": "int", **parts.get("arguments", {})}),
        "result": {"type": "Item"},
        **parts.get("method", {}),
    }
    interface = {"topic": "items", "version": api, "methods": {"find": method}}
    object_ = {"version": item, "fields": _typed({"id": "int", **parts.get("fields", {})})}
    return Manifest(
        "shop",
        name,
        {"ItemAPI": {**interface, **parts.get("interface", {})}},
        {"Item": {**object_, **parts.get("object", {})}},
    )


def _typed(texts: Facts) -> dict[str, Any]:
    return {
        name: {"type": facts} if isinstance(facts, str) else facts for name, facts in texts.items()
    }


def by_release(*manifests: Manifest) -> dict[str, Manifest]:
    """Return manifests by the names of their releases."""
    return {manifest.release: manifest for manifest in manifests}


def of_item(was: Facts, now: Facts) -> Examples:
    """Return the examples of a change of the fields of an object."""
    return _examples("item", {"fields": was}, {"fields": now})


def of_object(was: Facts, now: Facts) -> Examples:
    """Return the examples of a change of more than the fields of an object."""
    return _examples("item", {"object": was}, {"object": now})


def of_arguments(was: Facts, now: Facts) -> Examples:
    """Return the examples of a change of the arguments of a method."""
    return _examples("api", {"arguments": was}, {"arguments": now})


def of_method(was: Facts, now: Facts) -> Examples:
    """Return the examples of a change of a method."""
    return _examples("api", {"method": was}, {"method": now})


def of_interface(was: Facts, now: Facts) -> Examples:
    """Return the examples of a change of an interface."""
    return _examples("api", {"interface": was}, {"interface": now})


def _examples(version: str, was: dict[str, Any], now: dict[str, Any]) -> Examples:
    """Return a change that a new version has, and the same under the old version."""
    spring = by_release(release("spring", **was))
    raised = release("summer", **{version: "1.1"}, **now)
    forgotten = by_release(release("spring", **now), release("summer", **now))
    return {
        "passing": Comparison(spring, {**spring, "summer": raised}),
        "failing": Comparison(spring, forgotten),
    }
