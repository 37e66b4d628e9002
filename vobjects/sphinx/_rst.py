"""The few forms of reStructuredText that the pages are made of."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

_INLINE = re.compile(r"[\\`*|]|_(?![^\W_])")
_NUMBER = re.compile(r"([0-9]+|[a-z]|[ivxlcdm]+)[.)](\s|$)", re.IGNORECASE)


def text(words: str) -> str:
    """Words in one line that mean nothing but themselves."""
    line = _INLINE.sub(r"\\\g<0>", " ".join(words.split()))
    if line.endswith("::"):  # which would begin a literal block
        line = f"{line[:-1]}\\:"
    plain = line[:1].isalnum() and not _NUMBER.match(line)
    return line if plain or not line else f"\\ {line}"  # no list, nor another block


def literal(code: str) -> str:
    """A piece of code in one line."""
    marked = "``" in code or code.startswith("`") or code.endswith("`")
    return text(code) if marked or not code or code.strip() != code else f"``{code}``"


def title(words: str, line: str) -> str:
    """A heading, underlined with a character."""
    heading = text(words)
    return f"{heading}\n{line * len(heading)}"


def rubric(words: str) -> str:
    """A heading that is in no table of contents."""
    return f".. rubric:: {text(words)}"


def page_link(page: str) -> str:
    """A link to a page of the same folder, by its name."""
    return f":doc:`{page}`"


def link(words: str, label: str) -> str:
    """A link to a label."""
    return f":ref:`{words} <{label}>`"


def target(label: str) -> str:
    """The place that a label names."""
    return f".. _`{label}`:"


def bullets(items: Iterable[str]) -> str:
    """A list of paragraphs."""
    return "\n".join(f"* {_indented(item, 2)}" for item in items)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells may have several paragraphs."""
    lines = [_row(row) for row in (header, *rows)]
    return ".. list-table::\n   :header-rows: 1\n\n" + "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    starts = ["   * -", *["     -"] * (len(cells) - 1)]
    return "\n".join(
        f"{start} {_indented(cell, 7)}".rstrip() for start, cell in zip(starts, cells, strict=True)
    )


def _indented(words: str, by: int) -> str:
    return textwrap.indent(words, " " * by).strip()


def joined(blocks: Iterable[str]) -> str:
    """A page of blocks with a blank line between; empty ones are left out."""
    return "\n\n".join(filter(None, blocks)) + "\n"
