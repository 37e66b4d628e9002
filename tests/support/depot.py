"""Two interfaces on one topic; the majors of one do not meet."""

from __future__ import annotations

import dataclasses

from rpc import Context, Interface, Pin, Releases, call, history, initial, method_added, version
from tests.support.lab import VERSIONS, views

DEPOT = {"icehouse": "1.0", "juno": "1.1", "kilo": "2.0"}


class DepotAPI(Interface):
    """1.0 (icehouse), 1.1 (juno), 2.0 (kilo), which does not serve 1.x."""

    TOPIC = "depot"

    @call
    def store(self, context: Context, what: str) -> str:
        """Give the release that stored it."""
        raise NotImplementedError

    @call
    def count(self, context: Context) -> int:
        """Count what is stored."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version("1.1", "One can count.", method_added("count")),
        version("2.0", "A new major, alone."),
    )


class GateAPI(Interface):
    """The other interface of the topic."""

    TOPIC = "depot"
    NAMESPACE = "gate"

    @call
    def open(self, context: Context) -> bool:
        """Say whether it is open."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"))


@dataclasses.dataclass
class Depot:
    """Keeps what it is given."""

    release: str
    kept: list[str] = dataclasses.field(default_factory=list)

    def store(self, context: Context, what: str) -> str:
        self.kept.append(what)
        return self.release

    def count(self, context: Context) -> int:
        return len(self.kept)


def depot_pin(release: str) -> Pin:
    """What a release speaks; it has both interfaces."""
    versions = {"DepotAPI": DepotAPI.LINEAGE.at(DEPOT[release])}
    versions["GateAPI"] = GateAPI.LINEAGE.latest
    return Pin(release, versions, views(release))


def depot_releases(oldest: str = "icehouse") -> Releases:
    """All releases since one."""
    names = list(VERSIONS)
    return Releases(tuple(depot_pin(name) for name in names[names.index(oldest) :]))
