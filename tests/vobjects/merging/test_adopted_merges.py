"""A merge takes an adopted object as it takes a decoded one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from vobjects import (
    VALUE,
    LossReport,
    Registry,
    VersionedObject,
    View,
    added,
    history,
    initial,
    merge,
    version,
)

SHOPS = Registry("shops")


@SHOPS.register
class Price(VersionedObject):
    """A price: a value, which is replaced whole."""

    amount: int
    currency: str | None
    tax: int | None
    KEY = VALUE
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Currency.", added("currency", default=None)),
        version("1.2", "Tax.", added("tax", default=None)),
    )


@SHOPS.register
class Item(VersionedObject):
    """An item of a shop."""

    id: int
    stock: int
    place: str | None
    note: str | None
    KEY = ("id",)
    HISTORY = history(
        initial("1.0"),
        version("1.1", "Place.", added("place", default=None)),
        version("1.2", "Note.", added("note", default=None)),
    )


@SHOPS.register
class Shop(VersionedObject):
    """A shop."""

    price: Price
    items: tuple[Item, ...]
    named: Mapping[str, Item]
    HISTORY = history(initial("1.0"))


_HEAD = SHOPS.head
_FIRST = SHOPS.at({"Shop": "1.0", "Price": "1.0", "Item": "1.0"}, "first")
_SECOND = SHOPS.at({"Shop": "1.0", "Price": "1.1", "Item": "1.1"}, "second")


def _shop(view: View, amount: int, **known: Any) -> Any:
    """A shop of a view; ``known`` are the values of the newer fields."""
    fields = view.schema("Item").fields
    item = {name: value for name, value in known.items() if name in fields}
    price = {n: v for n, v in known.items() if n in view.schema("Price").fields}
    items: Any = [view["Item"](id=number, stock=amount, **item) for number in range(2)]
    return view["Shop"](
        price=view["Price"](amount=amount, **price), items=items[:1], named={"a": items[1]}
    )


WAYS: dict[str, Callable[[Any], Any]] = {
    "adopted": _HEAD.adopt,
    "adopted twice": lambda shop: _HEAD.adopt(_SECOND.adopt(shop)),
    "decoded, then adopted": lambda shop: _HEAD.adopt(_SECOND.decode(_FIRST.encode(shop))),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_merge_when_an_object_was_adopted_is_that_of_a_decoded_one(
    way: Callable[[Any], Any],
) -> None:
    newer: dict[str, Any] = {"currency": "EUR", "tax": None, "place": "left", "note": "new"}
    written = _shop(_FIRST, 5)
    merged = []
    for update in (_HEAD.decode(_FIRST.encode(written)), way(written)):
        current, report = _shop(_HEAD, 1, **newer), LossReport()
        merge(current, update, None, report)
        merged.append((current, [entry.path for entry in report]))
    assert merged[0] == merged[1]
    assert merged[0][1] == ["$.price.currency"]
    assert merged[0][0].items[0] == _shop(_HEAD, 5, **newer).items[0]
