"""What a rule reports, and the words that it is sorted by."""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
import json
from typing import Any, Final, NamedTuple


class Severity(enum.StrEnum):
    """What a finding costs the services that meet it."""

    BREAKS = "breaks"
    """A message or a stored object cannot be read, or nothing shows that it can."""
    LOSES = "loses"
    """It is read, and says something else or less than its writer meant."""
    WARNS = "warns"
    """Nothing happens today, and a later change will not be noticed."""

    @property
    def rank(self) -> int:
        """The place in the order of severities; 0 is the worst."""
        return [*Severity].index(self)


class Category(enum.StrEnum):
    """What a rule protects."""

    WIRE = "wire"
    """Messages between services of two releases."""
    SOURCE = "source"
    """The code that declares objects, interfaces and histories."""
    POLICY = "policy"
    """What the project says of its releases."""
    STORE = "store"
    """Objects at rest, which every release that may return has to read."""


class Direction(enum.StrEnum):
    """Which way a message goes when it does harm."""

    OLD_TO_NEW = "old-to-new"
    NEW_TO_OLD = "new-to-old"
    BOTH = "both"
    NONE = "none"

    @property
    def upgrade_first(self) -> UpgradeFirst:
        """The side that has to be upgraded first, so that no such message is sent."""
        return _UPGRADE_FIRST[self]


class UpgradeFirst(enum.StrEnum):
    """The side of a message that has to be upgraded first."""

    SENDERS = "senders"
    RECEIVERS = "receivers"
    IMPOSSIBLE = "impossible"
    """Either order sends messages that do harm."""
    ANY = "any"
    """No order does harm."""


_UPGRADE_FIRST: Final = {
    Direction.OLD_TO_NEW: UpgradeFirst.SENDERS,
    Direction.NEW_TO_OLD: UpgradeFirst.RECEIVERS,
    Direction.BOTH: UpgradeFirst.IMPOSSIBLE,
    Direction.NONE: UpgradeFirst.ANY,
}
_HARM: Final = {
    Severity.BREAKS: "break in",
    Severity.LOSES: "say something else in",
    Severity.WARNS: "may say something else in",
}
_ORDER: Final = {
    UpgradeFirst.SENDERS: "upgrade senders first",
    UpgradeFirst.RECEIVERS: "upgrade receivers first",
    UpgradeFirst.IMPOSSIBLE: "no order of upgrades avoids it",
    UpgradeFirst.ANY: "any order of upgrades will do",
}


class Pair(NamedTuple):
    """Two releases of which one does harm to the other.

    A release beside itself is two builds of it: as it was recorded, and as the code is now.
    """

    sender: str
    receiver: str


@dataclasses.dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: str
    severity: Severity
    categories: tuple[Category, ...]
    direction: Direction
    noun: str
    """object, interface, release or exception."""
    name: str
    """Of the object, interface, release or exception."""
    path: str
    """Where in the manifest, such as ``$.objects.Order.fields.note``."""
    releases: tuple[str, ...]
    """The recorded releases that it is about."""
    pairs: tuple[Pair, ...]
    """The supported releases of which one does harm to the other."""
    message: str
    """What was and what is, in a sentence."""
    remedy: str
    """What to do."""
    line: str = ""
    """The line of code to write, if it is known."""
    above: str = ""
    """What has to be above the class for the line, such as a method as it was."""
    imports: tuple[str, ...] = ()
    """What has to be at the top of the module for the line."""
    was: Any = None
    now: Any = None
    location: str = ""
    """The file and the line of the class, if it is of one."""

    @property
    def upgrade_first(self) -> UpgradeFirst:
        """The side that has to be upgraded first; it follows from the direction."""
        return self.direction.upgrade_first

    @functools.cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits of the rule, the path, and what was and is there.

        Neither the text nor the releases are in it, so it is the same when a release is added.
        """
        facts = [self.rule, self.noun, self.name, self.path, self.was, self.now]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def who(self) -> str:
        """Who breaks whom, and which side has to be upgraded first; empty if nobody does."""
        if not self.pairs:
            return ""
        sides: dict[str, list[str]] = {}
        for place, pair in enumerate(self.pairs):
            if pair[::-1] in self.pairs[:place]:
                continue  # the other way round
            newer, older = pair if self.direction is not Direction.OLD_TO_NEW else pair[::-1]
            sides.setdefault(newer, []).append(_build(older, newer))
        harm = [_harm(self, newer, " and ".join(older)) for newer, older in sides.items()]
        back = ", and the other way round" if self.direction is Direction.BOTH else ""
        return f"{', '.join(harm)}{back}: {_ORDER[self.upgrade_first]}"

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data."""
        return {
            **dataclasses.asdict(self),
            "severity": self.severity.value,
            "categories": [category.value for category in self.categories],
            "direction": self.direction.value,
            "releases": list(self.releases),
            "imports": list(self.imports),
            "pairs": [pair._asdict() for pair in self.pairs],
            "upgrade_first": self.upgrade_first.value,
            "who": self.who,
            "fingerprint": self.fingerprint,
        }


def _harm(finding: Finding, newer: str, older: str) -> str:
    verb = _HARM[finding.severity]
    if finding.direction is Direction.OLD_TO_NEW:
        return f"messages of {older} {verb} {newer}"
    return f"messages of {newer} {verb} {older}"


def _build(release: str, other: str) -> str:
    return f"other builds of {release}" if release == other else release
