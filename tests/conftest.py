"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest

from tests.support.rabbit import RabbitNode


@pytest.fixture(scope="session")
def rabbit_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a RabbitMQ that only this test process uses."""
    with RabbitNode(tmp_path_factory.mktemp("rabbit")) as node:
        yield node.url
