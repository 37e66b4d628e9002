"""A server of the ledger in a process of its own: ``python -m ... url prefix name ledger``."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from rpc import Context, Server, transport
from tests.faults.api import LedgerAPI, peer
from tests.faults.ledger import Ledger

SLOW = 0.9  # seconds


class Writer:
    """Writes into the ledger, and dies when it is told to, but once for one id."""

    def __init__(self, name: str, ledger: Ledger) -> None:
        self.name, self.ledger = name, ledger

    def once(self, context: Context, id: str, act: str = "") -> str:
        met = self.ledger.runs()[id] if act.startswith("die") else 0
        self._write("begin", id)
        if act == "slow":
            time.sleep(SLOW)
        if act == "die-during" and not met:
            os.kill(os.getpid(), signal.SIGKILL)
        self._write("end", id)
        if act == "die-after" and not met:
            threading.Timer(0.001, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return id

    again = once

    def note(self, context: Context, id: str) -> None:
        self._write("begin", id)

    keep = note

    def _write(self, what: str, id_: str) -> None:
        self.ledger.write(self.name, what, id_)


def main(url: str, prefix: str, name: str, path: str, workers: str) -> None:
    """Serve until standard input ends, which it also does when the test process is killed."""
    logging.basicConfig(level=logging.WARNING, format=f"%(asctime)s {name} %(name)s %(message)s")
    served = Server(
        peer(transport(url, workers=int(workers)), name, prefix),
        {LedgerAPI: Writer(name, Ledger(Path(path)))},
        name,
    )
    served.start()
    print("up", flush=True)
    sys.stdin.read()
    served.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
