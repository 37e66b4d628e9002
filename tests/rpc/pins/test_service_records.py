"""Pins from service records: the minimum of what is alive or may return."""

from __future__ import annotations

import datetime
import os
import threading
import time
import types
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies

from rpc import Answer, Destination, Known, Nobody, Releases, Unknown
from rpc.pins._errors import MisPinError
from rpc.pins._levels import Levels
from rpc.pins._scope import ALL_CELLS, EACH_HOST, one_cell
from rpc.pins._service_record import Census, Record
from rpc.pins._service_records import in_background
from tests.support.depot import DepotAPI, depot_releases
from tests.support.lab import VERSIONS, LabAPI, pin
from tests.support.settings import NOW, levels, records, row
from vobjects.version import Version

TOPIC = Destination("lab")
DAY = datetime.timedelta(days=1)


def server(host: str) -> Destination:
    return Destination("lab", host)


def said(answer: Answer) -> str:
    """The release, or which of the other answers it is."""
    return answer.pin.release if isinstance(answer, Known) else type(answer).__name__


def test_answer_when_releases_are_mixed_is_the_lowest_and_names_its_row() -> None:
    found = records(row("a", "kilo"), row("b", "juno"), row("c", "kilo")).answer(server("a"))

    assert said(found) == "juno"
    assert isinstance(found, Known)
    assert str(found.why).startswith("nova-lab on b (juno, last seen ")


def test_answer_when_versions_and_releases_are_mixed_is_what_all_understand() -> None:
    few = Levels(Releases((pin("icehouse"), pin("kilo"))), [LabAPI])

    found = records(row("a", "kilo"), row("b", "1.1"), levels=few).answer(TOPIC)

    assert isinstance(found, Known)
    assert (found.pin.release, found.pin.interfaces["LabAPI"]) == ("icehouse", Version(1, 1))


def test_answer_when_there_is_no_row_is_nobody() -> None:
    assert records(row("a", "kilo", binary="nova-api")).answer(TOPIC) == Nobody(
        "no row of nova-lab in all cells"
    )


def test_answer_when_the_topic_has_no_binary_is_unknown() -> None:
    found = records(row("a", "kilo"), scope=EACH_HOST)

    assert said(found.answer(Destination("other"))) == "Unknown"
    assert said(found.answer(Destination("other", "a"))) == "Unknown"


@pytest.mark.parametrize("mark", [{"disabled": True}, {"forced_down": True}])
def test_answer_when_a_row_is_out_of_use_counts_it_for_it_may_return(mark: dict[str, bool]) -> None:
    assert said(records(row("a", "kilo"), row("b", "juno", **mark)).answer(TOPIC)) == "juno"


@pytest.mark.parametrize(
    ("seen", "expected"), [(NOW - 2 * DAY, "kilo"), (None, "kilo"), (NOW - DAY / 2, "juno")]
)
def test_answer_when_a_row_is_silent_counts_it_as_long_as_told(
    seen: datetime.datetime | None, expected: str
) -> None:
    rows = row("a", "kilo"), row("b", "juno", last_seen=seen)

    assert said(records(*rows, gone_after=DAY).answer(TOPIC)) == expected
    assert said(records(*rows).answer(TOPIC)) == "juno"


def test_answer_when_a_row_means_nothing_is_unknown_and_names_it() -> None:
    found = records(row("a", "kilo"), row("b", "liberty")).answer(TOPIC)

    assert isinstance(found, Unknown)
    assert "nova-lab on b (liberty" in found.why


def test_answer_when_a_cell_is_unreachable_is_unknown_and_never_ignored() -> None:
    found = records(row("a", "kilo", cell="one"), unreachable=("two",))

    assert found.answer(TOPIC) == Unknown("no answer from cell two")
    assert not found.table.is_known
    assert not found.table.all_read


def test_answer_when_no_row_is_left_because_of_a_cell_is_unknown() -> None:
    assert said(records(unreachable=("two",)).answer(TOPIC)) == "Unknown"


def test_answer_when_only_one_cell_counts_does_not_ask_for_the_others() -> None:
    rows = row("a", "kilo", cell="one"), row("b", "juno", cell="two")

    assert said(records(*rows, unreachable=("two",), scope=one_cell("one")).answer(TOPIC)) == "kilo"
    assert said(records(*rows, unreachable=("two",), scope=one_cell("two")).answer(TOPIC)) == (
        "Unknown"
    )


