"""What pin is in force for each topic of Nova, and why."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from oslo_config import cfg

from compat.pins._census_file import read_census
from rpc import Destination, MisPinError, Releases, catalog
from rpc.pins import (
    ALL_CELLS,
    EACH_HOST,
    Answer,
    Census,
    Config,
    Known,
    Levels,
    Nobody,
    Records,
    Scope,
    one_cell,
)
from rpc.pins._config import NOT_SET
from rpc.pins._errors import unknown_name

NEWEST: Final = catalog.releases()[-1]
"""The newest release of Nova that is known."""

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


@dataclasses.dataclass(frozen=True)
class Files:
    """What is written, and which rows decide.

    Args:
        configs: files with ``[upgrade_levels]``.
        records: service records, if there are any.
        scope: the rows that decide.
        gone_after: the silence after which a row does not count.
    """

    configs: list[Path]
    records: Path | None
    scope: Scope
    gone_after: datetime.timedelta | None


def pinned(known: Releases, files: Files) -> list[Pinned]:
    """The pin of every topic, and with each host by itself that of every server too.

    Raises:
        MisPinError: a file says what cannot be meant.
        DeclarationError: the oldest release lacks an interface of which nothing is known.
        OSError: a file cannot be read.
    """
    interfaces = [i for i in catalog.INTERFACES if i.LINEAGE.name in known.newest.interfaces]
    levels = Levels(known, interfaces)
    binaries = {topic: catalog.BINARIES[topic] for topic in levels.topics}
    census = read_census(files.records) if files.records is not None else None
    records = _records(levels, census, binaries, files) if census is not None else None
    source = Config(_read(files.configs), levels, binaries=binaries, records=records)
    found = []
    for topic in levels.topics:
        servers = _servers(topic, census) if census is not None and files.scope.by_host else []
        found += [_pinned(source, levels, place) for place in (Destination(topic), *servers)]
    return found


def releases(own: str, oldest: str | None) -> Releases:
    """The releases of Nova from one to another.

    Args:
        own: that of the service that sends.
        oldest: the oldest that is supported; None for the one two releases before.

    Raises:
        MisPinError: there is no such release, or the oldest is newer than the own.
    """
    names = list(catalog.releases())
    for option, name in (("--own", own), ("--oldest", oldest or own)):
        if name not in names:
            raise unknown_name(option, name, names, "correct the name")
    last = names.index(own)
    first = max(last - 2, 0) if oldest is None else names.index(oldest)
    if first > last:
        raise MisPinError(
            where="--oldest",
            found=str(oldest),
            expected=f"{own} or an older release",
            remedy="code does not know releases that came later",
        )
    return Releases(tuple(map(catalog.pin, names[first : last + 1])))


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
    except (cfg.Error, UnicodeDecodeError) as error:
        raise MisPinError(
            where="--config", found=str(error), expected="files of oslo.config", remedy="correct it"
        ) from error
    return conf


def _records(levels: Levels, census: Census, binaries: Mapping[str, str], files: Files) -> Records:
    return Records(
        levels,
        lambda: census,
        binaries=binaries,
        scope=files.scope,
        gone_after=files.gone_after,
        start=lambda read: read(),
    )


def _servers(topic: str, census: Census) -> list[Destination]:
    hosts = {row.host for row in census.rows if row.binary == catalog.BINARIES[topic]}
    return [Destination(topic, host) for host in sorted(hosts)]


def _pinned(source: Config, levels: Levels, destination: Destination) -> Pinned:
    answer = source.answer(destination)
    pin = answer.pin if isinstance(answer, Known) else levels.known.oldest
    lineages = levels.lineages(destination.topic, destination)
    versions = {one.name: str(pin.speaks(one)) for one in lineages}
    return Pinned(destination, answer, pin.release, versions)
