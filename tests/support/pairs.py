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
from vobjects._declare.changes import Change
from vobjects.testing._versions import newer, older, views
from vobjects.version import Version

_LONG = "PINRAIL_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("PINRAIL_EXAMPLES", settings().max_examples // 20))
"""How many objects a law is tried with for each class at each version; one in a quick run.

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


_MANY = 10


def every_pair(registry: Registry, name: str) -> list[Pair]:
    """The pairs of versions of a class, both ways.

    Of a class with many versions these are each version with the next one, and the newest with the
    oldest: every change of the history is in two of them.
    """
    texts = list(views(registry, name))
    found = list(itertools.combinations(texts, 2))
    if len(texts) > _MANY:
        found = [*itertools.pairwise(texts), (texts[0], texts[-1])]
    return [Pair(registry, name, *two) for old, new in found for two in ((old, new), (new, old))]


def every_version(*registries: Registry) -> list[Any]:
    """Each class that ever changed at each version: ``registry``, ``name`` and ``version``."""
    return [
        pytest.param(registry, name, version, id=f"{name}-{version}")
        for registry in registries
        for name in sorted(registry.head)
        for version in views(registry, name)
        if len(views(registry, name)) > 1
    ]


MILESTONES = ("icehouse", "juno", "kilo", "ocata", "ussuri", "gazpacho")
"""Releases that stand for all, where a test goes through every release for each of its cases."""


def every_release() -> list[Any]:
    """Each class of each release, as parameters ``release`` and ``name``.

    A class is there once for all releases in a row that have it at the same version.
    """
    return [
        pytest.param(release, name, id=f"{release}-{name}")
        for name, found in _distinct().items()
        for release in found
    ]


def release_steps() -> list[Any]:
    """Each class between a release and an older one: ``new``, ``old`` and ``name``.

    Of the releases in which it differs, each goes with the one before, and the last with the first.
    """
    return [
        pytest.param(new, old, name, id=f"{new}-{old}-{name}")
        for name, found in _distinct().items()
        for old, new in dict.fromkeys([*itertools.pairwise(found), (found[0], found[-1])])
        if old != new
    ]


@functools.cache
def _distinct() -> dict[str, list[str]]:
    """By class, the releases in which it is new or at another version, and the last release.

    In the last one all that stands in it is at its newest; what stands in it has releases of its
    own, in which it differs.
    """
    found: dict[str, list[str]] = {}
    before: dict[str, Version] = {}
    *_, last = catalog.releases()
    for release in catalog.releases():
        view = catalog.at(release)
        for name in sorted(view):
            inside = release == last and len(view.reachable(name)) > 1
            if before.get(name) != view.versions[name] or inside:
                found.setdefault(name, []).append(release)
            before[name] = view.versions[name]
    return found
