"""The command: what it prints, and how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from compat import cli
from compat.rehearse import plan
from tests.compat.rehearse.sabotage import first_steps
from vobjects._generate.operations import Backport

RUNNER = CliRunner()


def invoke(*arguments: str) -> Any:
    return RUNNER.invoke(cli.app, list(arguments))


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "plan", lambda *found: first_steps(plan(*found), 2))


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


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("rehearse", "--from", "kilo", "--to", "juno"), "a target that is newer"),
        (("rehearse", "--from", "essex"), "one of icehouse, juno, kilo"),
        (("rehearse", "--keep", "databse"), "compute, or one of controller"),
        (("rehearse", "--pin", "libvirt-1"), "expected SERVICE=RELEASE"),
        (("rehearse", "--pin", "libvirt-9=juno"), "expected SERVICE=RELEASE"),
        (("rehearse", "--pin", "libvirt-1=essex"), "expected SERVICE=RELEASE"),
        (
            ("rehearse", "--transport", "rabbit://u:p@127.0.0.1:1/"),
            "no broker answers at 127.0.0.1:1",
        ),
        (("plan", "--to", "essex"), "one of icehouse, juno, kilo"),
        (("explain", "Nope", "1.0", "1.1"), "no class 'Nope'; there are CellMapping"),
        (("explain", "Nope", "train", "kilo"), "no class 'Nope'; there are CellMapping"),
        (("explain", "NUMAcel", "1.0", "1.1"), "no class 'NUMAcel': did you mean 'NUMACell'?"),
        (("explain", "NUMACell", "yogi", "1.1"), "str 'yogi'"),
        (("explain", "ImageMeta", "train", "juno"), "'ImageMeta': it came with liberty"),
        (("explain", "Instance", "1.19", "9.9"), "one of 1.9, 1.10"),
    ],
)
def test_command_when_misused_exits_2_and_says_what_was_expected(
    arguments: tuple[str, ...], text: str
) -> None:
    found = invoke(*arguments)
    assert found.exit_code == 2
    assert text in found.output


def test_plan_when_shown_lists_every_step() -> None:
    found = invoke("plan", "--keep", "network")
    assert found.exit_code == 0
    assert "lift the pins" in found.output
    assert "on juno: network" in found.output
    assert len(json.loads(invoke("plan", "--json").stdout)) == 9


def test_plan_when_everything_is_upgraded_says_so() -> None:
    assert "all on kilo" in invoke("plan").output


def test_explain_when_releases_are_named_then_it_is_of_their_versions() -> None:
    named = invoke("explain", "PciDevice", "gazpacho", "kilo", "--json")
    assert json.loads(named.output)["to"] == "1.3-kilo"
    numbered = invoke("explain", "PciDevice", "1.7", "1.3-kilo", "--json")
    assert (named.exit_code, named.output) == (0, numbered.output)


def test_explain_when_shown_says_what_happens_to_each_field_and_why() -> None:
    found = invoke("explain", "InstanceNUMACell", "1.2", "1.0", "--json")
    facts = json.loads(found.stdout)
    fates = {entry["field"]: entry for entry in facts["fields"]}
    assert fates["pagesize"]["fate"] == "dropped when it is None; any other value is refused"
    assert fates["pagesize"]["why"] == "the guest would run on pages it did not ask for"
    assert fates["cpuset"]["fate"] == "the same"
    text = invoke("explain", "InstanceNUMACell", "1.2", "1.0").output
    assert all(name in text for name in fates)


def test_record_when_the_manifests_are_up_to_date_writes_nothing_and_checks_well() -> None:
    assert invoke("record").output == ""
    assert invoke("record", "--check").exit_code == 0


def test_record_when_a_manifest_differs_shows_the_difference_and_exits_1(tmp_path: Path) -> None:
    assert invoke("record", "--folder", str(tmp_path)).output.count("wrote ") == 3
    file = tmp_path / "juno.yaml"
    file.write_text(file.read_text().replace("memory_mb: int", "memory_mb: float", 1) + "more: 1\n")
    found = invoke("record", "--check", "--folder", str(tmp_path))
    assert found.exit_code == 1
    assert "-more: 1" in found.output
    file.unlink()
    assert invoke("record", "--check", "--folder", str(tmp_path)).exit_code == 1


def test_command_when_run_as_a_program_prints_no_warnings() -> None:
    program = "import sys; from compat.cli import main; sys.argv = ['pinrail', 'plan']; main()"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "upgrade controller" in found.stdout
    assert found.stderr == ""
