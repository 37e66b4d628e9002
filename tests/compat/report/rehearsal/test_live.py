"""The live view, on a terminal and where there is none."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from compat.rehearse import Outcome, Progress, Status, plan
from compat.rehearse._recorder import Recorder
from compat.report.rehearsal import LiveView

PLAN = plan("juno", "kilo")


def progress(step: int | None) -> Progress:
    found = Progress(Recorder(), [Outcome(0, "boot", "guest", Status.DONE)], [])
    found.step = None if step is None else PLAN.steps[step]
    return found


def watched(terminal: bool, *steps: int | None) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal, color_system=None)
    with LiveView(PLAN, console) as view:
        view._shown = float("-inf")
        for step in steps:
            view.watch(progress(step))
            view._shown = float("-inf")
    return out.getvalue()


def test_live_view_when_there_is_no_terminal_prints_each_step_once() -> None:
    assert watched(False, None, 0, 0, 1).splitlines() == [
        "step 0 of 8: everything on juno",
        "step 1 of 8: upgrade controller",
    ]


@pytest.mark.parametrize("step", [0, 4, 8])
def test_live_view_when_on_a_terminal_shows_step_mix_and_counts(step: int) -> None:
    text = watched(True, step)
    assert f"step {step} of 8: {PLAN.steps[step].title}" in text
    for name, release in PLAN.steps[step].mix.items():
        assert f"{name}" in text
        assert release in text
    assert "1 operations done, 0 refused with reason, 0 failed, 0 facts lost" in text


def test_live_view_when_nothing_has_begun_shows_an_empty_mix() -> None:
    assert "step 0 of 8" in watched(True, None)


def test_live_view_when_told_too_often_draws_at_most_every_tenth_of_a_second() -> None:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=True, color_system=None)
    with LiveView(PLAN, console) as view:
        for _ in range(50):
            view.watch(progress(1))
    assert out.getvalue().count("upgrade controller") <= 3
