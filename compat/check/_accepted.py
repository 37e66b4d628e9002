"""The file of accepted findings: ``accepted.toml`` in the folder of the manifests."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from compat.errors import ManifestError
from compat.rules import Accepted, Finding
from vobjects._repr import shown

FILE: Final = "accepted.toml"
_KEYS: Final = tuple(field.name for field in dataclasses.fields(Accepted))
_HEADER: Final = "# Findings of pinrail check that are accepted, each with its reason.\n"


def read_accepted(folder: Path) -> tuple[Accepted, ...]:
    """Return the accepted findings of a project; none if there is no file.

    Raises:
        ManifestError: the file cannot be read, or an entry is not whole.
    """
    file = folder / FILE
    if not file.exists():
        return ()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(file, "$", f"a file that cannot be read: {error}", "TOML in UTF-8") from error
    entries = table.get("accepted", [])
    if table.keys() - {"accepted"} or not isinstance(entries, list):
        raise _wrong(file, "$", shown([*table]), "tables [[accepted]] and nothing else")
    return tuple(_entry(file, place, each) for place, each in enumerate(entries))


def _entry(file: Path, place: int, entry: Any) -> Accepted:
    where = f"$.accepted[{place}]"
    texts = isinstance(entry, dict) and all(
        isinstance(value, str) and value.strip() for value in entry.values()
    )
    if not texts or entry.keys() != {*_KEYS}:
        raise _wrong(file, where, shown(entry), f"texts for {', '.join(_KEYS)}")
    return Accepted(**entry)


def _wrong(file: Path, path: str, found: str, expected: str) -> ManifestError:
    return ManifestError(
        file=str(file),
        path=path,
        found=found,
        expected=expected,
        remedy="correct it, or accept the finding again with pinrail check --accept",
    )


def write_accepted(folder: Path, accepted: Iterable[Accepted]) -> Path:
    """Write the accepted findings of a project, and return the file.

    Raises:
        OSError: it cannot be written.
    """
    entries = (
        "\n[[accepted]]\n" + "".join(f"{key} = {_text(getattr(each, key))}\n" for key in _KEYS)
        for each in accepted
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    file.write_text(_HEADER + "".join(entries), encoding="utf-8")
    return file


def _text(value: str) -> str:
    """A text as TOML has it: the escapes of JSON are among its own."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def accepted_of(finding: Finding, reason: str, newest: str) -> Accepted:
    """Return the entry that accepts a finding until the newest older release it is about."""
    older = [release for release in finding.releases if release != newest]
    until = older[-1] if older else newest
    return Accepted(finding.rule, finding.fingerprint, finding.path, reason, until)
