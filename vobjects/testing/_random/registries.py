"""Registries with random histories: every kind of change, in any order, in up to six versions."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from vobjects import Registry, VersionedObject, history, initial, version
from vobjects._declare.changes import Entry, History
from vobjects.testing._random.story import Story, Wrap


def random_registries() -> st.SearchStrategy[Registry]:
    """Return a strategy for registries with three classes, each with a random history.

    ``Whole`` contains objects of ``Part`` and of its subclass ``SubPart``, in every container.
    """
    return st.integers(0, 2**32 - 1).map(lambda seed: random_registry(random.Random(seed)))


def random_registry(rng: random.Random, wrap: Wrap = lambda function: function) -> Registry:
    """Return the registry of these random numbers: an equal one for equal numbers.

    Args:
        rng: the random numbers.
        wrap: returns, for each function of several values, the one that the history gets instead.
    """
    author = Author(rng, wrap)
    part = author.write("Part", VersionedObject, {})
    author.write("SubPart", part, {})
    whole: dict[str, Any] = {
        "part": part,
        "maybe": part | None,
        "parts": tuple[part, ...],  # type: ignore[valid-type]
        "named": Mapping[str, part | None],  # type: ignore[valid-type]
        "grouped": Mapping[str, tuple[part, ...]],  # type: ignore[valid-type]
    }
    author.write("Whole", VersionedObject, whole)
    return author.registry


def self_referring_registries() -> st.SearchStrategy[Registry]:
    """Return a strategy for registries with the class ``Node``.

    It has a random history, and its objects contain others of it in some versions.
    """
    return st.integers(0, 2**32 - 1).map(lambda seed: _self_referring(random.Random(seed)))


def _self_referring(rng: random.Random) -> Registry:
    author = Author(rng)
    holding = {"maybe": "Node | None", "named": "Mapping[str, Node | None]"}
    story = author.story({})
    story.hold(holding)
    author.declare("Node", VersionedObject, story, author.entries(story))
    return author.registry


class Author:
    """The author of the classes of one registry: of equal ones for equal random numbers."""

    def __init__(self, rng: random.Random, wrap: Wrap = lambda function: function) -> None:
        self._rng, self._wrap = rng, wrap
        self._names = (f"f{number}" for number in itertools.count())
        self.registry = Registry("random")

    def write(self, name: str, base: Any, children: dict[str, Any]) -> Any:
        """Declare a class with a history."""
        story = self.story(children)
        return self.declare(name, base, story, self.entries(story))

    def entries(self, story: Story) -> History:
        """Return a history of up to six versions."""
        entries = [initial("1.0")]
        for minor in range(1, self._rng.randint(2, 6)):
            if self._rng.random() < 0.2:
                entries.append(self.entry(f"1.{minor}-early", story))
            entries.append(self.entry(f"1.{minor}", story))
        return history(*entries)

    def story(self, children: dict[str, Any]) -> Story:
        """Return the fields of a first version."""
        registry = self.registry if children else None
        story = Story(self._rng, self._names, children, registry, self._wrap)
        for _ in range(self._rng.randint(2, 3)):
            story.start()
        return story

    def entry(self, number: str, story: Story, *words: Any) -> Entry:
        """Return the version that follows."""
        alike = "readers are told the sender" if "-" in number else ""
        return version(number, "A change.", *words, *story.next_version(), alike=alike)

    def declare(self, name: str, base: Any, story: Story, entries: History, key: Any = None) -> Any:
        """Declare the class whose newest fields are those of the story."""
        body = {
            "__annotations__": story.fields,
            "HISTORY": entries,
            "__module__": __name__,
            **({} if key is None else {"KEY": key}),
            **{name: story.said(name) for name in story.fields},
        }
        return self.registry.register(type(name, (base,), body))
