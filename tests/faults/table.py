"""The verdicts as a table, printed and kept in the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.faults.kinds import FAULTS
from tests.faults.verdict import Verdict

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN: Final = "<!-- written by make faults -->"
END: Final = "<!-- end -->"
COLUMNS: Final = (
    "sent", "done", "undelivered", "unknown", "hangs", "wrong", "twice", "lost",
)  # fmt: skip
BROKEN: Final = COLUMNS[-4:]
"""What has to be zero everywhere."""


def table(verdicts: Iterable[Verdict]) -> str:
    """A row for each fault and kind of message, and one for all of them."""
    found = list(verdicts)
    rows = [
        [v.fault.replace("_", " "), v.kind, *(getattr(v, name) for name in COLUMNS)] for v in found
    ]
    totals = [sum(getattr(v, name) for v in found) for name in COLUMNS]
    lines = [["fault", "message", *COLUMNS], ["---"] * (len(COLUMNS) + 2), *rows]
    lines.append(["all", "all", *totals])
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def write(page: Path, text: str) -> None:
    """Put a table in the place of the one that a page has."""
    before, _, rest = page.read_text().partition(BEGIN)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}")


def read(page: Path) -> list[Mapping[str, str]]:
    """The rows of the table in a page, by the names of its columns."""
    text = page.read_text().partition(BEGIN)[2].partition(END)[0]
    lines = [re.findall(r"[^|]+", line) for line in text.splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line] for line in lines)
    return [dict(zip(head, row, strict=True)) for row in rows]


def explained() -> str:
    """A line for each fault."""
    return "\n".join(
        f"- **{name.replace('_', ' ')}**: {fault.__doc__}" for name, fault in FAULTS.items()
    )
