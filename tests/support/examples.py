"""Examples of Hypothesis that are the same every time, also where a test does not name settings."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from hypothesis import settings


@contextlib.contextmanager
def same_examples() -> Iterator[None]:
    """Draw the same examples in the block."""
    active = settings.get_current_profile_name()
    settings.register_profile("same", settings(), derandomize=True, database=None)
    settings.load_profile("same")
    try:
        yield
    finally:
        settings.load_profile(active)
