"""``pinrail record``: manifests written, and compared with the code."""

from __future__ import annotations

from pathlib import Path

from tests.compat.cli.command import invoke


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
