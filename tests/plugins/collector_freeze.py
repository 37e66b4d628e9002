"""Spare the garbage collector what lasts as long as the process.

With all tests in it, a collection stopped every thread for most of a second, and calls were late.
"""

from __future__ import annotations

import gc

NAME = "collector-freeze"


class CollectorFreeze:
    """Freezes what the collection of the tests has made."""

    def pytest_collection_finish(self) -> None:
        """Collect once, and leave the rest out of later collections."""
        gc.collect()
        gc.freeze()
