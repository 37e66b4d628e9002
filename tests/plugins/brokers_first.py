"""Let each worker begin with tests that wait for brokers.

A test that waits for a broker uses little of the processor: where workers begin with them, others
compute meanwhile, and no worker is left alone with them at the end.
"""

from __future__ import annotations

import pytest

NAME = "brokers-first"


class BrokersFirst:
    """Orders the tests of a worker: those of the faults, others, those of a broker, the rest.

    pytest-xdist gives each worker a piece of the list, and others take what is last in it.
    """

    @pytest.hookimpl(trylast=True)  # when those that are not to run have gone
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Order the tests."""
        faults = [item for item in items if _meets_faults(item)]
        brokers = [item for item in items if _waits(item) and not _meets_faults(item)]
        others = [item for item in items if not _waits(item)]
        workers = getattr(config, "workerinput", {}).get("workercount", 1)
        room = max(0, len(items) // workers - len(faults)) if workers > 1 else 0
        items[:] = [*faults, *others[:room], *brokers, *others[room:]]


def _meets_faults(item: pytest.Item) -> bool:
    return item.nodeid.startswith("tests/faults/test_faults.py")


def _waits(item: pytest.Item) -> bool:
    return item.get_closest_marker("rabbit") is not None