def test_answer_when_each_host_counts_by_itself_is_that_of_its_row() -> None:
    rows = row("a", "kilo"), row("b", "juno"), row("c", "nonsense")
    found = records(*rows, scope=EACH_HOST)

    assert [said(found.answer(server(host))) for host in "abcd"] == [
        "kilo", "juno", "Unknown", "Nobody",
    ]  # fmt: skip
    assert said(found.answer(TOPIC)) == "Unknown"


def test_answer_when_a_host_has_two_rows_is_the_lower_one() -> None:
    rows = row("a", "juno", cell="one"), row("a", "kilo", cell="two")

    assert said(records(*rows, scope=EACH_HOST).answer(server("a"))) == "juno"


def test_answer_when_a_host_may_be_in_an_unreachable_cell_is_unknown() -> None:
    found = records(row("a", "kilo"), unreachable=("two",), scope=EACH_HOST)

    assert [said(found.answer(server(host))) for host in "ab"] == ["kilo", "Unknown"]


@pytest.mark.parametrize(
    ("scope", "text"),
    [(ALL_CELLS, "all cells"), (one_cell("x"), "cell x"), (EACH_HOST, "each host of all cells")],
)
def test_scope_when_shown_says_which_rows_count(scope: object, text: str) -> None:
    assert str(scope) == text


def test_record_when_shown_has_all_that_matters() -> None:
    lost = Record("b", "h", "juno", None, True, True, "one")

    assert str(lost) == "b on h (juno, cell one, never seen, disabled, forced_down)"


def test_records_when_the_binary_is_misspelt_are_refused() -> None:
    with pytest.raises(MisPinError) as caught:
        records(row("a", "kilo"), binaries={"lab": "nova-lba"})

    assert (caught.value.found, caught.value.nearest) == ("no row of 'nova-lba'", "nova-lab")


def test_records_when_the_topic_is_misspelt_are_refused() -> None:
    with pytest.raises(MisPinError) as caught:
        records(row("a", "kilo"), binaries={"lba": "nova-lab"})

    assert caught.value.nearest == "lab"


def test_records_when_majors_do_not_meet_are_refused_unless_servers_are_told_apart() -> None:
    rows = row("a", "juno", binary="depot"), row("b", "kilo", binary="depot")
    options: dict[str, Any] = {
        "binaries": {"depot": "depot"},
        "levels": Levels(depot_releases(), [DepotAPI]),
    }

    with pytest.raises(MisPinError) as caught:
        records(*rows, **options)
    apart = records(*rows, scope=EACH_HOST, **options)

    assert "depot on b (kilo" in caught.value.found
    assert caught.value.found.endswith("which does not answer juno")
    assert said(apart.answer(Destination("depot", "b"))) == "kilo"


class Database:
    """Rows that change, in a database that may fail."""

    def __init__(self, *rows: Record) -> None:
        self.rows, self.reads, self.fails = list(rows), 0, False

    def __call__(self) -> Census:
        self.reads += 1
        if self.fails:
            raise ConnectionError("no route to the database")
        return Census(self.rows)


def test_answer_when_the_rows_are_new_enough_does_not_read_them_again() -> None:
    database = Database(row("a", "kilo"))
    found = records(read=database)

    for _ in range(5):
        found.answer(TOPIC)

    assert database.reads == 1


def test_answer_when_the_rows_are_old_reads_them_again() -> None:
    database = Database(row("a", "juno"))
    found = records(read=database, age=0.0)
    database.rows = [row("a", "kilo")]

    assert said(found.answer(TOPIC)) == "kilo"


def test_reload_when_rows_changed_holds_from_the_next_message() -> None:
    database = Database(row("a", "juno"))
    found = records(read=database)
    database.rows = [row("a", "kilo")]
    before = said(found.answer(TOPIC))

    found.reload()

    assert (before, said(found.answer(TOPIC))) == ("juno", "kilo")


def test_stamp_when_old_rows_are_read_again_stays_and_at_a_reload_changes() -> None:
    database = Database(row("a", "juno"))
    found = records(read=database, age=0.0)
    first = found.answer(TOPIC)
    second = found.answer(TOPIC)
    found.reload()
    database.rows = [row("a", "juno"), row("b", "kilo")]
    third = found.answer(TOPIC)

    assert isinstance(first, Known)
    assert isinstance(second, Known)
    assert isinstance(third, Known)
    assert first.stamp is second.stamp is not third.stamp
    assert first is not second
    database.rows = [row("a", "kilo")]
    found.answer(TOPIC)
    last = found.answer(TOPIC)
    assert isinstance(last, Known)
    assert last.stamp is not third.stamp


