"""What rules judge: releases as they were recorded, and as the code makes them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any, Final, Literal

from compat.foreign import ForeignCode, Reads
from compat.manifest import Manifest
from compat.rules._exceptions import Accepted

Part = Literal["objects", "interfaces"]
"""The part of a manifest that something is in."""
PARTS: Final[tuple[Part, ...]] = ("objects", "interfaces")


@dataclasses.dataclass(frozen=True, eq=False)
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
    inherited: Mapping[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    """By object and field, the base class that declares the field, where it is another one."""
    stored: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """By column, such as ``orders.body``, the object that its rows hold."""
    data: str = ""
    """The release in whose form rows are written; empty for the newest."""
    history: Mapping[tuple[Part, str], Any] = dataclasses.field(default_factory=dict)
    """The whole history of each object and interface that the code declares."""
    reads: Mapping[tuple[str, str], Reads] = dataclasses.field(default_factory=dict)
    """By object and field, where the code reads a field that older objects come without."""
    accepted: tuple[Accepted, ...] = ()
    """The findings that the project accepts."""
    found: frozenset[str] = frozenset()
    """The fingerprints of all findings of the other rules."""
    outside: tuple[str, ...] = ()
    """The releases that were recorded and are not judged: no service of them may run."""
    foreign: ForeignCode | None = None
    """What probes of the classes show, of a project of oslo; else None."""

    @functools.cached_property
    def releases(self) -> Mapping[str, Manifest]:
        """Each supported release as it was recorded, else as the code has it; oldest first."""
        return {name: self.recorded.get(name, code) for name, code in self.code.items()}

    @property
    def newest(self) -> str:
        """The release that the code is."""
        return [*self.code][-1]
