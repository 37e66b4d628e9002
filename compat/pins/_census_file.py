"""Service records in a file: a list of rows, or an object with the cells that did not answer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from compat import _bounded_yaml
from compat.pins._rows import when
from rpc import MisPinError
from rpc.pins import Census, Record
from rpc.pins._errors import unknown_name
from vobjects._repr import brief

LIMIT: Final = 64 * 2**20
"""Bytes of one file: more than the records of 100,000 services take."""
_LONGEST: Final = 255
"""Characters of one text, as the columns of all projects have."""

_KEYS: Final = (
    "binary", "host", "release", "version", "last_seen", "disabled", "forced_down", "cell",
)  # fmt: skip


def read_census(file: Path) -> Census:
    """Return the census in a file of YAML or JSON.

    Raises:
        MisPinError: it is neither, or a row has a key that nothing reads or lacks one.
        OSError: the file cannot be read.
    """
    with file.open("rb") as opened:
        raw = opened.read(LIMIT + 1)
    try:
        found = _bounded_yaml.load(raw, LIMIT)
    except _bounded_yaml.UnreadableError as error:
        raise _wrong(str(file), str(error), "YAML or JSON with rows") from error
    whole = found if isinstance(found, dict) else {"rows": found}
    for key in whole:
        if key not in ("rows", "unreachable"):
            raise unknown_name(file, str(key), ("rows", "unreachable"), "correct the key")
    rows, cells = whole.get("rows"), whole.get("unreachable", [])
    if not isinstance(rows, list) or not isinstance(cells, list):
        raise _wrong(str(file), type(rows).__name__, "a list of rows, and one of cells")
    return Census(
        [_record(f"row {place} of {file}", row) for place, row in enumerate(rows, 1)],
        frozenset(map(str, cells)),
    )


def _record(where: str, row: Any) -> Record:
    if not isinstance(row, dict):
        raise _wrong(where, brief(row), f"an object with {', '.join(_KEYS)}")
    for key in row:
        if key not in _KEYS:
            raise unknown_name(where, str(key), _KEYS, "correct the key")
    for key in ("release", "version"):
        if not isinstance(row.get(key, ""), str):
            raise _wrong(
                where, f"{key} {brief(row[key])}", 'text in quotes, such as "3.40": 3.40 is 3.4'
            )
    for key in ("disabled", "forced_down"):
        if type(row.get(key, False)) is not bool:
            raise _wrong(where, f"{key} {brief(row[key])}", "true or false")
    level = " ".join(row[key] for key in ("release", "version") if row.get(key))
    if not (row.get("binary") and row.get("host") and level):
        raise _wrong(where, brief(row), "binary, host, and release or version")
    return Record(
        _text(where, "binary", row["binary"]),
        _text(where, "host", row["host"]),
        _text(where, "release and version", level),
        _time(where, row),
        row.get("disabled", False),
        row.get("forced_down", False),
        _text(where, "cell", row.get("cell", "")),
    )


def _text(where: str, key: str, value: Any) -> str:
    """A name as its column holds it; control characters would steer the terminal it is shown on."""
    text = str(value)
    if len(text) > _LONGEST or not text.isprintable():
        expected = f"at most {_LONGEST} characters that can be printed"
        raise _wrong(where, f"{key} {brief(text)}", expected)
    return text


def _time(where: str, row: Mapping[str, Any]) -> datetime.datetime | None:
    value = row.get("last_seen")
    try:
        found = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = value
    if found is None or isinstance(found, datetime.datetime):
        return when(found)
    raise _wrong(where, f"last_seen {brief(value)}", "a time such as 2015-04-30T12:00:00+00:00")


def _wrong(where: str, found: str, expected: str) -> MisPinError:
    return MisPinError(where=where, found=found, expected=expected, remedy="correct the file")
