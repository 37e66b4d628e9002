"""A command that its user stops says how far it came."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from compat import manifest, rehearse
from compat.cli._progress import Progress
from compat.rehearse import Plan
from compat.rehearse import Progress as Rehearsed
from compat.rehearse._recorder import Recorder
from tests.compat.cli.command import invoke
from tests.compat.shop_folder import ShopFolder


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interruption comes while the second release is recorded."""
    record, calls = manifest.record, []

    def stopped(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return record(*arguments, **options)

    monkeypatch.setattr(manifest, "record", stopped)


@pytest.mark.usefixtures("interrupted")
def test_record_when_interrupted_says_how_far_it_came(shop: ShopFolder) -> None:
    found = shop.run("record")

    assert found.exit_code == 130
    assert found.stderr.strip() == "stopped in summer: 1 of 3 recorded"
    assert [file.name for file in shop.manifests.iterdir()] == ["spring.yaml"]


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json")])
def test_check_when_interrupted_exits_130(
    shop: ShopFolder, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compat.check.check", stopped)
    found = shop.run(*arguments)

    assert found.exit_code == 130
    if len(arguments) == 1:
        assert found.stderr.strip() == "stopped"
    else:
        assert json.loads(found.stdout)["error"]["message"] == "stopped"


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (None, "stopped before the first step"),
        (1, "stopped in step 1 of 8, upgrade controller: 0 operations had ended"),
    ],
)
def test_rehearse_when_interrupted_says_in_which_step(
    monkeypatch: pytest.MonkeyPatch, step: int | None, text: str
) -> None:
    def stopped(plan: Plan, _: object, watch: Any) -> None:
        if step is not None:
            progress = Rehearsed(Recorder(), [], [])
            progress.step = plan.steps[step]
            watch(progress)
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearse, "rehearse", stopped)
    found = invoke("rehearse")

    assert (found.exit_code, found.stderr) == (130, f"{text}\n")


def test_progress_when_on_a_terminal_is_shown_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Progress("recorded", 2) as progress:
        progress.begin("spring")
        progress.begin("sum\x1bmer")

    assert isinstance(sys.stderr, Terminal)
    assert sys.stderr.getvalue() == ("\r\x1b[Kspring (1 of 2)\r\x1b[Ksum\\x1bmer (2 of 2)\r\x1b[K")


def test_progress_when_there_is_no_terminal_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress("recorded", 1) as progress:
        progress.begin("spring")

    assert isinstance(sys.stderr, io.StringIO)
    assert sys.stderr.getvalue() == ""


def test_progress_when_nothing_began_says_so_when_interrupted() -> None:
    with pytest.raises(Exception, match="stopped: 0 of 2 recorded"), Progress("recorded", 2):
        raise KeyboardInterrupt
