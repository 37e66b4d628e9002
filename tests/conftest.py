"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest

from tests.support.rabbit import RabbitNode


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits for brokers: other workers have the processor meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("rabbit") is None)


@pytest.fixture(scope="session")
def rabbit_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    """A RabbitMQ that only this test process uses, and that no test stops."""
    with RabbitNode(tmp_path_factory.mktemp("rabbit")) as node:
        yield node


@pytest.fixture(scope="session")
def rabbit_url(rabbit_node: RabbitNode) -> str:
    """The address of a RabbitMQ that only this test process uses."""
    return rabbit_node.url
