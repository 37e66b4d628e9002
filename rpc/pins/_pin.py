"""A pin: in which release's form a destination is spoken to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final, Self

from rpc._plan.lineage import Lineage
from vobjects import DeclarationError, View
from vobjects.version import Version

FORMS: Final = ("compact", "primitive")


@dataclasses.dataclass(frozen=True, eq=False)
class Pin:
    """What one release speaks: its interfaces and its view of the objects."""

    release: str
    interfaces: Mapping[str, Version]
    view: View
    form: str = "compact"
    """``compact`` for peers of ours, ``primitive`` for stock oslo.messaging services."""

    def __post_init__(self) -> None:
        """Check the form.

        Raises:
            DeclarationError: it is none of the two.
        """
        if self.form not in FORMS:
            raise DeclarationError(
                where=f"Pin of {self.release}",
                found=f"form {self.form!r}",
                expected=f"one of {', '.join(FORMS)}",
                remedy="correct the form",
            )

    def __str__(self) -> str:
        return self.release

    def speaks(self, lineage: Lineage) -> Version:
        """The version of an interface in this release.

        Raises:
            DeclarationError: the release does not have the interface, or names a version that the
                interface never had.
        """
        if lineage.name not in self.interfaces:
            raise DeclarationError(
                where=f"Pin of {self.release}",
                found=f"no {lineage.name}",
                expected=f"one of {', '.join(sorted(self.interfaces))}",
                remedy=f"say which version of {lineage.name} the release has",
            )
        return lineage.at(str(self.interfaces[lineage.name]))

    def capped(self, interface: str, version: Version) -> Self:
        """The pin of code that has the release's objects, and the interface at this version."""
        if self.interfaces.get(interface) == version:
            return self
        return dataclasses.replace(self, interfaces={**self.interfaces, interface: version})


@dataclasses.dataclass(frozen=True)
class Destination:
    """Where a message goes: a topic, and one server of it if one is named."""

    topic: str
    server: str | None = None

    def __str__(self) -> str:
        return f"{self.topic}.{self.server}" if self.server else self.topic
