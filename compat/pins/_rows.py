"""Rows of service tables as plain dicts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rpc.pins import Census, Record
from rpc.pins._errors import unknown_name

Row = Mapping[str, Any]


def census(
    cells: Mapping[str, Iterable[Row] | None], record: Callable[[Row, str], Record]
) -> Census:
    """The census of cells that were asked one by one.

    Args:
        cells: the rows by the name of the cell, or None where the cell did not answer.
        record: makes a record of a row and the name of its cell.
    """
    return Census(
        [
            record(row, cell)
            for cell, rows in cells.items()
            for row in rows or ()
            if not row.get("deleted")
        ],
        frozenset(cell for cell, rows in cells.items() if rows is None),
    )


def column(row: Row, name: str) -> Any:
    """A value that every row has.

    Raises:
        MisPinError: the row does not have it.
    """
    if name not in row:
        raise unknown_name(f"row {dict(row)}", name, map(str, row), "read that column too")
    return row[name]


def when(value: datetime.datetime | None) -> datetime.datetime | None:
    """A time of a database, which is in UTC if it does not say."""
    if value is None or value.tzinfo is not None:
        return value
    return value.replace(tzinfo=datetime.UTC)
