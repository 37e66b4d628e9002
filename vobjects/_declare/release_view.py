"""What an object asks of the release that its class is of, and of the registry of its project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from vobjects._declare.schema import Schema
from vobjects._paths import Path
from vobjects.limits import Limits
from vobjects.version import Version

if TYPE_CHECKING:
    from vobjects._declare.object import VersionedObject

V = TypeVar("V", bound="VersionedObject")


class ClassRegistry(Protocol):
    """The declared classes of a project; a :class:`~vobjects.Registry`."""

    @property
    def envelope(self) -> str:
        """The prefix of the keys of a primitive."""

    def declared(self, name: str, version: Version | None = None) -> type[VersionedObject]:
        """The class as its author wrote it."""

    def at(
        self, manifest: Mapping[str, str], label: str = "", *, loose: bool = False
    ) -> ReleaseView:
        """The view of a manifest."""


class ReleaseView(Protocol):
    """The classes of one release; a :class:`~vobjects.View`."""

    @property
    def registry(self) -> ClassRegistry:
        """The declared classes."""

    @property
    def label(self) -> str:
        """What the release is called."""

    @property
    def versions(self) -> Mapping[str, Version]:
        """The version of each class."""

    @property
    def limits(self) -> Limits:
        """What a message may be at most."""

    @property
    def manifest(self) -> dict[str, str]:
        """The version of each class, as text."""

    @overload
    def __getitem__(self, key: str) -> type[VersionedObject]: ...
    @overload
    def __getitem__(self, key: type[V]) -> type[V]: ...

    def __contains__(self, key: object) -> bool: ...

    def schema(self, name: str) -> Schema:
        """The fields of a class."""

    def reachable(self, name: str) -> frozenset[str]:
        """The class and all classes that can stand in it."""

    def judge(self, value: Any, path: Path, name: str) -> Any:
        """The value, if it is an object of the class ``name``."""
