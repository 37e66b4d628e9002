"""The objects of the shop."""

from __future__ import annotations

import enum

import vobjects as vo

SHOP = vo.Registry("shop")


class Size(enum.StrEnum):
    """How much is on a plate."""

    LARGE = "large"
    SMALL = "small"


@SHOP.register
class Dish(vo.VersionedObject):
    """What can be ordered."""

    name: str
    price: int
    tags: tuple[str, ...] = ()

    HISTORY = vo.history(
        vo.initial("1.0"),
        vo.version("1.1", "Dishes have tags.", vo.added("tags", default=())),
    )


@SHOP.register
class Order(vo.VersionedObject):
    """Dishes for a table."""

    id: int = vo.field(default=vo.UNSET, read_only=True)
    dishes: tuple[Dish, ...]
    size: Size
    note: str | None = None

    HISTORY = vo.history(
        vo.initial("1.0"),
        vo.version("1.1", "Dishes have tags.", vo.child_bumped("dishes", to="1.1")),
        vo.version("1.2", "A note for the cook.", vo.added("note", default=None)),
    )
