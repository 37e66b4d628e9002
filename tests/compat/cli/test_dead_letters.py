"""``pinrail dead-letters``: what is kept is listed, shown, sent again and dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from rpc import MEMORY_URL, Context
from tests.compat.cli.command import invoke
from tests.rpc.server.test_dead_letters import NEW, Office, wait_for


@pytest.fixture
def office() -> Iterator[Office]:
    """An old server that could not run two casts."""
    found = Office()
    found.api.once(Context(), "1", "red")
    wait_for(found.letters.letters)
    found.api.once(Context(), "2", "red")
    wait_for(lambda: len(found.letters.letters()) == 2)
    yield found
    found.stop()
    found.bus.cleanup()


def run(office: Office, action: str, *options: str) -> Any:
    return invoke("dead-letters", action, MEMORY_URL, f"{office.prefix}notes", *options)


def test_letters_when_listed_say_why_and_when_shown_have_their_body(office: Office) -> None:
    listed = json.loads(run(office, "list", "--json").stdout)["letters"]
    shown = run(office, "show", listed[1]["id"])

    assert [letter["method"] for letter in listed] == ["once", "once"]
    assert "body" not in listed[0]
    assert "reason=method-refused: Notes.once 1.1 was sent, 1.0 is served" in shown.stdout
    assert "oslo.message" in shown.stdout
    assert shown.stdout.endswith("show: 1 dead letters\n")


def test_letters_when_one_is_dropped_and_all_are_sent_again_run(office: Office) -> None:
    first, second = (letter.id for letter in office.letters.letters())
    dropped = run(office, "drop", first)
    office.roll(NEW)
    sent = json.loads(run(office, "resend", "--all", "--json").stdout)

    assert dropped.exit_code == 0
    assert [letter["id"] for letter in sent["letters"]] == [second]
    wait_for(lambda: office.ran == ["2"])


def test_letter_when_it_is_not_there_is_status_1(office: Office) -> None:
    assert run(office, "show", "nothing").exit_code == 1
    assert run(office, "resend", "nothing").exit_code == 1
    assert len(office.letters.letters()) == 2
