"""What a file of YAML can hold."""

from __future__ import annotations

import enum
import math
from typing import Any

import pytest

from compat._bounded_yaml import is_plain


class Size(enum.StrEnum):
    """Text that YAML does not write as it is."""

    SMALL = "small"


class Names(dict[str, str]):
    """A mapping of its own."""


@pytest.mark.parametrize(
    "value", [None, True, "a", 0, -(2**63), 2**64 - 1, 0.5, [], [[1]], {}, {"a": {"b": [None]}}]
)
def test_value_when_a_file_can_hold_it_is_plain(value: Any) -> None:
    assert is_plain(value)


@pytest.mark.parametrize(
    "value",
    [
        *[math.nan, math.inf, 2**64, -(2**63) - 1, b"a", (1,), {1}, object(), Size.SMALL],
        *[Names(), {1: "a"}, {Size.SMALL: 1}, [math.nan], {"a": [Size.SMALL]}],
    ],
)
def test_value_when_a_file_cannot_hold_it_is_not_plain(value: Any) -> None:
    assert not is_plain(value)
