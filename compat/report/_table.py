"""Rows with named columns: a table on a terminal that is wide enough, else plain lines."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from compat.report._text import on_a_line

_BORDER = 3
"""Cells of a terminal between two columns."""


@dataclasses.dataclass(frozen=True)
class Rows:
    """A title, the names of the columns, and the rows below them."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show_rows(given: Rows, console: Console) -> None:
    """Print rows.

    On a terminal they are a table, or a block of lines each if a name would be broken in it.
    Elsewhere each row is one line, whatever its length.
    """
    rows = tuple(tuple(map(on_a_line, row)) for row in given.rows)
    clean = dataclasses.replace(given, rows=rows)
    widths = _longest_words(clean)
    if not console.is_terminal:
        lines = _lines(clean)
    elif fits(clean, console):
        console.print(_table(clean, widths))
        return
    else:
        lines = _blocks(clean, console.width)
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def fits(given: Rows, console: Console) -> bool:
    """Whether a table has room for every word."""
    widths = _longest_words(given)
    return sum(widths) + _BORDER * len(widths) + 1 <= console.width


def _table(given: Rows, widths: Sequence[int]) -> Table:
    table = Table(title=escape(given.title), show_lines=True)
    for name, width in zip(given.columns, widths, strict=True):
        table.add_column(name, min_width=width, overflow="fold")
    for row in given.rows:
        table.add_row(*map(escape, row))
    return table


def _longest_words(given: Rows) -> list[int]:
    columns = zip(given.columns, *given.rows, strict=True)
    words = [[word for cell in column for word in cell.split()] for column in columns]
    return [max(map(len, column), default=0) for column in words]


def _lines(given: Rows) -> Iterator[str]:
    """Yield the rows with their columns below each other; the last column has no width."""
    columns = zip(given.columns, *given.rows, strict=True)
    widths = [*[max(map(len, column)) for column in columns][:-1], 0]
    yield given.title
    for row in (given.columns, *given.rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _blocks(given: Rows, width: int) -> Iterator[str]:
    yield from _wrapped(given.title, "", width)
    for first, *others in given.rows:
        yield ""
        yield from _wrapped(first, "", width)
        for name, cell in zip(given.columns[1:], others, strict=True):
            yield from _wrapped(f"{name}: {cell}", "  ", width)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
