"""Text in markdown that shows as it is."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"[\\`*\[\]<>#~]|(?<!\w)_|_(?!\w)")
"""What markdown acts on; an underscore inside of a word is none."""


def plain(text: str) -> str:
    """Return a text in which nothing is markup, a link or a mention."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return escaped.replace("@", "&#64;").replace("\n", " ")


def code(text: str) -> str:
    """Return a text as code in a line."""
    ticks = fence(text, 1)
    pad = " " if "`" in text else ""
    line = text.replace("\n", " ")
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fence(text: str, least: int = 3) -> str:
    """Return more backticks than a text has in a row."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)
