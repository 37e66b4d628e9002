"""What users ask the controller to do."""

from __future__ import annotations

from collections.abc import Mapping

from compat.cloud.api._networks import networks_retyped
from rpc import Context, Interface, argument_added, call, history, initial, version
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.instance_numa import InstanceNUMATopology
from vobjects.catalog.network_request import NetworkRequestList


class CloudTaskAPI(Interface):
    """1.0 in icehouse, 1.1 since juno."""

    TOPIC = "cloud_task"

    @call
    def boot_guest(
        self,
        context: Context,
        instance: Instance,
        filter_properties: Mapping[str, str],
        requested_networks: NetworkRequestList | None = None,
    ) -> Instance:
        """Place and start an instance."""
        raise NotImplementedError

    @call
    def get_guest(self, context: Context, uuid: str) -> Instance:
        """Read an instance back."""
        raise NotImplementedError

    @call
    def attach_network(self, context: Context, uuid: str, network_id: str) -> Instance:
        """Attach one more network."""
        raise NotImplementedError

    @call
    def migrate_guest(self, context: Context, uuid: str, dest: str) -> Instance:
        """Move an instance to another host while it runs."""
        raise NotImplementedError

    @call
    def resize_guest(
        self,
        context: Context,
        uuid: str,
        flavor: Flavor,
        numa_topology: InstanceNUMATopology | None = None,
    ) -> Instance:
        """Give an instance another size."""
        raise NotImplementedError

    @call
    def delete_guest(self, context: Context, uuid: str) -> None:
        """Delete an instance."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Requested networks are objects, and a resize can bring another NUMA topology.",
            networks_retyped("boot_guest"),
            argument_added(
                "resize_guest", "numa_topology", why="the guest would lose its NUMA placement"
            ),
        ),
    )
