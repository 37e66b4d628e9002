"""The bytes of every class of Nova are what they were."""

import pytest

from tests.support.golden import GOLDEN
from vobjects.testing import GoldenCheck


@pytest.mark.parametrize("check", GOLDEN.checks(), ids=str)
def test_message_when_a_release_writes_it_is_the_golden_one_and_gazpacho_reads_it(
    check: GoldenCheck,
) -> None:
    check()
