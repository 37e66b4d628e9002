"""The border for what a peer says of itself: short text that can be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vobjects._repr import brief, one_line

LONGEST: Final = 255
"""Characters of a name or a release."""
MOST: Final = 100
"""Interfaces of one peer, and texts that carry a trace on."""
DEEPEST: Final = 32
"""Lists and objects in each other in what a peer tells with an answer."""


def is_short(text: Any) -> bool:
    """Whether a value is text of a line: short, and without what steers a terminal or a log."""
    return type(text) is str and len(text) <= LONGEST and text.isprintable()


def said(value: Any) -> str:
    """What a peer wrote where a name or a version is, on a line."""
    return one_line(value, LONGEST) if isinstance(value, str) else brief(value)


def short_texts(raw: Any) -> dict[str, str]:
    """The first short texts by short name in a value, and nothing else of it."""
    found = raw.items() if isinstance(raw, dict) else ()
    good = [(name, text) for name, text in found if is_short(name) and is_short(text)]
    return dict(good[:MOST])


def supported(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a peer says that it supports: its release and interfaces; empty if it says neither."""
    release, interfaces = raw.get("release"), short_texts(raw.get("interfaces"))
    return {"release": release, "interfaces": interfaces} if is_short(release) else {}


def is_shallow(value: Any) -> bool:
    """Whether plain data has few lists and objects in each other, so that all code can walk it."""
    level = [value]
    for _ in range(DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [x for parts in inner for x in parts if isinstance(x, dict | list)]
        if not level:
            return True
    return False
