"""A census counted: what service records say of each destination, as a table to look up."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import TypeVar

from rpc.pins._errors import MisPinError
from rpc.pins._levels import Levels
from rpc.pins._lookup import Answer, Known, Nobody, Unknown
from rpc.pins._pin import Destination, Pin
from rpc.pins._scope import Scope
from rpc.pins._service_record import Census, Record
from vobjects._names import nearest

_SAME_NAME = 0.85
"""How much the names of two binaries must have in common for one to be the other misspelt."""


@dataclasses.dataclass(frozen=True)
class Rules:
    """How rows become pins.

    Args:
        levels: reads what a row says that its service runs.
        binaries: topic to the binary that serves it, such as ``{"orders": "shop-kitchen"}``.
        scope: which rows decide.
        gone_after: how long a service must be silent to count no more; None if only a row that was
            deleted does not count.
    """

    levels: Levels
    binaries: Mapping[str, str]
    scope: Scope
    gone_after: datetime.timedelta | None = None


@dataclasses.dataclass(frozen=True)
class Table:
    """Answers by destination; those of servers come before those of their topics."""

    topics: Mapping[str, Answer]
    hosts: Mapping[Destination, Answer]
    others: Mapping[str, Answer]
    """For servers that have no row, by topic."""
    problems: tuple[MisPinError, ...]
    """What cannot be meant."""
    all_read: bool
    """Whether every cell answered."""

    def answer(self, destination: Destination) -> Answer:
        """What the rows say of a destination."""
        if destination.server is not None and destination.topic in self.others:
            return self.hosts.get(destination) or self.others[destination.topic]
        return self.topics.get(destination.topic) or _NO_BINARY

    def keeping(self, before: Table) -> Table:
        """The same, with the stamps of a table before it where pins are the same."""
        return dataclasses.replace(
            self,
            topics=_keeping(self.topics, before.topics),
            hosts=_keeping(self.hosts, before.hosts),
            others=_keeping(self.others, before.others),
        )

    @property
    def is_known(self) -> bool:
        """Whether nothing in it is unknown."""
        found = [*self.topics.values(), *self.hosts.values(), *self.others.values()]
        return not any(isinstance(answer, Unknown) for answer in found)


K = TypeVar("K")


def _keeping(answers: Mapping[K, Answer], before: Mapping[K, Answer]) -> Mapping[K, Answer]:
    return {place: _kept(answer, before.get(place)) for place, answer in answers.items()}


def _kept(answer: Answer, before: Answer | None) -> Answer:
    if isinstance(answer, Known) and isinstance(before, Known) and answer.pin is before.pin:
        return dataclasses.replace(answer, stamp=before.stamp)
    return answer


_NO_BINARY = Unknown("no binary is named for the topic")


def unread(rules: Rules, why: str) -> Table:
    """The table of a census that could not be taken."""
    return Table({topic: Unknown(why) for topic in rules.binaries}, {}, {}, (), all_read=False)


def counted(rules: Rules, census: Census, now: datetime.datetime) -> Table:
    """The table of a census.

    Only rows whose service reported within ``gone_after`` count, be they disabled or forced down: a
    service that may return must understand what waits for it.
    """
    by_level, by_host, binaries = _sorted(rules, census, now)
    count = _Count(rules, rules.scope.missing(census.unreachable), binaries)
    topics = {topic: count.lowest(topic, by_level) for topic in rules.binaries}
    hosts = {
        Destination(topic, host): count.lowest_of(topic, rows)
        for topic, binary in rules.binaries.items()
        for host, rows in by_host[binary].items()
    }
    others = {topic: count.nobody(topic) for topic in rules.binaries if rules.scope.by_host}
    return Table(topics, hosts, others, tuple(count.problems), not count.missing)


_Rows = Mapping[str, Mapping[str, list[Record]]]


def _sorted(rules: Rules, census: Census, now: datetime.datetime) -> tuple[_Rows, _Rows, set[str]]:
    """By binary, one row of each level and all rows of each host; and the names of all binaries."""
    oldest = now - rules.gone_after if rules.gone_after is not None else None
    wanted, scope, by_host = set(rules.binaries.values()), rules.scope, rules.scope.by_host
    levels: dict[str, dict[str, list[Record]]] = {binary: {} for binary in wanted}
    hosts: dict[str, dict[str, list[Record]]] = {binary: {} for binary in wanted}
    names: set[str] = set()
    for row in census.rows:
        names.add(row.binary)
        if row.binary not in wanted or not scope.has(row):
            continue
        if oldest is not None and (row.last_seen is None or row.last_seen < oldest):
            continue
        if row.level not in levels[row.binary]:
            levels[row.binary][row.level] = [row]
        if by_host:
            hosts[row.binary].setdefault(row.host, []).append(row)
    return levels, hosts, names


@dataclasses.dataclass
class _Count:
    """The counting of one census."""

    rules: Rules
    missing: list[str]
    binaries: set[str]
    problems: list[MisPinError] = dataclasses.field(default_factory=list)

    def lowest(self, topic: str, levels: _Rows) -> Answer:
        """The answer for messages to any server of a topic."""
        rows = [row for rows in levels[self.rules.binaries[topic]].values() for row in rows]
        if self.missing or not rows:
            return self.nobody(topic)
        answer = self.lowest_of(topic, rows)
        if isinstance(answer, Known) and not self.rules.scope.by_host:
            self._must_meet(topic, answer.pin, rows)
        return answer

    def lowest_of(self, topic: str, rows: list[Record]) -> Answer:
        """The answer that holds for the servers of all of some rows."""
        try:
            pins = [self._pin(topic, row) for row in rows]
        except MisPinError as error:
            return Unknown(str(error))
        levels = self.rules.levels.known
        lowest = pins[0] if len(pins) == 1 else levels.lowest(pins)
        places = [levels.place(pin) for pin in pins]
        row = rows[pins.index(lowest) if lowest in pins else places.index(min(places))]
        return Known(lowest, row)

    def _pin(self, topic: str, row: Record) -> Pin:
        return self.rules.levels.of_row(topic, row.level, row)

    def nobody(self, topic: str) -> Answer:
        """The answer where no row is."""
        binary = self.rules.binaries[topic]
        if self.missing:
            return Unknown(f"no answer from cell {', '.join(self.missing)}")
        meant = nearest(binary, self.binaries - {binary}, _SAME_NAME)
        if meant and binary not in self.binaries:
            self.problems.append(
                MisPinError(
                    where=f"records of the topic {topic}",
                    found=f"no row of {binary!r}",
                    expected=f"rows of one of {', '.join(sorted(self.binaries))}",
                    remedy="correct the name of the binary",
                    nearest=meant,
                )
            )
        return Nobody(f"no row of {binary} in {self.rules.scope}")

    def _must_meet(self, topic: str, lowest: Pin, rows: list[Record]) -> None:
        for row in rows:
            if not self.rules.levels.meet(topic, lowest, self._pin(topic, row)):
                self.problems.append(
                    MisPinError(
                        where=f"records of the topic {topic}",
                        found=f"{row}, which does not answer {lowest}",
                        expected="majors that meet: each server answers what the oldest does",
                        remedy="upgrade the oldest servers first, or address servers by their name",
                    )
                )
