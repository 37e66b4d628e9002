"""Measurements in the environment that has a real Nova."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measure import Stopwatch

ROOT: Final = Path(__file__).parents[1]
NOVA = Path(".venv/nova34")


class NoNovaError(Exception):
    """There is no environment with a Nova at ``environment``."""

    def __init__(self, environment: Path) -> None:
        self.environment = environment
        super().__init__(f"no Nova in {environment}: make setup-{environment.name} installs one")


def in_nova(what: str) -> Callable[[Stopwatch], tuple[float, float]]:
    """A measurement of ``benchmarks.peers.nova``, to ``encode`` or to ``decode``: microseconds."""

    def pair(stopwatch: Stopwatch) -> tuple[float, float]:
        python = ROOT / NOVA / "bin" / "python"
        if not python.exists():
            raise NoNovaError(NOVA)
        arguments = [what, str(stopwatch.rounds), str(stopwatch.round)]
        found = subprocess.run(
            [python, "-W", "ignore", "-m", "benchmarks.peers.nova", *arguments],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        ours, theirs = json.loads(found.stdout)
        return ours * 1e6, theirs * 1e6

    return pair
