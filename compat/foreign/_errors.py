"""Errors of the hooks of a project: those that it means, and those that nobody means."""

from __future__ import annotations

import linecache
import traceback
from typing import Final

_OSLO: Final = "oslo_versionedobjects"


def is_meant(error: BaseException) -> bool:
    """Whether the code of the project itself raises an error, in a statement of its own."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    line = linecache.getline(last.filename, last.lineno or 0).strip()
    return _OSLO not in last.filename and line.startswith("raise")


def as_text(error: BaseException) -> str:
    """Return an error on one line: its class, its message, and where the project raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    message = " ".join(str(error).split())[:200]
    text = f"{type(error).__name__}: {message}"
    if _OSLO in last.filename:
        return text
    return f"{text} ({last.filename.rpartition('/')[2]}, line {last.lineno})"
