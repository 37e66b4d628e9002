"""What the network service does for computes."""

from __future__ import annotations

from compat.cloud.api._networks import networks_retyped
from rpc import Context, Interface, call, history, initial, version
from vobjects._types.annotations import UUID
from vobjects.catalog.network_request import NetworkRequestList


class CloudAddressAPI(Interface):
    """1.0 in icehouse, 1.1 since juno."""

    TOPIC = "cloud_addresses"

    @call
    def allocate_addresses(
        self,
        context: Context,
        instance_id: UUID,
        host: str,
        requested_networks: NetworkRequestList | None = None,
    ) -> str:
        """Give an instance its addresses; returns its network information as JSON."""
        raise NotImplementedError

    @call
    def add_address(self, context: Context, instance_id: UUID, host: str, network_id: str) -> str:
        """Give an instance an address in one more network; returns all of its information."""
        raise NotImplementedError

    @call
    def free_addresses(self, context: Context, instance_id: UUID) -> None:
        """Take back all addresses of an instance."""

    @call
    def move_addresses(self, context: Context, instance_uuid: UUID, dest: str) -> str:
        """Move the addresses of an instance to another host; returns all of its information."""
        raise NotImplementedError

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Requested networks are objects.",
            networks_retyped("allocate_addresses"),
        ),
    )
