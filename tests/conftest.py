"""Fixtures shared by all tests."""

import collections
import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support.rabbit import RabbitNode

settings.register_profile("quick", max_examples=20)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a quick run take a sample of the sweeps over all classes, versions and releases."""
    text = "of each test run at most N of its parameter sets, evenly spread over all"
    parser.addoption("--sample", type=int, metavar="N", help=text)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what a quick run leaves out."""
    most = config.getoption("--sample")
    left = "the other parameter sets are left out, and run by make test"
    return f"sample: at most {most} parameter sets of each test; {left}" if most else None


@pytest.hookimpl(trylast=True)  # when those that are not to run have gone
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let two workers begin with what waits for brokers: one with the faults, one with the rest.

    Each worker is given its part of the list in one piece, and others take what is last in it.
    """
    most = config.getoption("--sample")
    if most:
        items[:], left = sampled(items, most)
        config.hook.pytest_deselected(items=left)
    faults = [item for item in items if _meets_faults(item)]
    brokers = [item for item in items if _waits(item) and not _meets_faults(item)]
    others = [item for item in items if not _waits(item)]
    for item in items:
        if item.get_closest_marker("long") is not None:  # it never fails by time alone
            item.add_marker(pytest.mark.timeout(0), append=False)
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    room = max(0, len(items) // workers - len(faults)) if workers > 1 else 0
    items[:] = [*faults, *others[:room], *brokers, *others[room:]]


def sampled(items: list[pytest.Item], most: int) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The items with at most so many parameter sets of each test, and the others.

    They are evenly spread, the first is among them, and they are the same in every process.
    """
    number, numbers = collections.Counter(map(_test, items)), collections.Counter[str]()
    kept, left = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        test = _test(item)
        place, count = numbers[test], number[test]
        numbers[test] += 1
        first = place * most // count != (place - 1) * most // count
        (kept if count <= most or first else left).append(item)
    return kept, left


def _test(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


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
