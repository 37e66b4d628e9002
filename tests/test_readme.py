"""The README says what is true: its code runs, and its commands are those of the Makefile."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
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


def test_commands_when_named_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"^make ([a-z]+)$|`make ([a-z]+)`", README, re.MULTILINE))
    named = {name for pair in named for name in pair if name}
    assert {"rehearse", "test", "check", "bench", "docs"} <= named
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in named)
