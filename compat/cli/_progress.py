"""How far a command is: shown on a terminal while it runs, and said when it is stopped."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from compat.cli._failure import InterruptedCommandError
from compat.report._text import on_a_line


class Progress:
    """Counts the steps of a command.

    Args:
        done: what is done to a step, such as ``recorded``.
        total: how many steps there are.
    """

    def __init__(self, done: str, total: int) -> None:
        self._done, self._total = done, total
        self._count, self._name = 0, ""
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def begin(self, name: str) -> None:
        """Say which step begins; the one before is done."""
        self._count += bool(self._name)
        self._name = name
        self._show(f"{on_a_line(name)} ({self._count + 1} of {self._total})")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._show("")
        if isinstance(error, KeyboardInterrupt):
            at = f" in {self._name}" if self._name else ""
            text = f"stopped{at}: {self._count} of {self._total} {self._done}"
            raise InterruptedCommandError(text) from None

    def _show(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
