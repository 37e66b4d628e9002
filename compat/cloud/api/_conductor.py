"""What the controller keeps for computes and for the scheduler."""

from __future__ import annotations

from rpc import Context, Interface, call, history, initial, version
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


class ConductorAPI(Interface):
    """Nova's conductor RPC 2.0 (icehouse) to 2.1 (kilo), as far as the cloud needs it."""

    TOPIC = "conductor"

    @call
    def instance_update(self, context: Context, instance: Instance) -> Instance:
        """Save the changes of an instance; returns it as it is now."""
        raise NotImplementedError

    @call
    def compute_node_update(self, context: Context, node: ComputeNode) -> None:
        """Save what a host reports of itself."""

    @call
    def compute_node_get_all(self, context: Context) -> tuple[ComputeNode, ...]:
        """What all hosts reported last."""
        raise NotImplementedError

    HISTORY = history(
        initial("2.0"),
        version("2.1", "Usage is notified with an object."),
    )
