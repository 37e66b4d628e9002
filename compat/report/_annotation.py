"""A workflow command of GitHub Actions."""

from __future__ import annotations


def annotation(level: str, location: str, title: str, text: str) -> str:
    """Return an annotation on one line.

    Args:
        level: error, warning or notice.
        location: ``file:line``; empty if it is about no file.
        title: what is shown above the text.
        text: it may have several lines.
    """
    file, _, line = location.rpartition(":")
    where = f"file={_escaped(file, ',:')},line={line}," if file else ""
    return f"::{level} {where}title={_escaped(title, ',:')}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Return a text with what has a meaning in a workflow command as its number."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
