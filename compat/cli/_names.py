"""Offer the name that was probably meant in place of an unknown one.

The command cannot use the same of vobjects: importing that takes longer than its help may.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST = 200
"""A longer text is no slip of a name; comparing it would take long."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean 'x'? `` with the nearest name in any case, or the empty string."""
    if len(name) > _LONGEST:
        return ""
    by_lower = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    return f"did you mean {by_lower[near[0]]!r}? " if near else ""
