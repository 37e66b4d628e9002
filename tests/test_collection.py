"""What the fixtures and hooks of the suite promise."""

import pytest

from tests.conftest import pytest_collection_modifyitems


@pytest.mark.parametrize(("marks", "seconds"), [(["long"], 0), ([], 5)])
def test_timeout_when_a_test_is_long_is_off(
    request: pytest.FixtureRequest, marks: list[str], seconds: int
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name="item", callobj=lambda: None)
    item.add_marker(pytest.mark.timeout(5))
    for mark in marks:
        item.add_marker(mark)

    pytest_collection_modifyitems(request.config, [item])

    timeout = item.get_closest_marker("timeout")
    assert timeout is not None
    assert timeout.args == (seconds,)