def test_answer_when_the_database_fails_is_unknown_and_read_again_each_time() -> None:
    database = Database(row("a", "kilo"))
    database.fails = True
    found = records(read=database)

    first = found.answer(TOPIC)
    reads = database.reads
    found.answer(TOPIC)
    database.fails = False

    assert first == Unknown("the records cannot be read: no route to the database")
    assert database.reads == reads + 1
    assert said(found.answer(TOPIC)) == "kilo"


def test_reload_when_the_database_fails_does_not_keep_what_was_known() -> None:
    database = Database(row("a", "kilo"))
    found = records(read=database)
    database.fails = True

    found.reload()

    assert said(found.answer(TOPIC)) == "Unknown"


def test_answer_when_a_row_means_nothing_does_not_spend_all_its_time_on_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = [0.0]
    database = Database(row("a", "liberty"))
    clock = types.SimpleNamespace(monotonic=lambda: seconds[0])
    monkeypatch.setattr("rpc.pins._service_records.time", clock)

    def slow() -> Census:
        seconds[0] += 1.0
        return database()

    found = records(read=slow)
    reads = []
    for seconds[0] in (2.0, 9.0, 10.5, 11.0):
        found.answer(TOPIC)
        reads.append(database.reads)

    assert reads == [1, 1, 2, 2]


def test_reload_when_a_problem_comes_up_logs_it(caplog: pytest.LogCaptureFixture) -> None:
    database = Database(row("a", "kilo"))
    found = records(read=database)
    database.rows = [row("a", "kilo", binary="nova-lba")]

    found.reload()

    assert "did you mean 'nova-lba'?" in caplog.text


def test_answer_when_rows_are_being_read_does_not_wait_and_reads_once() -> None:
    begun, go_on = threading.Event(), threading.Event()
    database = Database(row("a", "juno"))

    def slow() -> Census:
        if database.reads:
            begun.set()
            assert go_on.wait(10)
        return database()

    found = records(read=slow, age=0.0, start=in_background)
    database.rows = [row("a", "kilo")]

    meanwhile = {said(found.answer(TOPIC)) for _ in range(100)}
    assert begun.wait(10)
    go_on.set()
    end = time.monotonic() + 10
    while said(found.answer(TOPIC)) != "kilo":
        assert time.monotonic() < end

    assert meanwhile == {"juno"}


def test_reload_when_the_process_was_forked_during_a_read_reads_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[Any] = []
    found = records(row("a", "juno"), start=started.append)
    found.reload()
    found.reload()
    pid = os.getpid()

    monkeypatch.setattr("os.getpid", lambda: pid + 1)
    found.reload()

    assert len(started) == 2


def test_reload_when_no_thread_can_start_can_be_tried_again() -> None:
    def fail(work: object) -> None:
        raise RuntimeError("can't start new thread")

    found = records(row("a", "kilo"), start=fail)

    for _ in range(2):
        with pytest.raises(RuntimeError):
            found.reload()


ROWS = strategies.builds(
    row,
    host=strategies.sampled_from("abc"),
    level=strategies.sampled_from([*VERSIONS, *VERSIONS.values(), "liberty"]),
    disabled=strategies.booleans(),
    forced_down=strategies.booleans(),
    cell=strategies.sampled_from(["one", "two"]),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(strategies.lists(ROWS), strategies.sampled_from(["", "one", "two"]))
def test_answer_when_known_is_understood_by_every_row_that_counts(
    rows: list[Record], lost: str
) -> None:
    """R6 for records: never a form that one of the servers could not read."""
    found = records(*rows, unreachable=(lost,) if lost else ()).answer(TOPIC)

    order = list(VERSIONS)
    runs = {r.level if r.level in order else order[list(VERSIONS.values()).index(r.level)]
            for r in rows if r.level != "liberty"}  # fmt: skip
    unread = lost or any(r.level == "liberty" for r in rows)
    expected = "Unknown" if unread else min(runs, key=order.index) if rows else "Nobody"
    assert said(found) == expected


@hypothesis.settings(deadline=None)
@hypothesis.given(strategies.lists(ROWS, min_size=1), strategies.data())
def test_answer_when_a_row_is_added_never_rises(
    rows: list[Record], data: strategies.DataObject
) -> None:
    table = levels()
    before = records(*rows, levels=table).answer(TOPIC)
    more = [*rows, data.draw(ROWS)]
    after = records(*more, levels=table).answer(TOPIC)

    if isinstance(before, Known) and isinstance(after, Known):
        lowest = table.known.lowest([before.pin, after.pin])
        assert lowest.interfaces == after.pin.interfaces
        assert lowest.release == after.pin.release
    elif isinstance(before, Unknown):
        assert isinstance(after, Unknown)
