"""What computes do, for the controller and for each other."""

from __future__ import annotations

from compat.cloud.api._networks import networks_retyped
from rpc import Context, Interface, argument_added, call, cast, history, initial, version
from vobjects.catalog.instance import Instance
from vobjects.catalog.network_request import NetworkRequestList


class CloudHostAPI(Interface):
    """1.0 in icehouse, 1.1 in juno, 1.2 in kilo."""

    TOPIC = "cloud_host"

    @call
    def start_guest(
        self,
        context: Context,
        instance: Instance,
        requested_networks: NetworkRequestList | None = None,
    ) -> Instance:
        """Claim what the instance asks for and start it; returns it with what it was given."""
        raise NotImplementedError

    @call
    def stop_guest(self, context: Context, instance: Instance) -> None:
        """Stop the instance and give back what it had."""

    @call
    def attach_network(self, context: Context, instance: Instance, network_id: str) -> Instance:
        """Attach one more network."""
        raise NotImplementedError

    @call
    def check_migration(self, context: Context, instance: Instance) -> None:
        """Raise if the instance could not run here."""

    @call
    def prepare_migration(self, context: Context, instance: Instance) -> None:
        """Claim for an instance that is about to come.

        What it is given here goes to the controller alone: an older source could not hold it.
        """

    @call
    def migrate_guest(self, context: Context, instance: Instance, dest: str) -> None:
        """Move the instance from here to another host."""

    @call
    def finish_migration(self, context: Context, instance: Instance) -> None:
        """Take over an instance that has come."""

    @call
    def cancel_migration(self, context: Context, instance: Instance) -> None:
        """Give back the claim for an instance that did not come."""

    @call
    def resize_guest(
        self, context: Context, instance: Instance, clean_shutdown: bool = True
    ) -> Instance:
        """Give the instance its new size on this host."""
        raise NotImplementedError

    @cast
    def refresh_firewall(self, context: Context) -> None:
        """Read the firewall rules anew; sent to all computes at once."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "Requested networks are objects.",
            networks_retyped("start_guest"),
        ),
        version(
            "1.2",
            "A guest can be stopped at once for a resize.",
            argument_added(
                "resize_guest", "clean_shutdown", why="the guest would be shut down cleanly"
            ),
        ),
    )
