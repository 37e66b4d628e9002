"""Where a value stands: a chain of parts that costs a tuple, and becomes text only in an error."""

from __future__ import annotations

from typing import Any, Final

Path = tuple[Any, ...]
"""``(parent, part)``: a part is an index, or text such as ``.cells`` or ``['key']``."""

ROOT: Final[Path] = ("$",)
MADE: Final = object()
"""A part of a path that shows nothing below it: there is a value that a function made."""


def render(path: Path) -> str:
    """The path as text, such as ``$.cells[0].cpuset``; a long key is cut."""
    parts: list[str] = []
    while len(path) == 2:
        path, part = path
        if part is MADE:
            parts.clear()
            continue
        parts.append(part if isinstance(part, str) else f"[{part}]")
    parts.append(str(path[0]))
    return "".join(p if len(p) <= 80 else f"{p[:77]}..." for p in reversed(parts))
