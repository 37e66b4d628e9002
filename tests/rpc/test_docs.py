"""The code in the documentation runs and prints what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


def blocks(name: str) -> list[tuple[str, str]]:
    """The code of a page, and what each block prints."""
    return BLOCK.findall((DOCS / name).read_text())


@pytest.mark.parametrize("page", ["rpc.md", "interfaces.md", "pins.md", "observability.md"])
def test_page_when_run_from_top_to_bottom_holds(tmp_path: Path, page: str) -> None:
    script = tmp_path / "page.py"
    script.write_text("\n\n".join(code for code, _ in blocks(page)))

    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.stdout, done.returncode) == ("", 0), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(blocks("upstream.md"))))
def test_upstream_page_when_a_reproducer_is_run_prints_what_it_says(place: int) -> None:
    code, printed = blocks("upstream.md")[place]

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stdout == printed, done.stderr
