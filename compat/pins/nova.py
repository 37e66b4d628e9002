"""Nova's services: an integer for each, and tables of what the integers mean.

Unlike Nova, rows that are forced down count, a cell that does not answer makes the pin unknown, a
service that is newer than the own code is spoken to in the newest form that this code knows, and a
topic that nobody pinned gets the oldest form.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from compat.pins._rows import Row, column, name_of, when
from rpc import MisPinError
from rpc.pins import Levels, Record


@dataclasses.dataclass(frozen=True)
class Tables:
    """What the own code says of service versions.

    Args:
        releases: release to service version, oldest first, with the names in lower case: those that
            the releases have. Nova's ``SERVICE_VERSION_ALIASES`` has lower numbers for some.
        history: ``SERVICE_VERSION_HISTORY``: by service version, the version of each interface.
        keys: binary to the key of its interface in the history.
    """

    releases: Mapping[str, int]
    history: Sequence[Mapping[str, str]]
    keys: Mapping[str, str] = dataclasses.field(
        default_factory=lambda: {"nova-compute": "compute_rpc"}
    )

    def level(self, binary: str, version: Any) -> str:
        """What a service of a binary runs, given its service version.

        Of several releases with this version the oldest is meant: nobody knows which it is. What
        the column of a row cannot hold, such as NULL, is no known level.
        """
        reached = {} if type(version) is not int else self._reached(version)
        if not reached:
            return f"service version {version}"
        exact = [name for name, at in reached.items() if at == version]
        release = exact[0] if exact else list(reached)[-1]
        entry = self.history[version] if version < len(self.history) else {}
        interface = entry.get(self.keys.get(binary, ""))
        return release if interface is None else f"{release} {interface}"

    def _reached(self, version: int) -> dict[str, int]:
        return {name: at for name, at in self.releases.items() if at <= version}

    def record(self, row: Row, cell: str) -> Record:
        """The record of a row of ``services``.

        Raises:
            MisPinError: the row lacks a column or a name, or its time is none.
        """
        binary = name_of(row, "binary")
        return Record(
            binary,
            name_of(row, "host"),
            self.level(binary, column(row, "version")),
            when(row.get("last_seen_up")),
            bool(row.get("disabled")),
            bool(row.get("forced_down")),
            cell,
        )


def must_agree(levels: Levels, topic: str, aliases: Mapping[str, str]) -> None:
    """Compare ``VERSION_ALIASES`` of a topic with what its releases really had.

    Raises:
        MisPinError: an alias stands for another version than the release has, so that a pin to it
            would send what the release does not read.
    """
    for name, version in aliases.items():
        where = f"alias {name} = {version} of the topic {topic}"
        pin = levels.pin(topic, name, where)
        if levels.pin(topic, f"{name} {version}", where) is not pin:
            [lineage] = levels.lineages(topic, where)
            raise MisPinError(
                where=where,
                found=version,
                expected=f"{pin.speaks(lineage)}, which {name} has",
                remedy="take the version of the release, not one of a later fix",
            )
