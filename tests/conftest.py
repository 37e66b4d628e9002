"""Fixtures shared by all tests."""

import gc
from collections.abc import Iterator

import pytest

from tests.support.rabbit import RabbitNode


@pytest.hookimpl(trylast=True)  # when those that are not to run have gone
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let two workers begin with what waits for brokers: one with the faults, one with the rest.

    Each worker is given its part of the list in one piece, and others take what is last in it.
    """
    faults = [item for item in items if _meets_faults(item)]
    brokers = [item for item in items if _waits(item) and not _meets_faults(item)]
    others = [item for item in items if not _waits(item)]
    for item in items:
        if item.get_closest_marker("long") is not None:  # it never fails by time alone
            item.add_marker(pytest.mark.timeout(0), append=False)
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    room = max(0, len(items) // workers - len(faults)) if workers > 1 else 0
    items[:] = [*faults, *others[:room], *brokers, *others[room:]]


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lasts as long as the process.

    With all tests in it, it stopped every thread for most of a second, and calls were late.
    """
    gc.collect()
    gc.freeze()


def _meets_faults(item: pytest.Item) -> bool:
    return item.nodeid.startswith("tests/rpc/faults/test_faults.py")


def _waits(item: pytest.Item) -> bool:
    return item.get_closest_marker("rabbit") is not None


@pytest.fixture(scope="session")
def rabbit_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    """A RabbitMQ that only this test process uses, and that no test stops."""
    with RabbitNode(tmp_path_factory.mktemp("rabbit")) as node:
        yield node


@pytest.fixture(scope="session")
def rabbit_url(rabbit_node: RabbitNode) -> str:
    """The address of a RabbitMQ that only this test process uses."""
    return rabbit_node.url
