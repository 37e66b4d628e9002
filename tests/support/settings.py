"""Configurations and service records as operators and services write them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from oslo_config import cfg

from rpc.pins._config import Config
from rpc.pins._levels import Levels
from rpc.pins._scope import ALL_CELLS
from rpc.pins._service_record import Census, Record
from rpc.pins._service_records import Records
from tests.support.lab import LabAPI, OtherAPI, known

NOW = datetime.datetime.now(datetime.UTC)
BINARIES = {"lab": "nova-lab"}


class File:
    """A file of configuration that is read by a service."""

    def __init__(self, folder: Path, text: str) -> None:
        self.path = folder / "service.conf"
        self.write(text)
        self.conf = cfg.ConfigOpts()
        self.conf(["--config-file", str(self.path)], project="service")

    def write(self, text: str) -> None:
        """Write the group anew; nothing reads it yet."""
        self.path.write_text(f"[DEFAULT]\nhost = here\n[upgrade_levels]\n{text}\n")

    def mutate(self, text: str) -> None:
        """Write the group anew, and do what a service does at SIGHUP."""
        self.write(text)
        self.conf.mutate_config_files()


def levels(release: str = "kilo", **aliases: str) -> Levels:
    """What a service of a release reads for the topics of the lab."""
    return Levels(known(release), [LabAPI, OtherAPI], aliases)


def config(file: File, **options: Any) -> Config:
    """The pins of a file."""
    return Config(file.conf, options.pop("levels", levels()), **({"binaries": BINARIES} | options))


def row(host: str, level: str, **facts: Any) -> Record:
    """The record of a server of the lab that was seen a moment ago."""
    given: dict[str, Any] = {"binary": "nova-lab", "last_seen": NOW}
    return Record(host=host, level=level, **(given | facts))


def at_once(work: Callable[[], None]) -> None:
    """Read records at once, so that a test sees them at its next message."""
    work()


def records(*rows: Record, unreachable: tuple[str, ...] = (), **options: Any) -> Records:
    """The pins of some rows."""
    census = Census(rows, frozenset(unreachable))
    given: dict[str, Any] = {"binaries": BINARIES, "scope": ALL_CELLS, "start": at_once}
    read = options.pop("read", lambda: census)
    return Records(options.pop("levels", levels()), read, **(given | options))
