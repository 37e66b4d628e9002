"""What the facts say of absent fields and of unique columns is what a real Nova's source says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tests.interop.nova_release import NEWER
from tests.support.nova_facts import fields_of, may_be_absent, unique_columns
from tools.nova_objects import facts


@pytest.fixture(scope="module")
def told() -> Any:
    nova = importlib.util.find_spec("nova")
    assert nova is not None
    assert nova.origin is not None
    return facts(Path(nova.origin).parent)


def test_absent_fields_when_nova_is_read_then_they_are_those_of_the_facts(told: Any) -> None:
    fields = fields_of(told)
    assert fields.keys() == may_be_absent().keys()
    for name in fields.keys() - NEWER.keys():
        assert fields[name] == may_be_absent()[name], name
    for name in NEWER:  # fields of a newer version are none of the catalog
        assert fields[name] >= may_be_absent()[name]


def test_unique_columns_when_nova_is_read_then_they_are_those_of_the_facts(told: Any) -> None:
    assert {
        name: frozenset(tuple(group.split()) for group in groups)
        for name, groups in told["unique"].items()
    } == dict(unique_columns())
