"""The shop in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compat.shop_folder import ShopFolder


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ShopFolder]:
    """The shop in the working directory; what the test imports from there is forgotten."""
    folder = ShopFolder(tmp_path / "work")
    folder.write()
    monkeypatch.chdir(folder.root)
    with folder.imports():
        yield folder
