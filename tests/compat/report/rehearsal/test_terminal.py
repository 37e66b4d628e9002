"""What a report prints: tables, lists, and one sentence."""

from __future__ import annotations

import dataclasses
import io

import pytest
from rich.console import Console

from compat.rehearse import Outcome, Status, plan
from compat.report.rehearsal import sentence, show
from compat.report.rehearsal._terminal import grouped
from rpc import Code
from tests.compat.rehearse.messages import lost, outcome, printed, report, sent


def test_sentence_when_safe_names_the_order_and_the_counts() -> None:
    text = sentence(report(outcomes=(outcome(Status.REFUSED),)))
    assert text.startswith("The upgrade from juno to kilo is safe in this order: controller, then")
    assert "ironic-1, then lift the pins" in text
    assert "1 requests were refused with a reason, nothing was lost, nothing hung" in text
    assert "1 of 39 pairs" in text


def test_sentence_when_something_is_kept_says_so() -> None:
    kept = dataclasses.replace(report(), plan=plan("juno", "kilo", ("network",)))
    assert "with network kept on juno is safe" in sentence(kept)


def test_show_when_a_fact_is_lost_names_field_pair_and_step() -> None:
    text = printed(report(losses=(lost(),)))
    assert (
        "step 1: libvirt-1 holds numa_topology.cells[0].pagesize of resident-pages as nothing, "
        "asked was 2048 (kilo → juno)"
    ) in text
    assert "1 facts were lost" in text


def test_show_when_a_pin_is_wrong_names_pair_pin_and_detail() -> None:
    text = printed(report(messages=(sent(Code.OBJECT_REFUSED, pinned="kilo"),)))
    assert "step 1: controller kilo → libvirt juno, pinned to kilo: 1 times CloudHostAPI" in text
    assert "why object-refused" in text


def test_grouped_when_two_guests_of_a_kind_are_refused_for_one_reason_says_it_once() -> None:
    refused = [
        Outcome(1, "boot", "resident-pages", Status.REFUSED, "no pages", "pair"),
        Outcome(2, "boot", "step-2-pages", Status.REFUSED, "no pages", "pair"),
        Outcome(2, "boot", "step-2-numa", Status.REFUSED, "no cells"),
    ]
    assert grouped(refused) == [
        "steps 1, 2: boot pages (pair): no pages",
        "step 2: boot numa: no cells",
    ]


def test_grouped_when_the_reason_says_that_nothing_was_sent_leaves_that_out() -> None:
    why = "$.a: cannot go; nothing was sent: upgrade the receiver first; host-2: full"
    found = grouped([Outcome(1, "boot", "x", Status.REFUSED, why)])
    assert found == ["step 1: boot x: $.a: cannot go; host-2: full"]


@pytest.mark.parametrize(
    ("terminal", "width", "text"),
    [
        (True, 100, "│ 1  upgrade controller │ kilo → juno       │     1 │"),
        (True, 40, "  sender → receiver: kilo → juno"),
        (False, 30, "1  upgrade controller  kilo → juno        1      0        1          0"),
    ],
)
def test_counts_when_shown_have_names_whole(terminal: bool, width: int, text: str) -> None:
    out = io.StringIO()

    show(report(), Console(file=out, width=width, force_terminal=terminal, color_system=None))

    assert text in out.getvalue()


def test_counts_when_steps_follow_each_other_have_a_line_between_them() -> None:
    out = io.StringIO()
    found = report((sent(step=1), sent(step=2)))

    show(found, Console(file=out, width=100, force_terminal=True, color_system=None))

    lines = out.getvalue().splitlines()
    second = next(place for place, line in enumerate(lines) if "2  upgrade scheduler" in line)
    assert lines[second - 1].startswith("├─")
