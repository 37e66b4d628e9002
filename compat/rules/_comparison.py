"""What rules judge: releases as they were recorded, and as the code makes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final, Literal

from compat.manifest import Manifest

Part = Literal["objects", "interfaces"]
"""The part of a manifest that something is in."""
PARTS: Final[tuple[Part, ...]] = ("objects", "interfaces")


@dataclasses.dataclass(frozen=True)
class Comparison:
    """The releases as they were recorded, and as the code makes them now."""

    recorded: Mapping[str, Manifest]
    """By release: those of the code first, oldest first, then those that it does not have.

    Releases of the code that are not supported any more are not among them.
    """
    code: Mapping[str, Manifest]
    """By release, oldest first; the last is the code itself."""
    declared: Mapping[tuple[Part, str], str] = dataclasses.field(default_factory=dict)
    """The newest version of each object and interface that the code declares."""
    outside: tuple[str, ...] = ()
    """The releases that were recorded and are not judged: no service of them may run."""

    @property
    def newest(self) -> str:
        """The release that the code is."""
        return [*self.code][-1]
