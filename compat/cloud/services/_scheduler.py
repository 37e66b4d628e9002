"""The scheduler: chooses hosts, and sees them only through the records of the controller."""

from __future__ import annotations

from collections.abc import Mapping

from compat.cloud._guest import find_place, flavor_of
from compat.cloud.api import CloudPlacementAPI, CloudRecordsAPI
from compat.cloud.host import cells_of, pools_of
from rpc import ApplicationError, Client, Context, Peer
from vobjects.catalog.compute_node import ComputeNode
from vobjects.catalog.instance import Instance


class Scheduler(CloudPlacementAPI):
    """Filters the hosts by what the instance asks for, the emptiest first."""

    def __init__(self, peer: Peer) -> None:
        self._records = Client(peer, CloudRecordsAPI).prepare(server="controller")

    def choose_hosts(
        self, context: Context, request_spec: Instance, filter_properties: Mapping[str, str]
    ) -> tuple[str, ...]:
        """The hosts that fit.

        Raises:
            ApplicationError: ``NoValidHost``, with the reason of every host.
        """
        wanted = filter_properties.get("hypervisor_type", "QEMU")
        fitting, reasons = [], []
        for node in self._records.list_hosts(context):
            host = str(node.hypervisor_hostname)
            why = _misfit(request_spec, node, wanted)
            if why is None:
                fitting.append((node.memory_mb_used, host))
            else:
                reasons.append(f"{host}: {why}")
        if not fitting:
            raise ApplicationError("NoValidHost", "; ".join(reasons) or "no host has reported")
        return tuple(host for _, host in sorted(fitting))


def _misfit(instance: Instance, node: ComputeNode, hypervisor_type: str) -> str | None:
    """Why an instance does not fit a host, or None if it does."""
    if node.hypervisor_type != hypervisor_type:
        return f"{node.hypervisor_type}, not {hypervisor_type}"
    asked, left = flavor_of(instance)["memory_mb"], node.memory_mb - node.memory_mb_used
    if asked > left:
        return f"{asked} MiB asked, {left} free"
    free = [pool.device for pool in pools_of(node) for _ in range(pool.count)]
    found = find_place(instance, cells_of(node) or [], free)
    return found if isinstance(found, str) else None
