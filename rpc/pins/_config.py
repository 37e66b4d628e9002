"""Pins from ``[upgrade_levels]`` of a service's configuration, through oslo.config."""

from __future__ import annotations

import itertools
import logging
import signal
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Final

from oslo_config import cfg

from rpc.pins._errors import MisPinError, unknown_name
from rpc.pins._levels import Levels
from rpc.pins._lookup import Answer, Known, Unknown
from rpc.pins._options import AUTO, GROUP, names, options
from rpc.pins._pin import Destination
from rpc.pins._service_records import Records

LOG = logging.getLogger("rpc.pins.config")


class Config:
    """What operators write. It is read at the start, and when the configuration is mutated.

    ``conf.mutate_config_files()``, which oslo.service calls at SIGHUP, brings new values into force
    for the next message. Values that mean nothing are an error at the start; later they are logged,
    and what was in force before stays.

    Args:
        conf: the configuration of the service, already called with its files.
        levels: reads the values.
        binaries: topic to the binary that serves it, which is another name of its option.
        records: what ``auto`` means.

    Raises:
        MisPinError: an option is of no topic, or its value means nothing that is known.
    """

    def __init__(
        self,
        conf: cfg.ConfigOpts,
        levels: Levels,
        *,
        binaries: Mapping[str, str] | None = None,
        records: Records | None = None,
    ) -> None:
        self._conf, self._levels, self._records = conf, levels, records
        self._binaries = dict(binaries or {})
        for topic in self._binaries:
            levels.lineages(topic, "binaries")
        conf.register_opts(options(levels.topics, self._binaries), GROUP)
        self._answers = self._taken()
        conf.register_mutate_hook(self._mutated)

    def answer(self, destination: Destination) -> Answer:
        """What is written for the topic; with ``auto``, what the service records say."""
        answer = self._answers.get(destination.topic, NOT_SET)
        return answer.answer(destination) if isinstance(answer, Records) else answer

    def _mutated(self, conf: cfg.ConfigOpts, fresh: Mapping[Any, Any]) -> None:
        try:
            self._answers = self._taken()
        except (MisPinError, *UNREADABLE) as error:
            LOG.error("what was in force before stays: %s", error)
        if self._records is not None:
            self._records.reload()

    def _taken(self) -> dict[str, Answer | Records]:
        self._must_be_options()
        found = {topic: self._of(topic) for topic in self._levels.topics}
        return {topic: answer for topic, answer in found.items() if answer is not None}

    def _of(self, topic: str) -> Answer | Records | None:
        written = {
            name: value.strip()
            for name in names(topic, self._binaries)
            if (value := self._conf[GROUP][name])
        }
        if len(set(written.values())) > 1:
            raise MisPinError(
                where=f"[{GROUP}]",
                found=" and ".join(f"{name} = {value}" for name, value in written.items()),
                expected=f"one value for the topic {topic}",
                remedy="take one of the two out",
            )
        for name, value in written.items():
            return self._read(topic, value, f"[{GROUP}] {name} = {value}")
        return None

    def _read(self, topic: str, value: str, where: str) -> Answer | Records:
        if value.lower() != AUTO:
            return Known(self._levels.pin(topic, value, where), where)
        if self._records is not None and topic in self._records.rules.binaries:
            return self._records
        raise MisPinError(
            where=where,
            found="no service records for the topic",
            expected="a release or a version",
            remedy="write which, or give the service the records of the binary",
        )

    def _must_be_options(self) -> None:
        """Find what oslo.config is silent about: an option that nobody registered."""
        valid = [n for topic in self._levels.topics for n in names(topic, self._binaries)]
        for file, name in _written(self._conf):
            if name not in self._conf[GROUP]:
                remedy = "correct the name; nothing reads it"
                raise unknown_name(f"[{GROUP}] in {file}", name, valid, remedy)


UNREADABLE: Final = (cfg.Error, OSError, ValueError)
"""What oslo.config raises for files that are missing, half written or no text."""
NOT_SET: Final = Unknown(f"nothing is set in [{GROUP}]")
"""The answer for topics that no operator wrote about."""


def _written(conf: cfg.ConfigOpts) -> list[tuple[str, str]]:
    """The options that the files of a configuration have in the group, each with its file."""
    folders = [Path(folder).glob("*.conf") for folder in conf.config_dirs]
    files = [*conf.config_file, *map(str, itertools.chain.from_iterable(map(sorted, folders)))]
    found = []
    for file in files:
        sections: dict[str, dict[str, Any]] = {}
        cfg.ConfigParser(file, sections).parse()
        found += [(file, name) for name in sections.get(GROUP, {})]
    return found


def mutate_on_sighup(conf: cfg.ConfigOpts) -> None:
    """Mutate a configuration at SIGHUP, for services that do not run under oslo.service.

    A file that cannot be read is logged, and what was in force before stays. Whatever handled the
    signal before is called too. Only the main thread can set this up.
    """
    before = signal.getsignal(signal.SIGHUP)

    def mutate(number: int, frame: FrameType | None) -> None:
        try:
            conf.mutate_config_files()
        except UNREADABLE as error:
            LOG.error("what was in force before stays: %s", error)
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGHUP, mutate)
