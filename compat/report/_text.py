"""Text for a terminal, without what would act on it."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""Return a text with every control character as its escape, but for the ends of lines.

    Names and values come from files and from other programs: ``\x1b`` in one must not color or
    move anything, and half a surrogate pair cannot be encoded.
    """
    return "".join(
        char if char == "\n" or char.isprintable() else char.encode("unicode_escape").decode()
        for char in text
    )


def on_a_line(text: str) -> str:
    """Return a text with the ends of its lines as escapes too."""
    return visible(text).replace("\n", "\\n")
