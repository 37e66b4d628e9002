"""Single laws, where a check of a whole registry would reach them by chance only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from vobjects import (
    Classes,
    DecodeError,
    Registry,
    Values,
    VersionedObject,
    converted,
    history,
    initial,
    line,
    removed,
    version,
)
from vobjects.testing import minimal
from vobjects.testing.laws import (
    LAWS,
    RoundTrip,
    detour_is_the_same,
    every_path_is_the_same,
    refusal_is_declared,
)


def _other_number(values: Values, classes: Classes) -> None:
    values["size"] ^= 1


SHOP = Registry("shop")


@SHOP.register
class Item(VersionedObject):
    """A size that both lines removed, one of them after it was converted."""

    HISTORY = history(
        initial("1.0"),
        version(
            "2.0",
            "Other sizes.",
            converted("size", was=int, up=_other_number, down=_other_number, why="another unit"),
        ),
        version("2.1", "No size.", removed("size", was=int, default=7, why="sizes count")),
    )


@SHOP.register
class ItemV1(VersionedObject):
    """The line without the conversion."""

    HISTORY = line(
        Item,
        "1.0",
        version("1.1", "No size.", removed("size", was=int, default=7, why="sizes count")),
    )


def test_page_when_it_lists_the_laws_has_all_that_a_check_tries() -> None:
    page = (Path(__file__).parents[3] / "docs" / "testing.md").read_text().split("## The laws")[1]
    tried = [law.__name__ for law in (*LAWS, every_path_is_the_same, detour_is_the_same)]
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == sorted(tried)


def test_default_when_another_line_removed_it_is_lost_without_a_word() -> None:
    trip = RoundTrip(minimal(SHOP.closure("Item", "2.1"), "Item"), SHOP.closure("Item", "1.1"))
    assert isinstance(trip.result, VersionedObject)
    assert not trip.report


def test_refusal_when_no_change_is_between_is_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    view = SHOP.closure("Item", "1.1")

    def refuse(obj: Any, report: Any = None) -> Any:
        raise DecodeError(path="$", expected="Item 1.1 that fits 1.1: no", found="Item 1.1")

    monkeypatch.setattr(view, "adopt", refuse)
    with pytest.raises(AssertionError, match="no change of the history refuses this"):
        refusal_is_declared(RoundTrip(minimal(view, "Item"), view))
