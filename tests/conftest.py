"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest

from tests.support.rabbit import RabbitNode


@pytest.fixture(scope="session")
def rabbit_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    """A RabbitMQ that only this test process uses, and that no test stops."""
    with RabbitNode(tmp_path_factory.mktemp("rabbit")) as node:
        yield node


@pytest.fixture(scope="session")
def rabbit_url(rabbit_node: RabbitNode) -> str:
    """The address of a RabbitMQ that only this test process uses."""
    return rabbit_node.url
