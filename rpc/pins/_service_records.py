"""Pins from service records: the minimum of what is alive or may return."""

from __future__ import annotations

import datetime
import functools
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from rpc.pins._census import Rules, Table, counted, unread
from rpc.pins._levels import Levels
from rpc.pins._lookup import Answer
from rpc.pins._pin import Destination
from rpc.pins._scope import Scope
from rpc.pins._service_record import Census

LOG = logging.getLogger("rpc.pins.service_records")

_PAUSE: Final = 9
"""How much longer than a read the pause after it is, while a row means nothing."""


def in_background(work: Callable[[], None]) -> None:
    """Run something in a thread of its own."""
    threading.Thread(target=work, name="pinrail-records", daemon=True).start()


class Records:
    """Reads service records at the start, at :meth:`reload`, and when they are old or incomplete.

    No message waits for a database: while rows are read, what was known before holds. What could
    not be read is read again at the next message.

    Args:
        levels: reads what a row says that its service runs.
        read: reads all rows; a cell that does not answer belongs into ``Census.unreachable``, and
            whatever it raises makes everything unknown.
        binaries: topic to the binary that serves it, such as ``{"orders": "shop-kitchen"}``.
        scope: which rows decide on a destination.
        age: seconds after which rows are read again.
        gone_after: how long a service must be silent to count no more; None if only rows that were
            deleted do not count.
        start: how a read is started while messages are sent.

    Raises:
        MisPinError: a topic has no interface, a binary is misspelt, or the majors of the rows do
            not meet.
    """

    def __init__(
        self,
        levels: Levels,
        read: Callable[[], Census],
        *,
        binaries: Mapping[str, str],
        scope: Scope,
        age: float = 60.0,
        gone_after: datetime.timedelta | None = None,
        start: Callable[[Callable[[], None]], None] = in_background,
    ) -> None:
        for topic in binaries:
            levels.lineages(topic, "binaries")
        self.rules = Rules(levels, binaries, scope, gone_after)
        self._read, self._age, self._start = read, age, start
        self._process, self._reading = os.getpid(), threading.Lock()
        self._table, self._due = self._taken()
        for problem in self._table.problems:
            raise problem

    @property
    def table(self) -> Table:
        """What the rows said when they were last read."""
        return self._table

    def answer(self, destination: Destination) -> Answer:
        """What the rows say of a destination; looked up, and read again later if they are old."""
        if time.monotonic() >= self._due:
            self._begin(anew=False)
        return self._table.answer(destination)

    def reload(self) -> None:
        """Start to read the rows, unless they are being read; all that they say is said anew."""
        self._begin(anew=True)

    def _begin(self, anew: bool) -> None:
        if self._process != os.getpid():  # a fork: who was reading stayed in the parent
            self._process, self._reading = os.getpid(), threading.Lock()
        if self._reading.acquire(blocking=False):
            try:
                self._start(functools.partial(self._refresh, anew))
            except BaseException:
                self._reading.release()
                raise

    def _refresh(self, anew: bool) -> None:
        try:
            table, self._due = self._taken()
            self._table = table if anew else table.keeping(self._table)
        finally:
            self._reading.release()
        for problem in self._table.problems:
            LOG.error("%s", problem)

    def _taken(self) -> tuple[Table, float]:
        """A new table, and when it is due to be taken again.

        What could not be read is due at once. Rows that mean nothing are read again soon, but not
        so often that most of the time goes into reading them.
        """
        now, start = datetime.datetime.now(datetime.UTC), time.monotonic()
        try:
            table = counted(self.rules, self._read(), now)
        except Exception as error:  # whatever a database raises: nothing is known then
            LOG.warning("service records cannot be read", exc_info=True)
            table = unread(self.rules, f"the records cannot be read: {error}")
        end = time.monotonic()
        pause = self._age if table.is_known else min(self._age, _PAUSE * (end - start))
        return table, end + (pause if table.all_read else 0.0)
