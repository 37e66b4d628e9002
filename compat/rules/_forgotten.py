"""Findings of content that changed under its version, with the entry of history to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from compat.manifest import Change, Kind
from compat.rules._comparison import Comparison, Part
from compat.rules._content import Forgotten, forgotten, sentence, version_to_write
from compat.rules._rule import Match

WordOf = Callable[[Change, Any], str]
"""Makes the word of history for a change, of the change and the recorded content."""
RenamedOf = Callable[[Change, Change], str]
"""Makes the word of history for what was removed and added under another name."""


def find(
    comparison: Comparison, part: Part, word_of: WordOf, renamed_of: RenamedOf
) -> Iterator[Match]:
    """Yield a finding for each change that no history declares.

    All findings of one object or interface have one line: the whole entry to write.
    """
    found = forgotten(comparison, part)
    for one in found:
        words = _words([each for each in found if each.name == one.name], word_of, renamed_of)
        remedy, line = _advice(comparison, part, one, words)
        yield Match(
            part[:-1],
            one.name,
            one.change.path,
            tuple(one.releases),
            f"{one.text}: {sentence(one.change)}",
            remedy
            if words[one.change.path]
            else f"change it back: no history of {one.name} can declare it",
            line if words[one.change.path] else "",
            was=one.change.was,
            now=one.change.now,
        )


def _words(found: list[Forgotten], word_of: WordOf, renamed_of: RenamedOf) -> dict[str, str]:
    """By path of a change, the word of history for it; empty if there is none."""
    words = {one.change.path: word_of(one.change, one.old) for one in found}
    for removed, added in _renames([one.change for one in found]):
        words[removed.path] = words[added.path] = renamed_of(removed, added)
    return words


def _renames(found: list[Change]) -> Iterator[tuple[Change, Change]]:
    """Yield what was removed and what was added in its place, where there is one of each."""
    by_place: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        if change.kind is not Kind.CHANGED:
            place = change.path.rpartition("[" if change.noun == "value" else ".")[0]
            by_place.setdefault((place, change.noun), []).append(change)
    for (_, noun), pair in by_place.items():
        pair.sort(key=lambda change: change.kind is Kind.ADDED)
        one_each = [change.kind for change in pair] == [Kind.REMOVED, Kind.ADDED]
        if one_each and (noun == "value" or pair[0].was == pair[1].now):
            yield pair[0], pair[1]


def _advice(
    comparison: Comparison, part: Part, one: Forgotten, words: dict[str, str]
) -> tuple[str, str]:
    """What to do, and the entry to write."""
    all_words = ", ".join(dict.fromkeys(filter(None, words.values())))
    version, is_there = version_to_write(comparison, part, one.name)
    own = ", with your own value or function for each ..." if "=..." in all_words else ""
    if is_there:
        where = f"add to version {version} in the history of {one.name}"
        return f"{where}{own}, or change it back", all_words
    prefix = "vo." if part == "objects" else ""
    line = f'{prefix}version("{version}", "Say what changed.", {all_words}),'
    return f"raise {one.name} to {version} in its history{own}, or change it back", line


def literal(value: Any) -> str:
    """Return a default as Python: a list is a tuple there."""
    return repr(tuple(value)) if isinstance(value, list) else repr(value)
