"""What a report counts, and when it calls an upgrade safe."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
from rich.console import Console

from compat.rehearse import verdict
from compat.rehearse.outcome import Lost, Outcome, Status
from compat.rehearse.plan import SkewPair, plan
from compat.rehearse.recorder import Recorder, Sent
from compat.rehearse.report import Report
from rpc import Code, Event
from vobjects import LossEntry

PLAN = plan("juno", "kilo")
PAIR = SkewPair("controller", "libvirt", "kilo", "juno")


def event(code: Code = Code.OK, **others: Any) -> Event:
    facts: dict[str, Any] = {
        "sender": "controller",
        "sender_release": "kilo",
        "topic": "compute",
        "destination": "compute.libvirt-1",
        "pinned": "juno",
        "call": "ComputeAPI.build_and_run_instance",
        "code": code,
        "seconds": 0.01,
        "converted": 1,
        "losses": (),
        "detail": "" if code is Code.OK else f"why {code}",
    }
    return Event(**(facts | others))


def sent(code: Code = Code.OK, step: int = 1, **others: Any) -> Sent:
    return Sent(step, event(code, **others), PAIR, "libvirt-1")


def lost(**others: Any) -> Lost:
    facts: dict[str, Any] = {
        "step": 1,
        "service": "libvirt-1",
        "guest": "resident-pages",
        "field": "numa_topology.cells[0].pagesize",
        "expected": "2048",
        "found": "nothing",
        "sender_release": "kilo",
        "receiver_release": "juno",
        "declared": False,
    }
    return Lost(**(facts | others))


def report(
    messages: tuple[Sent, ...] = (sent(),),
    outcomes: tuple[Outcome, ...] = (),
    losses: tuple[Lost, ...] = (),
) -> Report:
    return Report(PLAN, messages, outcomes, losses, deadline=10.0)


def outcome(status: Status) -> Outcome:
    return Outcome(1, "boot", "step-1-pages", status, f"why {status}", str(PAIR))


def printed(found: Report) -> str:
    console = Console(file=io.StringIO(), width=100)
    verdict.show(found, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


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


def test_sentence_when_safe_names_the_order_and_the_counts() -> None:
    text = verdict.sentence(report(outcomes=(outcome(Status.REFUSED),)))
    assert text.startswith("The upgrade from juno to kilo is safe in this order: controller, then")
    assert "ironic-1, then lift the pins" in text
    assert "1 requests were refused with a reason, nothing was lost, nothing hung" in text
    assert "1 of 39 pairs" in text


def test_sentence_when_something_is_kept_says_so() -> None:
    kept = dataclasses.replace(report(), plan=plan("juno", "kilo", ("network",)))
    assert "with network kept on juno is safe" in verdict.sentence(kept)


def test_show_when_a_fact_is_lost_names_field_pair_and_step() -> None:
    text = printed(report(losses=(lost(),)))
    assert (
        "step 1: libvirt-1 holds numa_topology.cells[0].pagesize of resident-pages as nothing, "
        "asked was 2048 (kilo → juno)"
    ) in text
    assert "1 facts were lost" in text


def test_show_when_a_pin_is_wrong_names_pair_pin_and_detail() -> None:
    text = printed(report(messages=(sent(Code.OBJECT_REFUSED, pinned="kilo"),)))
    assert "step 1: controller kilo → libvirt juno, pinned to kilo: 1 times ComputeAPI" in text
    assert "why object-refused" in text


def test_grouped_when_two_guests_of_a_kind_are_refused_for_one_reason_says_it_once() -> None:
    refused = [
        Outcome(1, "boot", "resident-pages", Status.REFUSED, "no pages", "pair"),
        Outcome(2, "boot", "step-2-pages", Status.REFUSED, "no pages", "pair"),
        Outcome(2, "boot", "step-2-numa", Status.REFUSED, "no cells"),
    ]
    assert verdict.grouped(refused) == [
        "steps 1, 2: boot pages (pair): no pages",
        "step 2: boot numa: no cells",
    ]


def test_grouped_when_the_reason_says_that_nothing_was_sent_leaves_that_out() -> None:
    why = "$.a: cannot go; nothing was sent: upgrade the receiver first; host-2: full"
    found = verdict.grouped([Outcome(1, "boot", "x", Status.REFUSED, why)])
    assert found == ["step 1: boot x: $.a: cannot go; host-2: full"]


def test_recorder_when_a_message_goes_to_a_topic_notes_it_for_every_server() -> None:
    recorder, changes = Recorder(), []
    recorder.changed = lambda: changes.append(1)
    recorder.observe(event())
    assert recorder.sent == []
    recorder.step = PLAN.steps[4]
    recorder.observe(event(destination="compute"))
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
    recorder.observe(event(Code.FAILED, sender="api", destination="compute_task.controller"))
    assert recorder.first_refused(0) == "controller kilo → scheduler juno"
    assert recorder.first_refused(3) == ""


def test_lost_when_a_report_declared_it_is_plain_data() -> None:
    entry = LossEntry("$.a", "A", "a", "1.1", "1.0", "1", "why")
    assert sent(losses=(entry,)).event.losses == (entry,)
    assert lost(declared=True).as_dict()["declared"] is True
    assert outcome(Status.DONE).as_dict()["operation"] == "boot"
