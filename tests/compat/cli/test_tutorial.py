"""The page "check your project in CI": its files are written, and its commands are run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.compat.shop_folder import ShopFolder

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text()
BLOCKS = re.findall(r"^```(python|toml|text)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def run(folder: ShopFolder, block: str) -> str:
    """Run the commands of a block, and return the block as it should be."""
    shown = ""
    for command in re.findall(r"^\$ pinrail (.*)$", block, re.MULTILINE):
        done = folder.run(*shlex.split(command))
        shown += f"$ pinrail {command}\n{done.stdout}{done.stderr}"
    return shown


def test_page_when_followed_prints_what_it_says(shop: ShopFolder) -> None:
    for file in [*(shop.root / "shop").iterdir()]:
        file.unlink()
    commands = 0
    for language, block in BLOCKS:
        if language == "text":
            assert run(shop, block) == block
            commands += block.count("$ pinrail")
        else:
            name, _, text = block.partition("\n")
            (shop.root / name.removeprefix("# ")).write_text(text)

    assert commands == 10
