"""Let a test that is marked as long never fail by time alone, however busy the machine is."""

from __future__ import annotations

import pytest

NAME = "long-without-timeout"


class LongWithoutTimeout:
    """Takes the timeout off tests that are marked as long."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark the long tests."""
        for item in items:
            if item.get_closest_marker("long") is not None:
                item.add_marker(pytest.mark.timeout(0), append=False)
