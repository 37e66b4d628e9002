"""Random classes with two lines of versions that have some of their changes in common."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from vobjects import (
    VALUE,
    DeclarationError,
    Registry,
    VersionedObject,
    history,
    initial,
    line,
    same_as,
)
from vobjects._declare.changes import Added, Entry
from vobjects._plan.lineage import Lineage
from vobjects.testing._random.conversions import ObjectAndViews
from vobjects.testing._random.registries import Author
from vobjects.testing._random.story import Story
from vobjects.testing._strategies import objects
from vobjects.version import Version


@st.composite
def random_line_conversions(draw: st.DrawFn, views: int) -> ObjectAndViews:
    """Draw an object of a class with two random lines, and views to convert it into.

    Args:
        draw: given by Hypothesis.
        views: how many, each of any version; the first is that of the object.
    """
    registry = draw(st.integers(0, 2**32 - 1).map(_registry_of))
    versions = registry.lineage("Forked").versions
    drawn = [registry.at({"Forked": str(draw(st.sampled_from(versions)))}) for _ in range(views)]
    return draw(objects(drawn[0], "Forked", sparse=draw(st.booleans()))), drawn


@st.composite
def random_held_lines(draw: st.DrawFn) -> ObjectAndViews:
    """Draw an object that contains objects of such a class, in every container, and two views."""
    key = draw(st.sampled_from([VALUE, ()]))
    registry = _with_common_change(draw(st.integers(0, 2**32 - 1)), key)
    forked = registry.head["Forked"]
    body = {"__annotations__": {name: make(forked) for name, make in _PLACES.items()}}
    entries = history(initial("1.0"))
    holder: Any = type("Holder", (VersionedObject,), {**body, "KEY": (), "HISTORY": entries})
    registry.register(holder)
    lineage = registry.lineage("Forked")
    versions = st.sampled_from(_with_it(lineage) if draw(st.booleans()) else lineage.versions)
    drawn = [registry.at({"Holder": "1.0", "Forked": str(draw(versions))}) for _ in range(2)]
    one = objects(drawn[0], "Forked", sparse=draw(st.booleans()))
    values = {"one": draw(one), "maybe": draw(one), "parts": [draw(one)]}
    return drawn[0]["Holder"](**values, named={"a": draw(one)}, grouped={"b": [draw(one)]}), drawn


_PLACES: dict[str, Callable[[Any], Any]] = {
    "one": lambda kind: kind,
    "maybe": lambda kind: kind | None,
    "parts": lambda kind: tuple[kind, ...],  # type: ignore[valid-type]
    "named": lambda kind: Mapping[str, kind | None],  # type: ignore[valid-type]
    "grouped": lambda kind: Mapping[str, tuple[kind, ...]],  # type: ignore[valid-type]
}


def _with_common_change(seed: int, key: Any) -> Registry:
    """The first registry from a seed on whose lines have a change in common."""
    registry = _registry_of(seed, key)
    return registry if _with_it(registry.lineage("Forked")) else _with_common_change(seed + 1, key)


def _with_it(lineage: Lineage) -> list[Version]:
    """The versions from one on that has a change of the other line, and that one."""
    first = [entry for line in lineage.lines for entry in line.entries if entry.same_as][:1]
    ends = [(entry.version, *entry.same_as) for entry in first]
    return [v for v in lineage.versions for end in ends if any(lineage.precedes(e, v) for e in end)]


def _registry_of(seed: int, key: Any = None) -> Registry:
    """The first registry from a seed on in whose lines every default outlives the other line.

    Where both remove one field the story of one does not know the default of the other.
    """
    try:
        return _registry(random.Random(seed), key)
    except DeclarationError as error:
        if error.expected != "a default that all versions on its way can hold":
            raise
        return _registry_of(seed + 1, key)


def _registry(rng: random.Random, key: Any) -> Registry:
    author = Author(rng)
    story = author.story({})
    before = [initial("1.0")]
    before += [author.entry(f"1.{n}", story) for n in range(1, rng.randint(1, 4))]
    other, after = story.fork(), []
    added: dict[str, dict[str, object]] = {}
    for minor in range(rng.randint(1, 4)):
        after.append(author.entry(f"2.{minor}", story))
        added |= {str(after[-1].version): dict(story.fields)}
    main = author.declare("Forked", VersionedObject, story, history(*before, *after), key)
    shared = [entry for entry in after if _only_adds(entry) and rng.random() < 0.7]
    entries = []
    for minor in range(len(before), len(before) + rng.randint(1, 4)):
        words = []
        if shared and rng.random() < 0.7:
            words.append(same_as(_take(shared.pop(0), other, added)))
        entries.append(author.entry(f"1.{minor}", other, *words))
    left = str(before[-1].version)
    author.declare("Line", VersionedObject, other, line(main, left, *entries), key)
    return author.registry


def _take(entry: Entry, story: Story, added: dict[str, dict[str, object]]) -> str:
    """The fields that a version of the other line added come here too."""
    number = str(entry.version)
    for change in entry.changes:
        story.take(change, added[number][change.field])
    return number


def _only_adds(entry: Entry) -> bool:
    kinds = [isinstance(change, Added) and change.up is None for change in entry.changes]
    return bool(kinds) and all(kinds)
