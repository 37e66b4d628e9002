"""What the fixtures and hooks of the suite promise."""

import pytest

from tests.plugins.brokers_first import BrokersFirst
from tests.plugins.long_without_timeout import LongWithoutTimeout
from tests.plugins.sample import sampled


@pytest.mark.parametrize(("marks", "seconds"), [(["long"], 0), ([], 5)])
def test_timeout_when_a_test_is_long_is_off(
    request: pytest.FixtureRequest, marks: list[str], seconds: int
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name="item", callobj=lambda: None)
    item.add_marker(pytest.mark.timeout(5))
    for mark in marks:
        item.add_marker(mark)

    LongWithoutTimeout().pytest_collection_modifyitems([item])

    timeout = item.get_closest_marker("timeout")
    assert timeout is not None
    assert timeout.args == (seconds,)


def _items(request: pytest.FixtureRequest, name: str, count: int) -> list[pytest.Item]:
    names = [f"{name}[{number}]" for number in range(count)] if count else [name]
    parent = request.node.parent
    return [pytest.Function.from_parent(parent, name=n, callobj=lambda: None) for n in names]


@pytest.mark.parametrize(("count", "numbers"), [(3, [0, 1, 2]), (4, [0, 2, 3]), (9, [0, 3, 6])])
def test_sample_when_a_test_has_more_parameter_sets_is_spread_over_all(
    request: pytest.FixtureRequest, count: int, numbers: list[int]
) -> None:
    sweep, single = _items(request, "sweep", count), _items(request, "single", 0)

    kept, left = sampled([*sweep[:1], *single, *sweep[1:]], 3)

    assert [item.name for item in kept if item in sweep] == [f"sweep[{n}]" for n in numbers]
    assert single[0] in kept
    assert sorted(item.name for item in kept + left) == sorted(i.name for i in sweep + single)


def test_order_when_some_tests_wait_for_a_broker_begins_with_the_others_of_a_worker(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, others = _items(request, "waiting", 2), _items(request, "other", 6)
    for item in waiting:
        item.add_marker(pytest.mark.rabbit)
    items = [*waiting, *others]
    monkeypatch.setattr(request.config, "workerinput", {"workercount": 2}, raising=False)

    BrokersFirst().pytest_collection_modifyitems(request.config, items)

    assert items == [*others[:4], *waiting, *others[4:]]
