"""The command as a whole: how it is misused, and run as a program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.compat.cli.command import invoke


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("rehearse", "--from", "kilo", "--to", "juno"), "a target that is newer"),
        (("rehearse", "--from", "essex"), "one of icehouse, juno, kilo"),
        (("rehearse", "--keep", "databse"), "compute, or one of controller"),
        (("rehearse", "--pin", "libvirt-1"), "expected SERVICE=RELEASE"),
        (("rehearse", "--pin", "libvirt-9=juno"), "did you mean 'libvirt-2'?"),
        (("rehearse", "--pin", "libvirt-1=essex"), "one of icehouse, juno, kilo"),
        (
            ("rehearse", "--transport", "rabbit://u:p@127.0.0.1:1/"),
            "no broker answers at 127.0.0.1:1",
        ),
        (("plan", "--to", "essex"), "one of icehouse, juno, kilo"),
        (
            ("explain", "Nope", "1.0", "1.1", "--project", "nova"),
            "class of nova: found 'Nope', expected one of CellMapping",
        ),
        (
            ("explain", "NUMAcel", "1.0", "1.1", "--project", "nova"),
            "did you mean 'NUMACell'?",
        ),
        (("explain", "NUMACell", "yogi", "1.1", "--project", "nova"), "did you mean 'yoga'?"),
        (
            ("explain", "ImageMeta", "train", "juno", "--project", "nova"),
            "'ImageMeta': it came with liberty",
        ),
        (("explain", "Instance", "1.19", "9.9", "--project", "nova"), "one of 1.9, 1.10"),
    ],
)
def test_command_when_misused_exits_2_and_says_what_was_expected(
    arguments: tuple[str, ...], text: str
) -> None:
    found = invoke(*arguments)
    assert found.exit_code == 2
    assert text in found.output


def test_command_when_run_as_a_program_prints_no_warnings() -> None:
    program = "import sys; from compat.cli import main; sys.argv = ['pinrail', 'plan']; main()"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "upgrade controller" in found.stdout
    assert found.stderr == ""
