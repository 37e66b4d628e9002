"""``pinrail rehearse`` and ``pinrail plan``: what they print, and how they exit."""

from __future__ import annotations

import json

import pytest

from compat import rehearse
from compat.rehearse import plan
from tests.compat.cli.command import invoke
from tests.compat.rehearse.sabotage import first_steps
from vobjects._generate.operations import Backport


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "plan", lambda *found: first_steps(plan(*found), 2))


@pytest.mark.usefixtures("two_steps")
def test_rehearse_when_safe_prints_table_and_sentence_and_exits_0() -> None:
    found = invoke("rehearse", "--from", "juno", "--to", "kilo")
    assert found.exit_code == 0, found.output
    assert "step 1 of 1: upgrade controller" in found.output
    assert "kilo → juno" in found.output
    assert "The upgrade from juno to kilo is safe in this order: controller" in found.output


@pytest.mark.usefixtures("two_steps")
def test_rehearse_when_json_is_asked_prints_one_object_with_all_counts() -> None:
    found = invoke("rehearse", "--json")
    assert found.exit_code == 0, found.output
    facts = json.loads(found.stdout)
    counts = ["steps", "calls", "converted", "refused", "lost", "undeclared_loss", "hung"]
    counts += ["skew_pairs_covered", "skew_pairs_total"]
    assert all(type(facts[name]) is int for name in counts)
    assert facts["calls"] > 100
    assert facts["lost"] == facts["undeclared_loss"] == facts["hung"] == 0


@pytest.mark.usefixtures("two_steps")
def test_rehearse_when_a_pin_is_too_new_exits_1_and_names_field_pair_and_step() -> None:
    found = invoke("rehearse", "--pin", "scheduler=kilo")
    assert found.exit_code == 1
    assert "step 1: controller kilo → scheduler juno, pinned to kilo" in found.output
    assert "$.request_spec.flavor" in found.output
    assert "NOT safe" in found.output


@pytest.mark.usefixtures("two_steps")
def test_rehearse_when_a_field_is_dropped_silently_exits_1_and_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Backport, "drop", lambda *_: None)
    found = invoke("rehearse", "--json")
    assert found.exit_code == 1
    facts = json.loads(found.stdout)
    assert facts["undeclared_loss"] > 0
    lost = facts["losses"][0]
    assert (lost["step"], lost["sender_release"], lost["receiver_release"]) == (1, "kilo", "juno")
    assert any(entry["field"].endswith(".pagesize") for entry in facts["losses"])


def test_plan_when_shown_lists_every_step() -> None:
    found = invoke("plan", "--keep", "network")
    assert found.exit_code == 0
    assert "lift the pins" in found.output
    assert "on juno: network" in found.output
    assert len(json.loads(invoke("plan", "--json").stdout)) == 9


def test_plan_when_everything_is_upgraded_says_so() -> None:
    assert "all on kilo" in invoke("plan").output
