"""A census counted: what service records say of each destination, as a table to look up."""

from __future__ import annotations

import dataclasses
import datetime
import weakref
from collections.abc import Mapping

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


class Stamps:
    """The stamp of each pin: the same object as long as nothing is said anew."""

    def __init__(self) -> None:
        self._stamps = weakref.WeakKeyDictionary[Pin, object]()

    def on(self, answer: Answer) -> Answer:
        """An answer with the stamp of its pin, if it is one."""
        if not isinstance(answer, Known):
            return answer
        stamp = self._stamps.setdefault(answer.pin, answer.stamp)
        return Known(answer.pin, answer.why, stamp)


@dataclasses.dataclass(frozen=True)
class Table:
    """Answers by destination; those of servers come before those of their topics."""

    rules: Rules
    topics: Mapping[str, Answer]
    hosts: Mapping[str, Mapping[str, _Rows]]
    """The rows of each host by binary. They are read when a message goes there, as a table of many
    hosts takes long to make."""
    others: Mapping[str, Answer]
    """For servers that have no row, by topic."""
    problems: tuple[MisPinError, ...]
    """What cannot be meant."""
    all_read: bool
    """Whether every cell answered."""
    stamps: Stamps = dataclasses.field(default_factory=Stamps)
    _lowest: dict[tuple[str, tuple[str, ...]], tuple[Pin, int]] = dataclasses.field(
        default_factory=dict
    )
    """For rows of the same levels: their pin, and the place of the row that decides."""

    def answer(self, destination: Destination) -> Answer:
        """What the rows say of a destination."""
        topic = destination.topic
        if destination.server is None or topic not in self.others:
            return self.stamps.on(self.topics.get(topic, _NO_BINARY))
        rows = self.hosts[self.rules.binaries[topic]].get(destination.server)
        answer = self.others[topic] if rows is None else self._lowest_of(topic, rows)
        return self.stamps.on(answer)

    def keeping(self, before: Table) -> Table:
        """The same, with the stamps of a table before it."""
        return dataclasses.replace(self, stamps=before.stamps)

    def _lowest_of(self, topic: str, rows: _Rows) -> Answer:
        """The answer for a host; the same pin for the same levels."""
        key = topic, tuple(row.level for row in rows)
        found = self._lowest.get(key)
        if found is None:
            answer = _lowest(self.rules.levels, topic, rows)
            if isinstance(answer, Known):
                self._lowest[key] = answer.pin, rows.index(answer.why)
            return answer
        pin, place = found
        return Known(pin, rows[place])

    @property
    def is_known(self) -> bool:
        """Whether nothing in it is unknown."""
        found = [*self.topics.values(), *self.others.values()]
        return not any(isinstance(answer, Unknown) for answer in found)


_NO_BINARY = Unknown("no binary is named for the topic")


def unread(rules: Rules, why: str) -> Table:
    """The table of a census that could not be taken."""
    topics = {topic: Unknown(why) for topic in rules.binaries}
    return Table(rules, topics, {}, {}, (), all_read=False)


def counted(rules: Rules, census: Census, now: datetime.datetime) -> Table:
    """The table of a census.

    Only rows whose service reported within ``gone_after`` count, be they disabled or forced down: a
    service that may return must understand what waits for it.
    """
    by_level, by_host, binaries = _sorted(rules, census, now)
    count = _Count(rules, rules.scope.missing(census.unreachable), binaries)
    topics = {topic: count.lowest(topic, by_level) for topic in rules.binaries}
    others = {topic: count.nobody(topic) for topic in rules.binaries if rules.scope.by_host}
    return Table(rules, topics, by_host, others, tuple(count.problems), not count.missing)


_Rows = tuple[Record, ...]
"""Rows of different levels."""


def _sorted(
    rules: Rules, census: Census, now: datetime.datetime
) -> tuple[Mapping[str, _Rows], Mapping[str, Mapping[str, _Rows]], set[str]]:
    """By binary, one row of each level, in all and of each host; and the names of all binaries."""
    oldest = now - rules.gone_after if rules.gone_after is not None else None
    scope, by_host = rules.scope, rules.scope.by_host
    levels: dict[str, dict[str, Record]] = {binary: {} for binary in rules.binaries.values()}
    hosts: dict[str, dict[str, _Rows]] = {binary: {} for binary in levels}
    names: set[str] = set()
    for row in census.rows:
        names.add(row.binary)
        if row.binary not in levels or not scope.has(row):
            continue
        if oldest is not None and (row.last_seen is None or row.last_seen < oldest):
            continue
        levels[row.binary].setdefault(row.level, row)
        if by_host:
            _add(hosts[row.binary], row)
    return {binary: tuple(rows.values()) for binary, rows in levels.items()}, hosts, names


def _add(hosts: dict[str, _Rows], row: Record) -> None:
    rows = hosts.get(row.host, ())
    if all(row.level != other.level for other in rows):
        hosts[row.host] = (*rows, row)


def _lowest(levels: Levels, topic: str, rows: _Rows) -> Answer:
    """The answer that holds for the servers of all of some rows."""
    try:
        pins = [levels.of_row(topic, row.level, row) for row in rows]
    except MisPinError as error:
        return Unknown(str(error))
    lowest = pins[0] if len(pins) == 1 else levels.known.lowest(pins)
    places = [levels.known.place(pin) for pin in pins]
    row = rows[pins.index(lowest) if lowest in pins else places.index(min(places))]
    return Known(lowest, row)


@dataclasses.dataclass
class _Count:
    """The counting of one census."""

    rules: Rules
    missing: list[str]
    binaries: set[str]
    problems: list[MisPinError] = dataclasses.field(default_factory=list)

    def lowest(self, topic: str, levels: Mapping[str, _Rows]) -> Answer:
        """The answer for messages to any server of a topic."""
        rows = levels[self.rules.binaries[topic]]
        if self.missing or not rows:
            return self.nobody(topic)
        answer = _lowest(self.rules.levels, topic, rows)
        if isinstance(answer, Known) and not self.rules.scope.by_host:
            self._must_meet(topic, answer.pin, rows)
        return answer

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

    def _must_meet(self, topic: str, lowest: Pin, rows: _Rows) -> None:
        levels = self.rules.levels
        for row in rows:
            if not levels.meet(topic, lowest, levels.of_row(topic, row.level, row)):
                self.problems.append(
                    MisPinError(
                        where=f"records of the topic {topic}",
                        found=f"{row}, which does not answer {lowest}",
                        expected="majors that meet: each server answers what the oldest does",
                        remedy="upgrade the oldest servers first, or address servers by their name",
                    )
                )
