"""Older defaults that two lines share are values of the field in both of them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import pytest

from vobjects import (
    DeclarationError,
    Registry,
    VersionedObject,
    added,
    field,
    history,
    initial,
    line,
    options_changed,
    same_as,
    version,
)


class Color(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


def _sleds(shared: Callable[..., Any], now: Color) -> tuple[Registry, type[VersionedObject]]:
    """Two lines of one class, whose default was the text of an enum value once."""
    sleds = Registry("sleds")

    @sleds.register
    class Sled(VersionedObject):
        color: Color = Color.BLUE
        bells: int = 0
        HISTORY = history(
            initial("1.0"),
            version("1.1", "Blue.", options_changed("color", was=field(default="red"))),
            version("2.0", "Bells.", added("bells", default=0)),
        )

    class SledV1(VersionedObject):
        color: Color = field(default=now)
        HISTORY = line(Sled, "1.0", version("1.2", "Blue.", *shared()))

    return sleds, SledV1


def test_default_when_lines_share_its_change_is_an_enum_value_in_both() -> None:
    sleds, other = _sleds(lambda: [same_as("1.1")], Color.BLUE)
    sleds.register(other)

    lineage = sleds.lineage("Sled")
    defaults = [schema.fields["color"].options.default for schema in lineage.schemas.values()]
    assert {type(default) for default in defaults} == {Color}
    assert all(schema.fields["color"].describe() for schema in lineage.schemas.values())


def test_line_when_it_begins_with_another_default_says_both() -> None:
    sleds, other = _sleds(lambda: [options_changed("color", was=field(default="blue"))], Color.RED)
    with pytest.raises(DeclarationError, match="default blue") as caught:
        sleds.register(other)
    assert "default red" in caught.value.expected
