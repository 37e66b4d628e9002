"""Let a quick run take a sample of the sweeps over all classes, versions and releases."""

from __future__ import annotations

import collections

import pytest

NAME = "sample"


class Sample:
    """Deselects parameter sets where ``--sample N`` is given."""

    @pytest.hookimpl(trylast=True)  # when those that are not to run have gone
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep at most so many parameter sets of each test."""
        most = config.getoption("--sample")
        if most:
            items[:], left = sampled(items, most)
            config.hook.pytest_deselected(items=left)

    def pytest_report_header(self, config: pytest.Config) -> str | None:
        """Say what a quick run leaves out."""
        most = config.getoption("--sample")
        left = "the other parameter sets are left out, and run by make test"
        return f"sample: at most {most} parameter sets of each test; {left}" if most else None


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
