"""One fleet at a time: on the memory transport each idle server costs time, and one to stop it."""

from collections.abc import Iterator

import pytest

from tests.compat.cloud.fleets import Fleet


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let tests that name no mix run on kilo."""
    named = [
        mark for mark in metafunc.definition.iter_markers("parametrize") if "fleet" in mark.args[0]
    ]
    if "fleet" in metafunc.fixturenames and not named:
        metafunc.parametrize("fleet", ["kilo"], indirect=True, scope="package")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a mix one after another."""
    found = {at: _mix(item) for at, item in enumerate(items) if _mix(item)}
    ordered = [items[at] for at in sorted(found, key=found.__getitem__)]
    for at, item in zip(found, ordered, strict=True):
        items[at] = item


def _mix(item: pytest.Item) -> str:
    spec = getattr(item, "callspec", None)
    return str(spec.params.get("fleet", "")) if spec is not None else ""


@pytest.fixture(scope="package")
def fleet(request: pytest.FixtureRequest) -> Iterator[Fleet]:
    """The fleet of a mix."""
    found = Fleet(request.param)
    yield found
    found.stop()


@pytest.fixture(autouse=True)
def _no_guests(request: pytest.FixtureRequest) -> None:
    """Every test begins with a fleet without guests."""
    if "fleet" in request.fixturenames:
        request.getfixturevalue("fleet").clear()
