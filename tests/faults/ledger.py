"""What ran, as the processes that ran it wrote it down; it outlives them."""

from __future__ import annotations

import collections
import dataclasses
import os
import time
from pathlib import Path
from typing import Self


@dataclasses.dataclass(frozen=True)
class Entry:
    """One line."""

    server: str
    what: str
    id: str


class Ledger:
    """A file that is only added to, a line at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, server: str, what: str, id_: str) -> None:
        """Add a line, whole or not at all."""
        os.write(self._file, f"{server} {what} {id_}\n".encode())

    def entries(self) -> list[Entry]:
        """All lines."""
        return [Entry(*line.split(" ")) for line in self.path.read_text().splitlines()]

    def runs(self) -> collections.Counter[str]:
        """How often each id began to run."""
        return collections.Counter(entry.id for entry in self.entries() if entry.what == "begin")

    def await_entry(self, what: str, id_: str, seconds: float = 30) -> None:
        """Wait until a line is there.

        Raises:
            TimeoutError: it does not come.
        """
        deadline = time.monotonic() + seconds
        while not any((entry.what, entry.id) == (what, id_) for entry in self.entries()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} {id_} did not come in {seconds:g} s")
            time.sleep(0.02)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._file)
