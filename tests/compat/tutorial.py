"""Following a page of docs: its files are written, and its commands are run."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.compat.shop_folder import ShopFolder

_DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(r"^```(python|toml|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def follow(
    page: str,
    folder: ShopFolder,
    around: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext,
) -> int:
    """Follow a page in an empty shop, and return how many commands were run.

    A block of code is a file whose name is in its first line. What is printed must be what the page
    shows.

    Args:
        page: its name, such as ``check.md``.
        folder: where the files are written.
        around: what each command runs in.
    """
    for file in [*(folder.root / "shop").iterdir()]:
        file.unlink()
    commands = 0
    for language, block in _BLOCK.findall((_DOCS / page).read_text()):
        if language == "text":
            assert _run(folder, block, around) == block
            commands += block.count("$ pinrail")
        else:
            name, _, text = block.partition("\n")
            (folder.root / name.removeprefix("# ")).write_text(text)
    return commands


def _run(folder: ShopFolder, block: str, around: Callable[[], AbstractContextManager[None]]) -> str:
    """Run the commands of a block, and return the block as it should be."""
    shown = ""
    for command in re.findall(r"^\$ pinrail (.*)$", block, re.MULTILINE):
        with around():
            done = folder.run(*shlex.split(command))
        shown += f"$ pinrail {command}\n{done.stdout}{done.stderr}"
    return shown
