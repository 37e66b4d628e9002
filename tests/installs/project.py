"""Copies of this project in which tools/setup is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
IGNORED = [".git", *(ROOT / ".gitignore").read_text().split()]
COREUTILS = ("bash", "dirname", "env", "find", "id", "mkdir", "mv", "rm", "sha256sum")


class Project:
    """A copy of this project, as somebody has it who has just cloned it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, symlinks=True, ignore=ignored)

    @property
    def venv(self) -> Path:
        """The environment for running and for development."""
        return self.folder / ".venv"

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command here, with more variables in its environment; its output is kept."""
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**variables, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def set_up(self, name: str, **environment: str) -> None:
        """Run ``tools/setup`` and see that it succeeds without a word."""
        done = self.run("tools/setup", name, **environment)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), done.stderr

    def refused(self, *command: str, **environment: str) -> str:
        """Run a command that has to fail, and return the sentence that it says."""
        done = self.run(*command, **environment)
        assert done.returncode != 0
        assert done.stdout == "", done.stdout
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr


def ignored(folder: str, names: list[str]) -> list[str]:
    """Return the names in a folder of this project that its .gitignore leaves out of a clone."""
    place = Path(folder).relative_to(ROOT)
    return [name for name in names if any(matches(place / name, line) for line in IGNORED)]


def matches(file: Path, line: str) -> bool:
    """Say whether a line of .gitignore means a file; one that begins with / means one place."""
    pattern = line.rstrip("/")
    if pattern.startswith("/"):
        return fnmatch(file.as_posix(), pattern[1:])
    return fnmatch(file.name, pattern)


def path_with(folder: Path, *tools: str) -> Path:
    """Make a PATH of one folder that has the tools of Debian's base system, and ``tools``."""
    folder.mkdir()
    for tool in (*COREUTILS, *tools):
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    return folder
