"""Mistakes that no rule has to look for: each is refused when it is declared, as the page says."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import pytest

import rpc
import vobjects as vo
from compat import Project
from compat.errors import ProjectError
from compat.rules._page import REFUSED
from rpc import Context, Interface, Pin, Releases, argument_added, call, history, initial, version
from rpc.pins import Levels

SHOP = vo.Registry("shop")
VIEW = SHOP.at({}, "spring")


class Size(enum.IntEnum):
    """An enum of numbers."""

    SMALL = 1


def item(fields: dict[str, Any], *changes: Any) -> None:
    entries = [vo.initial("1.0"), *([vo.version("1.1", "A change.", *changes)] if changes else [])]
    body = {"__annotations__": fields, "__doc__": "One.", "HISTORY": vo.history(*entries)}
    vo.Registry("shop").register(type("Item", (vo.VersionedObject,), body))


class StockAPI(Interface):
    """One method, added in 1.1."""

    TOPIC = "stock"

    @call
    def find(self, context: Context, id: int) -> int:
        """Find."""
        raise NotImplementedError

    HISTORY = history(initial("1.0"), version("1.1", "Nothing."))


def pin(release: str, number: str) -> Pin:
    return Pin(release, {"StockAPI": StockAPI.LINEAGE.at(number)}, SHOP.at({}, release))


def numbers() -> None:
    item({"size": Size})


def field_without_a_value() -> None:
    item({"size": int}, vo.added("size"))


def argument_without_a_value() -> None:
    class OrderAPI(Interface):
        """One method."""

        TOPIC = "orders"

        @call
        def find(self, context: Context, id: int) -> int:
            """Find."""
            raise NotImplementedError

        HISTORY = history(initial("1.0"), version("1.1", "An id.", argument_added("find", "id")))


def pin_of_nothing() -> None:
    Project("shop", registry=SHOP, releases=[pin("spring", "1.0")])


def releases_out_of_order() -> None:
    Releases((pin("summer", "1.1"), pin("spring", "1.0")))


def alias_of_nothing() -> None:
    Levels(Releases((pin("spring", "1.0"),)), [StockAPI], aliases={"sprint": "sprang"})


def word_for_nothing() -> None:
    item({"size": int}, vo.renamed("width", was="length"))


TRIED: dict[str, tuple[Callable[[], None], type[Exception], str]] = {
    "An enum whose values are numbers, so that one could get another": (
        numbers,
        vo.DeclarationError,
        "make it an enum.StrEnum",
    ),
    "A field that has to be set, added without a value for older objects": (
        field_without_a_value,
        vo.DeclarationError,
        "write default=, or up= and down=",
    ),
    "An argument without a default, added without functions": (
        argument_without_a_value,
        vo.DeclarationError,
        "write id: ... = <default> in the signature, or up= and down=",
    ),
    "A pin that names what is not declared": (
        pin_of_nothing,
        ProjectError,
        "add it to interfaces=",
    ),
    "Releases out of their order, or one twice": (
        releases_out_of_order,
        vo.DeclarationError,
        "put them in their order",
    ),
    "An alias that stands for no release": (alias_of_nothing, rpc.MisPinError, "sprang"),
    "A word of a history for what is not there": (
        word_for_nothing,
        vo.DeclarationError,
        "that applies to nothing",
    ),
}


def test_page_of_refused_mistakes_names_those_that_are_tried() -> None:
    assert [mistake for mistake, _ in REFUSED] == [*TRIED]


@pytest.mark.parametrize("mistake", TRIED)
def test_mistake_when_declared_is_refused_with_what_to_do(mistake: str) -> None:
    declare, error, text = TRIED[mistake]
    with pytest.raises(error) as caught:
        declare()
    assert text in str(caught.value)
