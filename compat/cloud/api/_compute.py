"""What computes do, for the controller and for each other."""

from __future__ import annotations

from compat.cloud.api._networks import networks_retyped
from rpc import Context, Interface, argument_added, call, cast, history, initial, version
from vobjects.catalog.instance import Instance
from vobjects.catalog.network_request import NetworkRequestList


class ComputeAPI(Interface):
    """Nova's compute RPC 3.23 (icehouse) to 3.40 (kilo), as far as the reference cloud needs it."""

    TOPIC = "compute"

    @call
    def build_and_run_instance(
        self,
        context: Context,
        instance: Instance,
        requested_networks: NetworkRequestList | None = None,
    ) -> Instance:
        """Claim what the instance asks for and start it; returns it with what it was given."""
        raise NotImplementedError

    @call
    def terminate_instance(self, context: Context, instance: Instance) -> None:
        """Stop the instance and give back what it had."""

    @call
    def attach_interface(self, context: Context, instance: Instance, network_id: str) -> Instance:
        """Attach one more network."""
        raise NotImplementedError

    @call
    def check_can_live_migrate_destination(self, context: Context, instance: Instance) -> None:
        """Raise if the instance could not run here."""

    @call
    def pre_live_migration(self, context: Context, instance: Instance) -> None:
        """Claim for an instance that is about to come.

        What it is given here goes to the controller alone: an older source could not hold it.
        """

    @call
    def live_migration(self, context: Context, instance: Instance, dest: str) -> None:
        """Move the instance from here to another host."""

    @call
    def post_live_migration_at_destination(self, context: Context, instance: Instance) -> None:
        """Take over an instance that has come."""

    @call
    def rollback_live_migration_at_destination(self, context: Context, instance: Instance) -> None:
        """Give back the claim for an instance that did not come."""

    @call
    def resize_instance(
        self, context: Context, instance: Instance, clean_shutdown: bool = True
    ) -> Instance:
        """Give the instance its new size on this host."""
        raise NotImplementedError

    @cast
    def refresh_provider_fw_rules(self, context: Context) -> None:
        """Read the firewall rules anew; sent to all computes at once."""

    HISTORY = history(
        initial("3.23"),
        version(
            "3.33",
            "Requested networks are objects.",
            networks_retyped("build_and_run_instance"),
        ),
        version("3.35", "Block devices are objects."),
        version(
            "3.37",
            "A guest can be stopped at once for a resize.",
            argument_added(
                "resize_instance", "clean_shutdown", why="the guest would be shut down cleanly"
            ),
        ),
        version("3.40", "Limits are objects."),
    )
