"""A rule, what it judges, and what it finds."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

from compat.manifest import Manifest

Part = Literal["objects", "interfaces"]
"""The part of a manifest that something is in."""
PARTS: Final[tuple[Part, ...]] = ("objects", "interfaces")


@dataclasses.dataclass(frozen=True)
class Comparison:
    """The releases as they were recorded, and as the code makes them now."""

    recorded: Mapping[str, Manifest]
    """By release: those of the code first, oldest first, then those that it does not have."""
    code: Mapping[str, Manifest]
    """By release, oldest first; the last is the code itself."""
    declared: Mapping[tuple[Part, str], str] = dataclasses.field(default_factory=dict)
    """The newest version of each object and interface that the code declares."""

    @property
    def newest(self) -> str:
        """The release that the code is."""
        return [*self.code][-1]


@dataclasses.dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: str
    noun: str
    """object, interface or release."""
    name: str
    """Of the object, interface or release."""
    path: str
    """Where in the manifest, such as ``$.objects.Order.fields.note``."""
    releases: tuple[str, ...]
    """The recorded releases that it is about."""
    message: str
    """What was and what is, in a sentence."""
    remedy: str
    """What to do."""
    line: str = ""
    """The line of code to write, if it is known."""
    was: Any = None
    now: Any = None
    location: str = ""
    """The file and the line of the class, if it is of one."""

    @functools.cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that are the same for the same finding in another run."""
        facts = [self.rule, self.path, self.releases, self.was, self.now]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data."""
        facts = dataclasses.asdict(self)
        return {**facts, "releases": list(self.releases), "fingerprint": self.fingerprint}


@dataclasses.dataclass(frozen=True)
class Rule:
    """One thing that must not happen, with an example of it and one that is allowed."""

    id: str
    title: str
    """What must not happen, in one sentence."""
    judge: Callable[[Comparison], Iterable[Finding]]
    passing: Comparison
    failing: Comparison
