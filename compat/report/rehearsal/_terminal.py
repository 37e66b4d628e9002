"""A report on a terminal: a table, what was refused and why, and one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compat.rehearse import Outcome, Report, Sent, Status
from compat.report._table import Rows, fits, show_rows


def show(report: Report, console: Console) -> None:
    """Print the whole report."""
    rows = _rows(report)
    if console.is_terminal and fits(rows, console):
        console.print(_table(report))
    else:
        show_rows(rows, console)
    for title, lines in (
        ("Refused, as this mix of releases cannot do it", grouped(report.of(Status.REFUSED))),
        ("Failed, although this mix of releases can do it", grouped(report.of(Status.FAILED))),
        ("Hung", grouped(report.of(Status.HUNG))),
        ("Refused because a pin names another release than runs there", skewed(report)),
        ("Lost", [str(loss) for loss in report.losses]),
        ("Not rehearsed, as the libvirt hosts have no room for them", list(report.left_out)),
    ):
        _list(console, title, lines)
    console.print(f"[bold]{escape(sentence(report))}[/bold]", soft_wrap=True)


def sentence(report: Report) -> str:
    """Say whether the upgrade is safe, and in which order."""
    plan = report.plan
    what = f"The upgrade from {plan.source} to {plan.target}"
    kept = f" with {', '.join(plan.keep)} kept on {plan.source}" if plan.keep else ""
    order = ", then ".join(step.upgraded for step in plan.steps if step.upgraded)
    refused = len(report.of(Status.REFUSED))
    if report.safe:
        return (
            f"{what}{kept} is safe in this order: {order}, then lift the pins. {refused} requests "
            f"were refused with a reason, nothing was lost, nothing hung; {report.covered} of "
            f"{len(plan.pairs())} pairs of releases met."
        )
    problems = [
        f"{count} {name}"
        for count, name in (
            (len(report.losses), "facts were lost"),
            (report.hung, "calls hung"),
            (len(report.skewed), "messages were refused because of a wrong pin"),
            (len(report.of(Status.FAILED)), "operations failed that this mix can do"),
        )
        if count
    ]
    return f"{what}{kept} is NOT safe in this order: {order}. {'; '.join(problems)}."


def _rows(report: Report) -> Rows:
    columns = ("step", "sender → receiver", "calls", "refused", "converted", "lost")
    rows = []
    for row in report.rows():
        pair = f"{row.sender_release} → {row.receiver_release}"
        counts = (row.calls, row.refused, row.converted, row.lost)
        rows.append((f"{row.step}  {row.title}", pair, *map(str, counts)))
    title = f"Rehearsal: {report.plan.source} to {report.plan.target}"
    return Rows(title, columns, tuple(rows))


def _table(report: Report) -> Table:
    table = Table(title=f"Rehearsal: {report.plan.source} to {report.plan.target}")
    for name in ("step", "sender → receiver"):
        table.add_column(name)
    for name in ("calls", "refused", "converted", "lost"):
        table.add_column(name, justify="right")
    last = None
    for row in report.rows():
        title = f"{row.step}  {row.title}" if row.step != last else ""
        if last is not None and title:
            table.add_section()
        last = row.step
        pair = f"{row.sender_release} → {row.receiver_release}"
        style = "red" if row.lost else None
        counts = (row.calls, row.refused, row.converted, row.lost)
        table.add_row(title, pair, *map(str, counts), style=style)
    return table


def grouped(outcomes: list[Outcome]) -> list[str]:
    """Return one line for outcomes of the same operation, kind of guest and reason."""
    found: dict[tuple[str, str, str], list[Outcome]] = {}
    for outcome in outcomes:
        kind = re.sub(r"^(resident|step-\d+)-", "", outcome.guest)
        found.setdefault((outcome.operation, kind, outcome.pair), []).append(outcome)
    return [
        f"{_steps(group)}: {operation} {kind}{f' ({pair})' if pair else ''}: {_reason(group[0])}"
        for (operation, kind, pair), group in found.items()
    ]


def skewed(report: Report) -> list[str]:
    """Return one line for each pair and call whose receiver is wrongly pinned."""
    found: dict[tuple[str, str, str], list[Sent]] = {}
    for sent in report.skewed:
        found.setdefault((str(sent.pair), sent.event.pinned, sent.event.call), []).append(sent)
    return [
        f"{_steps(group)}: {pair}, pinned to {pinned}: {len(group)} times {call}: "
        f"{max((sent.event.detail for sent in group), key=len)}"
        for (pair, pinned, call), group in found.items()
    ]


def _reason(outcome: Outcome) -> str:
    """The reason without what differs from guest to guest."""
    return re.sub(r"; nothing was sent:.*?(?=;|$)", "", outcome.why)


def _steps(group: Iterable[Outcome | Sent]) -> str:
    numbers = sorted({one.step for one in group})
    return f"step{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _list(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print(f"[bold]{title}[/bold]")
        for line in lines:
            console.print(f"  {escape(line)}", soft_wrap=True, highlight=False)
        console.print()
