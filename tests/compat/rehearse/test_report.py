"""What a report counts, and when it calls an upgrade safe."""

from __future__ import annotations

import pytest

from compat.rehearse import Report, Status
from compat.rehearse._recorder import Recorder
from rpc import Code
from tests.compat.rehearse.messages import PAIR, PLAN, event, lost, outcome, printed, report, sent
from vobjects import LossEntry


def test_report_when_all_is_done_is_safe() -> None:
    assert report(outcomes=(outcome(Status.DONE), outcome(Status.REFUSED))).safe


@pytest.mark.parametrize(
    "found",
    [
        report(losses=(lost(),)),
        report(losses=(lost(declared=True),)),
        report(outcomes=(outcome(Status.FAILED),)),
        report(outcomes=(outcome(Status.HUNG),)),
        report(messages=(sent(Code.UNKNOWN),)),
        report(messages=(sent(seconds=11.5),)),
        report(messages=(sent(Code.OBJECT_REFUSED),)),
        report(messages=(sent(Code.METHOD_REFUSED),)),
        report(messages=(sent(Code.ARGUMENT_REFUSED),)),
    ],
)
def test_report_when_anything_went_wrong_is_not_safe(found: Report) -> None:
    assert not found.safe
    assert "NOT safe" in printed(found)


@pytest.mark.parametrize("code", [Code.BACKPORT_REFUSED, Code.FAILED, Code.RESULT_REFUSED])
def test_report_when_a_message_is_refused_for_its_value_leaves_the_verdict_to_the_operation(
    code: Code,
) -> None:
    assert report(messages=(sent(code),)).safe


def test_rows_when_counted_group_by_step_and_releases() -> None:
    found = report(
        messages=(
            sent(),
            sent(converted=0),
            sent(Code.BACKPORT_REFUSED),
            sent(step=2),
        ),
        losses=(lost(), lost(step=3)),
    )
    rows = {row.step: row for row in found.rows()}
    one = rows[1]
    assert (one.sender_release, one.receiver_release) == ("kilo", "juno")
    assert (one.calls, one.refused, one.converted, one.lost) == (3, 1, 2, 1)
    assert (rows[2].calls, rows[2].lost) == (1, 0)
    assert (rows[3].calls, rows[3].lost) == (0, 1)
    assert one.title == "upgrade controller"


def test_as_dict_when_called_counts_what_it_lists() -> None:
    found = report(
        messages=(sent(), sent(Code.OBJECT_REFUSED), sent(Code.UNKNOWN)),
        outcomes=(outcome(Status.REFUSED), outcome(Status.FAILED), outcome(Status.HUNG)),
        losses=(lost(), lost(declared=True)),
    ).as_dict()
    assert found["steps"] == len(found["plan"]) == 9
    assert found["calls"] == sum(row["calls"] for row in found["table"]) == 3
    assert found["converted"] == 3
    assert found["refused"] == 1
    assert found["lost"] == len(found["losses"]) == 2
    assert found["undeclared_loss"] == 1
    assert found["hung"] == len(found["hangs"]) == 1
    assert found["skew_pairs_covered"] == 1
    assert found["skew_pairs_total"] == 39
    assert [entry["pair"] for entry in found["skewed"]] == [str(PAIR)]
    assert len(found["refusals"]) == len(found["failures"]) == 1
    assert found["safe"] is False


def test_covered_when_only_refused_messages_met_is_nothing() -> None:
    assert report(messages=(sent(Code.BACKPORT_REFUSED),)).covered == 0


def test_recorder_when_a_message_goes_to_a_topic_notes_it_for_every_server() -> None:
    recorder, changes = Recorder(), []
    recorder.changed = lambda: changes.append(1)
    recorder.observe(event())
    assert recorder.sent == []
    recorder.step = PLAN.steps[4]
    recorder.observe(event(destination="cloud_host"))
    assert [s.receiver for s in recorder.sent] == ["libvirt-1", "libvirt-2", "docker-1", "ironic-1"]
    assert [s.pair.receiver_release for s in recorder.sent] == ["kilo", "juno", "juno", "juno"]
    assert len(changes) == 1
    assert recorder.of_step(4) == recorder.sent
    assert recorder.of_step(3) == []


def test_first_refused_when_a_call_fails_inside_another_names_the_inner_pair() -> None:
    recorder = Recorder()
    recorder.step = PLAN.steps[1]
    recorder.observe(event())
    recorder.observe(event(Code.BACKPORT_REFUSED, destination="scheduler.scheduler"))
    recorder.observe(event(Code.FAILED, sender="api", destination="cloud_task.controller"))
    assert recorder.first_refused(0) == "controller kilo → scheduler juno"
    assert recorder.first_refused(3) == ""


def test_lost_when_a_report_declared_it_is_plain_data() -> None:
    entry = LossEntry("$.a", "A", "a", "1.1", "1.0", "1", "why")
    assert sent(losses=(entry,)).event.losses == (entry,)
    assert lost(declared=True).as_dict()["declared"] is True
    assert outcome(Status.DONE).as_dict()["operation"] == "boot"
