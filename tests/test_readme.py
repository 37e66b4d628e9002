"""The README says what is true: its code runs, and its commands are those of the Makefile."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
COMMAND = "from compat.cli import main; main()"
BLOCKS = re.findall(r"```python\n(.*?)```\n+Prints:\n+```text\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("code", "expected"), BLOCKS)
def test_code_when_run_prints_what_the_readme_says(code: str, expected: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.split() == expected.split()


def test_readme_when_read_has_an_example_of_about_thirty_lines() -> None:
    assert len(BLOCKS) == 1
    assert 25 <= len(BLOCKS[0][0].splitlines()) <= 36


def printed_block(introduction: str) -> str:
    """Return the text block of the README that follows ``introduction``."""
    match = re.search(re.escape(introduction) + r"\n+```text\n(.*?)```", README, re.DOTALL)
    assert match is not None
    return match[1]


@pytest.mark.slow
def test_rehearsal_when_run_prints_what_the_readme_shows_and_no_warning() -> None:
    command, _, shown = printed_block("Where there is no terminal it prints:").partition("\n")
    assert re.findall(r"^rehearse:.*\n\t(.*)", MAKEFILE, re.M) == [
        command.replace(".venv/bin", "$(BIN)")
    ]
    printed = subprocess.run(
        [sys.executable, "-c", COMMAND, *command.split()[1:]],
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert printed.stdout == shown
    assert printed.stderr == ""
    assert printed.returncode == 0


def shape(text: str) -> str:
    """Return ``text`` without its numbers, widths, plurals and the hours after the seconds."""
    text = re.sub(r" \(\d+:\d\d:\d\d\)", "", text)
    return re.sub(r"[\d.]+", "N", re.sub(r"=+", "=", re.sub(r" +", " ", text))).strip()


def test_end_of_the_tests_when_all_pass_has_the_shape_that_the_readme_shows(
    tmp_path: Path,
) -> None:
    shown = printed_block("on a port of its own, and ends with:")
    for name in ("first", "second"):
        (tmp_path / f"{name}.py").write_text("def answer(): return 42\n")
    (tmp_path / "test_it.py").write_text(
        "import first, second\ndef test_it():\n    assert first.answer() == second.answer()\n"
    )
    options: list[str | Path] = [
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        tmp_path,
        "-p",
        "no:cacheprovider",
    ]
    sources = ["--cov=first", "--cov=second", f"--cov-config={ROOT / 'pyproject.toml'}"]
    printed = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *sources, tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert shape(printed.stdout[printed.stdout.index("TOTAL") :]) == shape(shown)


def test_commands_when_named_are_targets_of_the_makefile() -> None:
    named = set(re.findall(r"^make ([a-z]+)$|`make ([a-z]+)`", README, re.MULTILINE))
    named = {name for pair in named for name in pair if name}
    assert {"rehearse", "test", "check", "bench", "docs"} <= named
    assert all(re.search(rf"^{name}:", MAKEFILE, re.MULTILINE) for name in named)
