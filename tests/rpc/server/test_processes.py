"""Servers in processes that end, and in those that are forked."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROCESS = """
import threading, time
from rpc import Context
from tests.rpc.server.runner import Unit
unit, began = Unit(), threading.Event()
def wait():
    began.set()
    time.sleep({seconds})
    print("method ended", flush=True)
    return "done"
unit.acts.acts["wait"] = wait
unit.server.start()
threading.Thread(target=lambda: unit.client(60).run(Context(), what="wait"), daemon=True).start()
began.wait()
{last}
print("main ended", flush=True)
"""


@pytest.mark.parametrize(
    ("seconds", "last", "printed"),
    [
        (1, "", ["main ended", "method ended"]),
        (600, "print(unit.server.stop(0.1))", ["False", "main ended"]),
    ],
    ids=["it waits for methods that end", "it does not for others after a stop"],
)
def test_process_when_it_ends_while_a_method_runs(
    seconds: int, last: str, printed: list[str]
) -> None:
    code = PROCESS.format(seconds=seconds, last=last)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == printed


FORK = """
import os, sys
from rpc import Context
from tests.rpc.server.runner import Unit
unit = Unit()
unit.server.start()
unit.run("echo")
child = os.fork()
if not child:
    for act in (lambda: unit.run("echo"), unit.server.stop, unit.server.start):
        try:
            act()
        except Exception as error:
            print(type(error).__name__, flush=True)
    other = Unit()
    other.server.start()
    print(other.run("echo"), other.server.stop(5), flush=True)
    sys.exit()
os.waitpid(child, 0)
print(unit.run("echo"), unit.server.stop(5), flush=True)
"""


def test_fork_when_the_parent_used_its_transport_is_an_error_and_harms_no_parent() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == ["ForkedError"] * 3 + ["done True"] * 2
