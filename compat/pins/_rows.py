"""Rows of service tables as plain dicts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rpc import MisPinError
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


def name_of(row: Row, key: str) -> str:
    """A name that every row has.

    Raises:
        MisPinError: the row does not have it, or it is NULL, empty or no text.
    """
    value = column(row, key)
    if isinstance(value, str) and value:
        return value
    raise MisPinError(
        where=f"row {dict(row)}",
        found=f"{key} {value!r}",
        expected="a name",
        remedy="correct or delete the row: nobody can address its service",
    )


def when(value: Any) -> datetime.datetime | None:
    """A time of a database, which is in UTC if it does not say; None for NULL and empty text.

    Raises:
        MisPinError: it is none, nor the text of one as ISO 8601 has it.
    """
    try:
        found = datetime.datetime.fromisoformat(value) if value and type(value) is str else value
    except ValueError as error:
        raise _no_time(value) from error
    if not found:
        return None
    if not isinstance(found, datetime.datetime):
        raise _no_time(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


def _no_time(value: Any) -> MisPinError:
    return MisPinError(
        where="row of a service",
        found=f"the time {value!r}",
        expected="a time of a database, or its text, such as 2021-04-14 12:00:00",
        remedy="read the column as the database has it",
    )
