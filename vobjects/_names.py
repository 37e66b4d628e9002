"""Offer the name that was probably meant in place of an unknown one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

_ALIKE: Final = 0.6
"""How much two names must have in common for one to be offered for the other."""
_LONGEST: Final = 200
"""A longer text is no slip of a name; comparing it would take long."""


def nearest(name: object, valid: Iterable[object], alike: float = _ALIKE) -> str:
    """The valid name that is most like another one, whatever the case; or the empty string."""
    if not isinstance(name, str) or len(name) > _LONGEST:
        return ""
    by_lower = {text.lower(): text for text in valid if isinstance(text, str)}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=alike)
    return by_lower[found[0]] if found else ""


def did_you_mean(name: object, valid: Iterable[object]) -> str:
    """``did you mean 'x'? `` with the nearest valid name, or the empty string."""
    meant = nearest(name, valid)
    return f"did you mean {meant!r}? " if meant else ""
