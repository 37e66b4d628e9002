"""Service records in a file: what is read, and what is no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.pins._census_file import read_census
from rpc import MisPinError


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rows: {}", "dict"),
        ("", "NoneType"),
        ("[1]", "1"),
        ("[{binary: b, host: h}]", "{'binary': 'b', 'host': 'h'}"),
        ("[{binary: b, host: h, release: r, last_sean: x}]", "'last_sean'"),
        ("[{binary: b, host: h, release: r, last_seen: yesterday}]", "last_seen 'yesterday'"),
        ("[{binary: b, host: h, release: r, last_seen: 7}]", "last_seen 7"),
        ("[{binary: b, host: h, version: 3.40}]", "version 3.4"),
        ("[{binary: b, host: h, release: 2015.1}]", "release 2015.1"),
        ("[{binary: b, host: h, release: r, forced_down: 'no'}]", "forced_down 'no'"),
        ("[{binary: b, host: h, release: r, disabled: 1}]", "disabled 1"),
        ("row: []", "'row'"),
        ("unreachable: one\nrows: []", "list"),
        ("{", "no YAML"),
        ("- [&a [x, x], *a]", "the alias *a"),
        ("rows: []\nrows: []", "no YAML that can be read: the key 'rows' twice"),
        ('[{binary: b, host: "h\\e[31m", release: r}]', r"host 'h\x1b[31m'"),
        (f"[{{binary: {'b' * 256}, host: h, release: r}}]", "binary 'bbb"),
        ('[{binary: b, host: h, release: "r\\n"}]', "release and version 'r"),
    ],
)
def test_census_when_a_file_cannot_be_read_is_an_error_that_says_where(
    tmp_path: Path, text: str, found: str
) -> None:
    file = tmp_path / "rows.yaml"
    file.write_text(text)

    with pytest.raises(MisPinError) as caught:
        read_census(file)

    assert caught.value.found.startswith(found)
    assert str(file) in caught.value.where


@pytest.mark.parametrize(
    "written", ["2015-04-30T12:00:00Z", '"2015-04-30T12:00:00"', "2015-04-30 12:00:00"]
)
def test_census_when_a_time_has_no_zone_is_in_utc(tmp_path: Path, written: str) -> None:
    file = tmp_path / "rows.yaml"
    file.write_text(
        f"[{{binary: b, host: h, release: juno, version: '3.30', last_seen: {written}}}]"
    )

    [row] = read_census(file).rows

    assert row.last_seen is not None
    assert row.last_seen.isoformat() == "2015-04-30T12:00:00+00:00"
