"""The interfaces of the shop."""

from __future__ import annotations

from rpc import Context, Interface, argument_added, call, cast, history, initial, version

from .objects import Order, Size


class OrderAPI(Interface):
    """Takes orders."""

    TOPIC = "orders"
    NAMESPACE = "shop"

    @call
    def place(self, context: Context, order: Order, size: Size = Size.SMALL) -> Order:
        """Take an order."""
        raise NotImplementedError

    @cast(idempotent=True)
    def cancel(self, context: Context, order_id: int) -> None:
        """Forget an order."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version("1.1", "A size.", argument_added("place", "size", why="the plate is too small")),
    )
