"""What a release is: which classes it has, at which versions, and what can stand in what."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from vobjects._declare.object import VersionedObject, wrong_child
from vobjects._declare.release_view import ClassRegistry
from vobjects._declare.schema import Schema
from vobjects._paths import Path, render
from vobjects._plan.class_graph import ClassGraph
from vobjects._plan.lineage import Lineage
from vobjects.errors import AbsentClassError
from vobjects.limits import Limits
from vobjects.version import Version


class Lineages(ClassRegistry, Protocol):
    """The declared classes of a project, and each class through all its versions."""

    @property
    def project(self) -> str:
        """The namespace on the wire."""

    @property
    def limits(self) -> Limits:
        """What a message may be at most."""

    @property
    def head(self) -> Release:
        """The newest versions."""

    def lineage(self, name: str) -> Lineage:
        """A class through all its versions."""

    def closure(
        self,
        name: str,
        version: str,
        manifest: Mapping[str, str] | None = None,
        *,
        loose: bool = False,
    ) -> Release:
        """The release of a class at a version, and of all that can stand in it."""


class Release(Mapping[str, type[VersionedObject]]):
    """The classes of one release as data: names, versions, fields, and the graph of them."""

    def __init__(self, registry: Lineages, versions: Mapping[str, Version], label: str) -> None:
        """Made by :meth:`Registry.at`, which says what ``label`` is."""
        self.registry, self.versions, self.label = registry, dict(versions), label
        self.limits = registry.limits

    @functools.cached_property
    def graph(self) -> ClassGraph:
        """Which classes can stand in which others."""
        return ClassGraph(self.versions, self.schema, self.registry.declared)

    def forget(self) -> None:
        """Compute the graph anew: a class was added."""
        vars(self).pop("graph", None)

    @abstractmethod
    def owns(self, cls: type[VersionedObject]) -> bool:
        """Whether objects of a class are objects of this release."""

    def judge(self, value: Any, path: Path, name: str) -> Any:
        """The value, if it is an object of this view and of the class ``name``."""
        good = isinstance(value, VersionedObject) and self.owns(type(value))
        if not good or not (value._wire_name == name or self.is_kind(value._wire_name, name)):
            raise wrong_child(value, render(path), f"{name} of {self.label or 'this view'}")
        return value

    @abstractmethod
    def _absent(self, name: object) -> AbsentClassError:
        """The error for a class that the release does not have."""

    def __iter__(self) -> Iterator[str]:
        return iter(self.versions)

    def __len__(self) -> int:
        return len(self.versions)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self.versions

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __repr__(self) -> str:
        return f"<View {self.label or 'unnamed'} of {self.registry.project}: {len(self)} classes>"

    @property
    def manifest(self) -> dict[str, str]:
        """The version of every class, as text."""
        return {name: str(version) for name, version in sorted(self.versions.items())}

    def schema(self, name: str) -> Schema:
        """The fields of a class in this release.

        Raises:
            AbsentClassError: this release does not have the class; it is a KeyError.
        """
        if name not in self:
            raise self._absent(name)
        return self.registry.lineage(name).schemas[self.versions[name]]

    def has(self, name: str, field: str | None = None) -> bool:
        """Whether this release has a class, and a field in it if one is named."""
        if name not in self or field is None:
            return name in self
        return isinstance(field, str) and field in self.schema(name).fields

    def reachable(self, name: str) -> frozenset[str]:
        """The class and all classes that stand in it, at any depth."""
        return frozenset(self.graph.reachable([self.schema(name).name]))

    def depth(self, name: str) -> float:
        """How many objects stand in each other at most; infinite where classes hold themselves."""
        return self.graph.depth(self.schema(name).name)

    def types(self, name: str) -> tuple[str, ...]:
        """The classes that the fields of a class name: its objects hold them or subclasses."""
        return self.graph.types(self.schema(name).name)

    def kinds(self, name: str) -> tuple[str, ...]:
        """The class and its subclasses, whose objects may stand where the class is named."""
        return self.graph.kinds[self.schema(name).name]

    def contents(self, name: str, number: str) -> tuple[Version, ...]:
        """What a number on the wire can stand for here, newest first: its own release's or older.

        Those of a line that left the history before it are among them.
        """
        lineage, own = self.registry.lineage(name), self.versions[name]
        found = lineage.contents(number)
        return tuple(v for v in found if v == own or not lineage.precedes(own, v))

    def is_kind(self, name: str, expected: str) -> bool:
        """Whether a class is another, or a subclass of it."""
        if name == expected:
            return True
        return {name, expected} <= self.versions.keys() and issubclass(
            self.registry.declared(name), self.registry.declared(expected)
        )

    def when(self, name: str, field: str) -> str:
        """Why a class of this release does not have a field, as a sentence for errors."""
        return self.registry.lineage(name).when(field, self.versions[name])
