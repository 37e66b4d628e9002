"""The Pythons of this machine, and Pythons that lack something."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

MINORS = ("3.11", "3.12", "3.13")
HIDE_ENSUREPIP = "import sys\nsys.modules['ensurepip'] = None\n"


@cache
def found_pythons() -> dict[str, Path]:
    """Return the interpreter of each supported Python on PATH, or that pyenv has, by minor."""
    found = {minor: _on_path(minor) or _of_pyenv(minor) for minor in MINORS}
    return {minor: python for minor, python in found.items() if python is not None}


def _on_path(minor: str) -> Path | None:
    return _executable([f"python{minor}"])


def _of_pyenv(minor: str) -> Path | None:
    """Return an interpreter that pyenv has and does not run, as it is not a chosen one."""
    if shutil.which("pyenv") is None:
        return None
    names = subprocess.run(
        ["pyenv", "whence", f"python{minor}"], capture_output=True, text=True, check=False
    ).stdout.split()
    return _executable([f"python{minor}"], PYENV_VERSION=names[-1]) if names else None


def _executable(command: list[str], **environment: str) -> Path | None:
    code = "import sys; print(getattr(sys, '_base_executable', sys.executable))"
    try:
        done = subprocess.run(
            [*command, "-c", code],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return Path(done.stdout.strip())


def without_ensurepip(folder: Path, python: Path, pip: bool) -> Path:
    """Make a Python like Debian's without python3-venv: ensurepip cannot be imported there.

    It is a virtual environment, and ``sitecustomize`` hides the module.

    Args:
        folder: where it is made.
        python: the interpreter that it has.
        pip: whether it has a pip of its own: the newest that there is.
    """
    subprocess.run([python, "-m", "venv", *([] if pip else ["--without-pip"]), folder], check=True)
    own = folder / "bin" / "python"
    if pip:
        subprocess.run([own, "-m", "pip", "install", "-qq", "--upgrade", "pip"], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "sitecustomize.py").write_text(HIDE_ENSUREPIP)
    return own


def script(file: Path, body: str) -> Path:
    """Write a shell script that can be run, such as a Python of another version."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)
    return file
