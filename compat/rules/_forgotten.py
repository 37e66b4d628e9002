"""Findings of content that changed under its version, with the line of history to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from compat.manifest import Change
from compat.rules._content import Forgotten, forgotten, sentence, version_to_write
from compat.rules._rule import Comparison, Finding, Part

LineOf = Callable[[Change, Any], str]
"""Makes the word of history for a change, of the change and the recorded content."""


def find(
    rule: str, comparison: Comparison, part: Part, line_of: LineOf, prefix: str
) -> Iterator[Finding]:
    """Yield a finding for each change that no history declares."""
    for one in forgotten(comparison, part):
        word = line_of(one.change, one.old)
        yield Finding(
            rule,
            part[:-1],
            one.name,
            one.change.path,
            tuple(one.releases),
            f"{one.text}: {sentence(one.change)}",
            *_advice(comparison, part, one, word, prefix),
            was=one.change.was,
            now=one.change.now,
        )


def _advice(
    comparison: Comparison, part: Part, one: Forgotten, word: str, prefix: str
) -> tuple[str, str]:
    """What to do, and the line to write."""
    if not word:
        return f"change it back: no history of {one.name} can declare it", ""
    version, is_there = version_to_write(comparison, part, one.name)
    if is_there:
        return f"add to version {version} in the history of {one.name}, or change it back", word
    line = f'{prefix}version("{version}", "Say what changed.", {word}),'
    return f"raise {one.name} to {version} in its history, or change it back", line


def literal(value: Any) -> str:
    """Return a default as Python: a list is a tuple there."""
    return repr(tuple(value)) if isinstance(value, list) else repr(value)
