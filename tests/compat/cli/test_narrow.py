"""Commands on narrow terminals: names are whole, and nothing of a text is taken for markup."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import rich.console
from click.testing import CliRunner

from compat.cli import app
from tests.compat.cli.command import invoke

NAMES = re.compile(r"[A-Za-z_]+(?:[._-]\w+)+")
"""Words that would be broken first: with dots, dashes and underscores."""


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with 40 columns."""
    real = rich.console.Console

    def console(**options: object) -> rich.console.Console:
        return real(width=40, force_terminal=True, color_system=None, **options)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(rich.console, "Console", console)


COMMANDS = [
    ("explain", "InstanceNUMACell", "1.2", "1.0", "--project", "nova"),
    ("plan",),
    ("pins",),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
def test_name_when_a_terminal_is_narrow_is_whole(
    arguments: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    wide = {*NAMES.findall(invoke(*arguments).output)}

    request.getfixturevalue("narrow")
    shown = invoke(*arguments).output

    assert wide
    assert wide <= {*NAMES.findall(shown)}
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.parametrize("name", app.commands)
def test_help_when_columns_are_few_has_options_and_names_whole(name: str) -> None:
    text = CliRunner().invoke(app, [name, "--help"], terminal_width=40).output

    options = [each for param in app.commands[name].params for each in param.opts]
    assert all(option in text for option in options if option.startswith("-"))


def test_pins_when_a_host_has_brackets_shows_them(tmp_path: Path) -> None:
    rows = tmp_path / "rows.yaml"
    config = tmp_path / "nova.conf"
    rows.write_text('- {binary: nova-compute, host: "[red]h[/red]", release: epoxy}\n')
    config.write_text("[upgrade_levels]\ncompute = auto\n")

    found = invoke("pins", "--config", str(config), "--records", str(rows))

    assert "nova-compute on [red]h[/red] (epoxy" in found.output


def test_output_when_it_cannot_be_encoded_is_escaped() -> None:
    program = "from compat.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "plan", "--from", "größer\udcff"],
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert b"er\\udcff" in done.stderr
    assert b"Traceback" not in done.stderr
