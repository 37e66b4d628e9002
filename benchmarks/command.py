"""What the help of the command costs beside a Python that does nothing."""

from __future__ import annotations

import dataclasses
import os
import resource
import subprocess
import sys
from typing import Final

from benchmarks.environment import ROOT
from benchmarks.measure import Run, Stopwatch

_HELP: Final = "from compat.cli import main; main()"


def help_cost(stopwatch: Stopwatch) -> tuple[float, float]:
    """Return the CPU time of ``pinrail --help`` and of a bare Python, in microseconds."""
    processes = dataclasses.replace(stopwatch, round=0.0, clock=_of_children)
    ours, theirs = processes.side_by_side(_python("-c", _HELP, "--help"), _python("-c", ""))
    return ours * 1e6, theirs * 1e6


def _python(*arguments: str) -> Run:
    command = [sys.executable, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return lambda: subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def _of_children() -> float:
    """Return the CPU time of all processes that this one started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
