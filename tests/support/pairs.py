"""Every class of a registry at every version, and every class of every release."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from vobjects import Registry, View, catalog
from vobjects.history import Change

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


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two versions of a class; a plan brings ``source`` to ``target``."""

    registry: Registry
    name: str
    source: str
    target: str

    @functools.cached_property
    def down(self) -> bool:
        """Whether the plan goes to an older version."""
        texts = list(views(self.registry, self.name))
        return texts.index(self.target) < texts.index(self.source)

    @property
    def new(self) -> View:
        """The view of the newer version."""
        return views(self.registry, self.name)[self.source if self.down else self.target]

    @property
    def old(self) -> View:
        """The view of the older version."""
        return views(self.registry, self.name)[self.target if self.down else self.source]

    def changes(self) -> Iterator[Change]:
        """What the history says of the versions between."""
        lineage = self.registry.lineage(self.name)
        versions = self.old.versions[self.name], self.new.versions[self.name]
        return (made.change for made in lineage.apart(*versions).made)

    def triples(self) -> Iterator[tuple[View, View, View]]:
        """Three views in a row of which the pair is the whole way, or a part with the next one."""
        source, target = (self.new, self.old) if self.down else (self.old, self.new)
        onward, backward = (older, newer) if self.down else (newer, older)
        beyond = onward(self.registry, self.name, self.target)
        before = backward(self.registry, self.name, self.source)
        way = onward(self.registry, self.name, self.source)
        yield from ((source, between, target) for between in way[: way.index(target)])
        yield from ((source, target, further) for further in beyond[:1])
        yield from ((earlier, source, target) for earlier in before[:1])


def every_pair(registry: Registry, name: str) -> list[Pair]:
    """The pairs of versions of a class, both ways."""
    return [Pair(registry, name, *two) for two in itertools.permutations(views(registry, name), 2)]


def every_version(*registries: Registry) -> list[Any]:
    """Each class that ever changed at each version: ``registry``, ``name`` and ``version``."""
    return [
        pytest.param(registry, name, version, id=f"{name}-{version}")
        for registry in registries
        for name in sorted(registry.head)
        for version in views(registry, name)
        if len(views(registry, name)) > 1
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
