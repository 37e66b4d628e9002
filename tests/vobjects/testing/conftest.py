"""Checks of these tests draw the same objects every time."""

from collections.abc import Iterator

import pytest

from tests.support.examples import same_examples


@pytest.fixture(autouse=True)
def _same_examples() -> Iterator[None]:
    with same_examples():
        yield
