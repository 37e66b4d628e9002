"""What pin is in force for each destination of the reference cloud, and why."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any, Final

from oslo_config import cfg

from compat import recorded
from compat.cloud.releases import INTERFACES, known_to
from rpc import Destination, MisPinError
from rpc.mispin import unknown_name
from rpc.sources import (
    ALL_CELLS,
    EACH_HOST,
    Answer,
    Config,
    Known,
    Levels,
    Nobody,
    Records,
    Scope,
    one_cell,
)
from rpc.sources.config import NOT_SET
from rpc.sources.options import NOVA

_CELL: Final = "cell:"


@dataclasses.dataclass(frozen=True)
class Pinned:
    """One destination: its answer, and what is sent to it."""

    destination: Destination
    answer: Answer
    release: str
    interfaces: dict[str, str]

    @property
    def state(self) -> str:
        """Which kind of answer it is."""
        if self.answer is NOT_SET:
            return "not set"
        if isinstance(self.answer, Known):
            return "known"
        return "nobody" if isinstance(self.answer, Nobody) else "unknown"

    def as_dict(self) -> dict[str, Any]:
        """The destination for JSON."""
        return {
            "destination": str(self.destination),
            "state": self.state,
            "release": self.release,
            "interfaces": self.interfaces,
            "why": str(self.answer.why),
        }


def pinned(
    own: str,
    configs: list[Path],
    records: Path | None,
    scope: Scope,
    gone_after: datetime.timedelta | None,
) -> list[Pinned]:
    """The pin of every topic, and with each host by itself that of every server too.

    Raises:
        DeclarationError: the own release does not exist.
        MisPinError: a file says what cannot be meant.
        OSError: a file cannot be read.
    """
    known = known_to(own)
    levels = Levels(known, INTERFACES)
    source = Config(
        _read(configs), levels, binaries=NOVA, records=_records(levels, records, scope, gone_after)
    )
    found = []
    for topic, lineages in levels.topics.items():
        for destination in [Destination(topic), *_servers(topic, records, scope)]:
            answer = source.answer(destination)
            pin = answer.pin if isinstance(answer, Known) else known.oldest
            versions = {one.name: str(pin.speaks(one)) for one in lineages}
            found.append(Pinned(destination, answer, pin.release, versions))
    return found


def read_scope(text: str) -> Scope:
    """A scope as it is written on the command line.

    Raises:
        MisPinError: it is none.
    """
    if text.startswith(_CELL) and text != _CELL:
        return one_cell(text.removeprefix(_CELL))
    scopes = {"all": ALL_CELLS, "hosts": EACH_HOST}
    if text not in scopes:
        raise unknown_name("--scope", text, [*scopes, f"{_CELL}NAME"], "say which rows decide")
    return scopes[text]


def _read(configs: list[Path]) -> cfg.ConfigOpts:
    conf = cfg.ConfigOpts()
    files = [part for file in configs for part in ("--config-file", str(file))]
    try:
        conf(files, project="pinrail", default_config_files=[], default_config_dirs=[])
    except cfg.Error as error:
        raise MisPinError(
            where="--config", found=str(error), expected="files of oslo.config", remedy="correct it"
        ) from error
    return conf


def _records(
    levels: Levels, file: Path | None, scope: Scope, gone_after: datetime.timedelta | None
) -> Records | None:
    if file is None:
        return None
    found = recorded.census(file)
    return Records(
        levels,
        lambda: found,
        binaries=NOVA,
        scope=scope,
        gone_after=gone_after,
        start=lambda read: read(),
    )


def _servers(topic: str, file: Path | None, scope: Scope) -> list[Destination]:
    if file is None or not scope.by_host:
        return []
    rows = recorded.census(file).rows
    hosts = {row.host for row in rows if row.binary == NOVA[topic]}
    return [Destination(topic, host) for host in sorted(hosts)]
