"""The shop, copied to a folder with a pyproject.toml, and changed there as its team would."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import Result

from tests.compat.cli.command import invoke

_ROOT = Path(__file__).parents[2]
_SOURCE = Path(__file__).parent / "shop"
_MAIN = "from compat.cli import main; main()"
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
SETTING = '[tool.pinrail]\nproject = "shop.upgrade:PROJECT"\n'


class ShopFolder:
    """A working copy of the shop."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifests = root / "shop" / "manifests"

    def write(self) -> None:
        """Write the shop as it is."""
        shutil.copytree(_SOURCE, self.root / "shop", ignore=shutil.ignore_patterns("__pycache__"))
        self.set(SETTING)

    def set(self, text: str) -> None:
        """Write the pyproject.toml."""
        (self.root / "pyproject.toml").write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is in a module of the shop once."""
        file = self.root / "shop" / name
        source = file.read_text()
        assert source.count(old) == 1, f"{old!r} is not once in {name}"
        file.write_text(source.replace(old, new))
        self.forget()

    def run(self, *arguments: str) -> Result:
        """Run the command in this process, on the shop as it is now."""
        self.forget()
        return invoke(*arguments)

    def program(self, *arguments: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        """Run the command as a program, in a folder of the shop."""
        return subprocess.run(
            [sys.executable, "-P", "-c", _MAIN, *arguments],
            cwd=self.root / at,
            env={**os.environ, **_ENVIRONMENT},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @contextlib.contextmanager
    def imports(self) -> Iterator[None]:
        """Leave the modules and the path of this process as they were."""
        path = [*sys.path]
        self.forget()
        try:
            yield
        finally:
            sys.path[:] = path
            self.forget()

    def forget(self) -> None:
        """Import the modules of the shop anew."""
        for name in [each for each in sys.modules if each.split(".")[0] == "shop"]:
            del sys.modules[name]
        for cache in self.root.rglob("__pycache__"):
            shutil.rmtree(cache)
        importlib.invalidate_caches()
