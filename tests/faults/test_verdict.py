"""The judge of the faults finds what it is there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from rpc import Code
from tests.faults.kinds import FAULTS
from tests.faults.ledger import Entry, Ledger
from tests.faults.load import DEADLINE, KINDS, Sent
from tests.faults.table import BROKEN, COLUMNS, PAGE, read, table, write
from tests.faults.verdict import Verdict, verdict


def judged(sent: Sent, *servers: str) -> Verdict:
    """What is said of one message that ran on some servers."""
    return verdict("fault", sent.kind, [sent], [Entry(name, "begin", sent.id) for name in servers])


@pytest.mark.parametrize("kind", KINDS)
def test_verdict_when_a_message_ran_once_and_is_done_holds(kind: str) -> None:
    found = judged(Sent("x", kind, Code.OK, DEADLINE), "a")

    assert found.holds
    assert (found.sent, found.done) == (1, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_verdict_when_an_outcome_is_unknown_holds_whether_it_ran_or_not(kind: str) -> None:
    sent = Sent("x", kind, Code.UNKNOWN, DEADLINE)

    assert judged(sent).holds
    assert judged(sent, "a").holds


@pytest.mark.parametrize("kind", KINDS)
def test_verdict_when_a_message_ends_late_is_a_hang(kind: str) -> None:
    assert judged(Sent("x", kind, Code.OK, DEADLINE + 1.01), "a").hangs == 1


@pytest.mark.parametrize(
    ("kind", "servers", "twice"),
    [
        ("once", ("a", "a"), 1),
        ("once", ("a", "b"), 1),
        ("note", ("a", "b"), 1),
        ("again", ("a", "b"), 0),
        ("keep", ("a", "a"), 0),
        ("fanout", ("a", "b"), 0),
        ("fanout", ("a", "b", "a"), 1),
    ],
)
def test_verdict_when_a_message_ran_twice_counts_it_if_it_must_not(
    kind: str, servers: tuple[str, ...], twice: int
) -> None:
    found = judged(Sent("x", kind, Code.OK, 0), *servers)

    assert found.twice == twice
    assert found.holds is (not twice)


@pytest.mark.parametrize("kind", KINDS)
def test_verdict_when_an_outcome_is_not_true_counts_it(kind: str) -> None:
    assert judged(Sent("x", kind, Code.UNDELIVERED, 0), "a").wrong == 1
    assert judged(Sent("x", kind, Code.UNDELIVERED, 0)).wrong == 0
    assert judged(Sent("x", kind, Code.OK, 0, correct=False), "a").wrong == 1
    assert judged(Sent("x", kind, Code.FAILED, 0), "a").wrong == 1


@pytest.mark.parametrize(
    ("kind", "lost"), [("once", 1), ("again", 1), ("keep", 1), ("note", 0), ("fanout", 0)]
)
def test_verdict_when_a_message_is_done_and_never_ran_counts_it_if_it_has_to(
    kind: str, lost: int
) -> None:
    assert judged(Sent("x", kind, Code.OK, 0)).lost == lost


def test_verdict_when_messages_are_of_other_kinds_leaves_them_out() -> None:
    assert verdict("fault", "once", [Sent("x", "keep", Code.OK, 9)], []).sent == 0


def test_ledger_when_written_by_many_hands_keeps_every_line(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as one, Ledger(tmp_path / "ledger") as other:
        one.write("a", "begin", "x")
        other.write("b", "begin", "x")
        one.write("a", "end", "x")
        one.await_entry("end", "x", 1)

        assert one.runs() == {"x": 2}
        assert other.entries()[2] == Entry("a", "end", "x")
        with pytest.raises(TimeoutError, match="end y did not come"):
            one.await_entry("end", "y", 0.05)


def test_table_when_written_into_a_page_is_read_back_and_replaces_the_last_one(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Before\n\n<!-- written by make faults -->\nold\n<!-- end -->\n\nAfter.\n")
    found = judged(Sent("x", "once", Code.OK, 9), "a", "b")

    for _ in range(2):
        write(page, table([found]))

    rows = read(page)
    assert [row["fault"] for row in rows] == ["fault", "all"]
    assert [rows[0][name] for name in COLUMNS] == ["1", "1", "0", "0", "1", "0", "1", "0"]
    assert page.read_text().startswith("# Before\n")
    assert page.read_text().endswith("\n\nAfter.\n")
    assert "old" not in page.read_text()


def test_page_when_read_has_every_fault_and_kind_and_nothing_that_is_broken() -> None:
    *rows, total = read(PAGE)

    expected = {(fault.replace("_", " "), kind) for fault in FAULTS for kind in KINDS}
    assert {(row["fault"], row["message"]) for row in rows} == expected
    assert int(total["sent"]) >= 100_000
    assert int(total["sent"]) == sum(int(row["sent"]) for row in rows)
    assert {row[name] for row in [*rows, total] for name in BROKEN} == {"0"}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_page_when_read_says_what_each_fault_is(fault: object) -> None:
    assert str(fault.__doc__) in PAGE.read_text()
