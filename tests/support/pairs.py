"""Every class of a registry at every version, and every class of every release."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from vobjects import Registry, View, catalog
from vobjects.catalog import NOVA

_LONG = "PINRAIL_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("PINRAIL_EXAMPLES", "5"))
"""How many objects a law is tried with for each class at each version.

A long run sets ``PINRAIL_EXAMPLES``: it draws others every time, and shrinks what fails.
"""


def law(examples: int = EXAMPLES) -> Callable[[Any], Any]:
    """The settings of a property; a failure prints what reproduces it."""
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if _LONG else [])]
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not _LONG,
        phases=phases,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@functools.cache
def views(registry: Registry, name: str) -> dict[str, View]:
    """The view of each version of a class and of what stands in it, oldest first."""
    versions = registry.lineage(name).history.versions
    return {str(version): registry.closure(name, str(version)) for version in versions}


def older(registry: Registry, name: str, version: str) -> list[View]:
    """The views of all versions below one, newest first."""
    found = list(views(registry, name).items())
    below = found[: [text for text, _ in found].index(version)]
    return [view for _, view in reversed(below)]


def newer(registry: Registry, name: str, version: str) -> list[View]:
    """The views of all versions above one, oldest first."""
    found = list(views(registry, name).items())
    return [view for _, view in found[[text for text, _ in found].index(version) + 1 :]]


def every_version(*, of_many: bool = True) -> list[Any]:
    """Each class of the catalog at each version, as parameters ``name`` and ``version``.

    With ``of_many``, only classes that ever changed.
    """
    return [
        pytest.param(name, version, id=f"{name}-{version}")
        for name in sorted(NOVA.head)
        for version in views(NOVA, name)
        if len(views(NOVA, name)) > 1 or not of_many
    ]


def every_release() -> list[Any]:
    """Each class of each release, as parameters ``release`` and ``name``."""
    return [
        pytest.param(release, name, id=f"{release}-{name}")
        for release in catalog.releases()
        for name in sorted(catalog.at(release))
    ]


def release_steps() -> list[Any]:
    """Each class of a release that an older release has too: ``new``, ``old`` and ``name``."""
    return [
        pytest.param(new, old, name, id=f"{new}-{old}-{name}")
        for old, new in itertools.combinations(catalog.releases(), 2)
        for name in sorted(set(catalog.at(old)) & set(catalog.at(new)))
    ]
