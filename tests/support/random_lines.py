"""Random classes with two lines of versions, some of whose changes both lines have."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from tests.support.random_history import Author
from tests.support.random_story import Story
from vobjects import (
    DeclarationError,
    Registry,
    VersionedObject,
    View,
    history,
    initial,
    line,
    same_as,
)
from vobjects._declare.changes import Added, Entry
from vobjects.testing import objects

Case = tuple[VersionedObject, list[View]]


@st.composite
def cases(draw: st.DrawFn, views: int) -> Case:
    """An object of a random class with two lines, and views of any of its versions."""
    registry = draw(st.integers(0, 2**32 - 1).map(_registry_of))
    versions = registry.lineage("Forked").versions
    found = [registry.at({"Forked": str(draw(st.sampled_from(versions)))}) for _ in range(views)]
    return draw(objects(found[0], "Forked", sparse=draw(st.booleans()))), found


def _registry_of(seed: int) -> Registry:
    """The first registry from a seed on in whose lines every default outlives the other line.

    Where both remove one field the story of one does not know the default of the other.
    """
    try:
        return _registry(random.Random(seed))
    except DeclarationError as error:
        if error.expected != "a default that all versions on its way can hold":
            raise
        return _registry_of(seed + 1)


def _registry(rng: random.Random) -> Registry:
    author = Author(rng)
    story = author.story({})
    before = [initial("1.0")]
    before += [author.entry(f"1.{n}", story) for n in range(1, rng.randint(1, 4))]
    other, after = story.fork(), []
    added: dict[str, dict[str, object]] = {}
    for minor in range(rng.randint(1, 4)):
        after.append(author.entry(f"2.{minor}", story))
        added |= {str(after[-1].version): dict(story.fields)}
    main = author.declare("Forked", VersionedObject, story, history(*before, *after))
    shared = [entry for entry in after if _only_adds(entry) and rng.random() < 0.7]
    entries = []
    for minor in range(len(before), len(before) + rng.randint(1, 4)):
        words = []
        if shared and rng.random() < 0.7:
            words.append(same_as(_take(shared.pop(0), other, added)))
        entries.append(author.entry(f"1.{minor}", other, *words))
    left = str(before[-1].version)
    author.declare("Line", VersionedObject, other, line(main, left, *entries))
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
