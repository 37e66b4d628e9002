"""What each release of the shop speaks."""

from __future__ import annotations

from compat import Project
from rpc import Pin

from .interfaces import OrderAPI
from .objects import SHOP


def release(name: str, dish: str, order: str, order_api: str) -> Pin:
    """What one release speaks."""
    interfaces = {"OrderAPI": OrderAPI.LINEAGE.at(order_api)}
    return Pin(name, interfaces, SHOP.at({"Dish": dish, "Order": order}, name))


PROJECT = Project(
    "shop",
    registry=SHOP,
    interfaces=(OrderAPI,),
    releases=(
        release("spring", dish="1.0", order="1.0", order_api="1.0"),
        release("summer", dish="1.1", order="1.1", order_api="1.0"),
        release("autumn", dish="1.1", order="1.2", order_api="1.1"),
    ),
    window=2,
)
