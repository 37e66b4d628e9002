"""The live view of a rehearsal: steps, messages and the mix of releases, while it runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from compat.rehearse import Plan, Progress, Status

_REFRESH = 0.1


class LiveView:
    """Shows a rehearsal on a terminal; where there is none, one line a step.

    Used as a context manager; its ``watch`` is given to :func:`rehearse`.
    """

    def __init__(self, plan: Plan, console: Console) -> None:
        self._plan, self._console = plan, console
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._shown, self._told = 0.0, -1

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._live.stop()

    @property
    def watch(self) -> Callable[[Progress], None]:
        """What is called after every message and operation."""
        return self._draw if self._console.is_terminal else self._tell

    def _draw(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._shown >= _REFRESH:
            self._shown = now
            self._live.update(self._frame(progress), refresh=True)

    def _tell(self, progress: Progress) -> None:
        step = progress.step
        if step is not None and step.number != self._told:
            self._told = step.number
            last = len(self._plan.steps) - 1
            self._console.print(f"step {step.number} of {last}: {step.title}")

    def _frame(self, progress: Progress) -> RenderableType:
        step = progress.step
        number = step.number if step else 0
        title = Text(f"{self._plan.source} → {self._plan.target}  ", style="bold")
        title.append(f"step {number} of {len(self._plan.steps) - 1}: {step.title if step else ''}")
        bar = Table.grid()
        bar.add_row(ProgressBar(total=len(self._plan.steps), completed=number, width=60))
        return Group(title, bar, self._mix(progress), self._counts(progress))

    def _mix(self, progress: Progress) -> Table:
        table = Table(show_header=False, box=None, padding=(0, 2))
        mix = progress.step.mix if progress.step else {}
        for name, release in mix.items():
            style = "green" if release == self._plan.target else "yellow"
            table.add_row(name, Text(release, style=style))
        return table

    def _counts(self, progress: Progress) -> Text:
        ended = Counter(outcome.status for outcome in list(progress.outcomes))
        sent = len(progress.recorder.sent)
        return Text(
            f"{sent} calls, {ended[Status.DONE]} operations done, {ended[Status.REFUSED]} refused "
            f"with reason, {ended[Status.FAILED]} failed, {len(progress.losses)} facts lost"
        )
