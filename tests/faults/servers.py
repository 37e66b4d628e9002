"""Server processes that a test starts, kills and starts again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Self


class ServerProcess:
    """One server process; its log lies beside the ledger."""

    def __init__(self, url: str, prefix: str, name: str, ledger: Path, workers: int = 8) -> None:
        self.name, self.log = name, ledger.with_name(f"{name}.log")
        self._arguments = [url, prefix, name, str(ledger), str(workers)]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it takes messages."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.process", *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"up\n", self.log.read_text()[-3000:]

    def kill(self) -> None:
        """End it as a failing machine does."""
        assert self._process is not None
        self._process.kill()
        self.ended()

    def ended(self) -> None:
        """Wait until it is dead."""
        assert self._process is not None
        self._process.wait(60)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def stop(self) -> None:
        """End it in good order."""
        if self.alive:
            assert self._process is not None
            self._process.communicate(timeout=60)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
