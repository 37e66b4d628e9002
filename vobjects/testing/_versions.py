"""The versions of a class as views."""

from __future__ import annotations

import functools

from vobjects import DeclarationError, Registry, View


@functools.cache
def views(registry: Registry, name: str) -> dict[str, View]:
    """Return the view of each version of a class and of what its objects contain, oldest first."""
    versions = registry.lineage(name).history.versions
    return {str(version): registry.closure(name, str(version)) for version in versions}


@functools.cache
def all_views(registry: Registry, name: str) -> dict[str, View]:
    """Return the same of every version, those of all lines.

    A version for which the history names children that no release can have together has one of
    them at another version.
    """
    versions = [str(version) for version in registry.lineage(name).versions]
    return {version: _closure(registry, name, version) for version in versions}


def _closure(registry: Registry, name: str, version: str) -> View:
    try:
        return registry.closure(name, version)
    except DeclarationError:
        return registry.closure(name, version, loose=True)


def older(registry: Registry, name: str, version: str) -> list[View]:
    """Return the views of all versions below one, newest first."""
    all_views = list(views(registry, name).items())
    below = all_views[: [text for text, _ in all_views].index(version)]
    return [view for _, view in reversed(below)]


def newer(registry: Registry, name: str, version: str) -> list[View]:
    """Return the views of all versions above one, oldest first."""
    all_views = list(views(registry, name).items())
    return [view for _, view in all_views[[text for text, _ in all_views].index(version) + 1 :]]


def some(views: list[View], most: int = 4) -> list[View]:
    """Return the first of some views, the last, and others evenly between."""
    if len(views) <= most:
        return views
    return [views[place * (len(views) - 1) // (most - 1)] for place in range(most)]


def between(one: View, middle: View, other: View) -> bool:
    """Whether a view is between two others: no change on the way is made and then reverted."""
    return _distance(one, middle) + _distance(middle, other) == _distance(one, other)


def _distance(one: View, other: View) -> int:
    """How many changes lie between the versions of two views."""
    return sum(
        len(made)
        for name, version in one.versions.items()
        if name in other.versions
        for made in one.registry.lineage(name).apart(version, other.versions[name])
    )
