"""Nova's compute interface: live migration."""

from __future__ import annotations

from rpc import Context, Interface, call, cast
from rpc._declare.plain_data import Data
from vobjects.catalog.instance import Instance
from vobjects.catalog.live_migrate import LiveMigrateData
from vobjects.catalog.migration import Migration
from vobjects.catalog.scheduler_limits import SchedulerLimits


class ComputeLive(Interface):
    """Live migration."""

    @call
    def check_can_live_migrate_destination(
        self,
        context: Context,
        instance: Instance,
        block_migration: bool | None,
        disk_over_commit: bool | None,
        migration: Migration | None,
        limits: SchedulerLimits | None,
    ) -> LiveMigrateData:
        """Say how a guest could come here while it runs; ask its source too."""
        raise NotImplementedError

    @call
    def check_can_live_migrate_source(
        self, context: Context, instance: Instance, dest_check_data: LiveMigrateData
    ) -> LiveMigrateData:
        """Add what the source of a live migration has to say."""
        raise NotImplementedError

    @call
    def check_instance_shared_storage(self, context: Context, data: Data) -> bool:
        """Say whether this host sees a file that another one wrote."""
        raise NotImplementedError

    @call
    def pre_live_migration(
        self, context: Context, instance: Instance, disk: Data, migrate_data: LiveMigrateData
    ) -> LiveMigrateData:
        """Make all ready for a guest that is about to come."""
        raise NotImplementedError

    @cast
    def live_migration(
        self,
        context: Context,
        dest: str,
        instance: Instance,
        block_migration: bool | None,
        migration: Migration | None,
        migrate_data: LiveMigrateData | None,
    ) -> None:
        """Move a guest to another host while it runs."""

    @cast
    def live_migration_force_complete(self, context: Context, instance: Instance) -> None:
        """Let a live migration finish, although the guest has to stop for it."""

    @cast
    def live_migration_abort(
        self, context: Context, instance: Instance, migration_id: int | None
    ) -> None:
        """End a live migration where it began."""

    @call
    def post_live_migration_at_destination(
        self, context: Context, instance: Instance, block_migration: bool | None
    ) -> None:
        """Take over a guest that has come."""

    @cast
    def rollback_live_migration_at_destination(
        self,
        context: Context,
        instance: Instance,
        destroy_disks: bool,
        migrate_data: LiveMigrateData | None,
    ) -> None:
        """Clean up after a guest that did not come."""

    @call
    def drop_move_claim_at_destination(self, context: Context, instance: Instance) -> None:
        """Give back what was claimed for a guest that did not come."""
