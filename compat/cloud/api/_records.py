"""What the controller keeps for computes and for the scheduler."""

from __future__ import annotations

from rpc import Context, Interface, call, history, initial
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


class CloudRecordsAPI(Interface):
    """1.0 in all releases."""

    TOPIC = "cloud_records"

    @call
    def save_guest(self, context: Context, instance: Instance) -> Instance:
        """Save the changes of an instance; returns it as it is now."""
        raise NotImplementedError

    @call
    def save_host(self, context: Context, node: ComputeNode) -> None:
        """Save what a host reports of itself."""

    @call
    def list_hosts(self, context: Context) -> tuple[ComputeNode, ...]:
        """What all hosts reported last."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
    )
