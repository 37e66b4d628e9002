"""What users ask the controller to do."""

from __future__ import annotations

from collections.abc import Mapping

from compat.cloud.api._networks import networks_retyped
from rpc import Context, Interface, argument_added, call, history, initial, version
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.network_request import NetworkRequestList


class ComputeTaskAPI(Interface):
    """Nova's compute task RPC 1.6 (icehouse) to 1.11 (kilo), as far as the cloud needs it."""

    TOPIC = "compute_task"

    @call
    def build_instances(
        self,
        context: Context,
        instance: Instance,
        filter_properties: Mapping[str, str],
        requested_networks: NetworkRequestList | None = None,
    ) -> Instance:
        """Place and start an instance."""
        raise NotImplementedError

    @call
    def instance_get(self, context: Context, uuid: str) -> Instance:
        """Read an instance back."""
        raise NotImplementedError

    @call
    def attach_interface(self, context: Context, uuid: str, network_id: str) -> Instance:
        """Attach one more network."""
        raise NotImplementedError

    @call
    def live_migrate(self, context: Context, uuid: str, dest: str) -> Instance:
        """Move an instance to another host while it runs."""
        raise NotImplementedError

    @call
    def migrate_server(
        self,
        context: Context,
        uuid: str,
        flavor: Flavor,
        numa_topology: InstanceNUMATopology | None = None,
    ) -> Instance:
        """Give an instance another size."""
        raise NotImplementedError

    @call
    def terminate(self, context: Context, uuid: str) -> None:
        """Delete an instance."""

    HISTORY = history(
        initial("1.6"),
        version(
            "1.9",
            "Requested networks are objects, and a resize can bring another NUMA topology.",
            networks_retyped("build_instances"),
            argument_added(
                "migrate_server", "numa_topology", why="the guest would lose its NUMA placement"
            ),
        ),
        version("1.11", "A flavor is an object."),
    )
