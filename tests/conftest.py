"""Fixtures shared by all tests, and the plugins that change how they run."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from rpc.testing.rabbit import RabbitNode
from tests.plugins import brokers_first, collector_freeze, long_without_timeout, sample
from tests.support import nova_objects

settings.register_profile("quick", max_examples=20)
nova_objects.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the plugin ``sample``."""
    text = "of each test run at most N of its parameter sets, evenly spread over all"
    parser.addoption("--sample", type=int, metavar="N", help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugins of this suite by their names."""
    plugins = config.pluginmanager
    plugins.register(sample.Sample(), sample.NAME)
    plugins.register(brokers_first.BrokersFirst(), brokers_first.NAME)
    plugins.register(collector_freeze.CollectorFreeze(), collector_freeze.NAME)
    plugins.register(long_without_timeout.LongWithoutTimeout(), long_without_timeout.NAME)


@pytest.fixture(scope="session")
def rabbit_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    """A RabbitMQ that only this test process uses, and that no test stops."""
    with RabbitNode(tmp_path_factory.mktemp("rabbit")) as node:
        yield node


@pytest.fixture(scope="session")
def rabbit_url(rabbit_node: RabbitNode) -> str:
    """The address of a RabbitMQ that only this test process uses."""
    return rabbit_node.url
