"""Nova's compute interface: resizes and cold migrations, in a cell and between cells."""

from __future__ import annotations

from rpc import Context, Interface, call, cast
from rpc._declare.plain_data import Data
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.migration import Migration, MigrationContext
from vobjects.catalog.request_spec import RequestSpec
from vobjects.catalog.scheduler_limits import SchedulerLimits
from vobjects.catalog.selection import Selection


class ComputeResize(Interface):
    """Resizes and cold migrations, in a cell and between cells."""

    @cast
    def prep_resize(
        self,
        context: Context,
        image: Data,
        instance: Instance,
        flavor: Flavor,
        request_spec: RequestSpec | None,
        filter_properties: Data,
        node: str | None,
        clean_shutdown: bool,
        migration: Migration | None,
        host_list: tuple[Selection, ...] | None,
    ) -> None:
        """Claim what a guest will need here after its resize."""

    @cast
    def resize_instance(
        self,
        context: Context,
        instance: Instance,
        image: Data,
        migration: Migration,
        flavor: Flavor,
        clean_shutdown: bool,
        request_spec: RequestSpec | None,
    ) -> None:
        """Move the disk of a guest to where it is resized."""

    @cast
    def finish_resize(
        self,
        context: Context,
        disk_info: Data,
        image: Data,
        instance: Instance,
        migration: Migration,
        request_spec: RequestSpec | None,
    ) -> None:
        """Start a guest at its new size."""

    @call
    def confirm_resize(self, context: Context, instance: Instance, migration: Migration) -> None:
        """Drop what a resized guest left on its source."""

    @cast
    def revert_resize(
        self,
        context: Context,
        instance: Instance,
        migration: Migration,
        request_spec: RequestSpec | None,
    ) -> None:
        """Give back what a guest has here whose resize is undone."""

    @cast
    def finish_revert_resize(
        self,
        context: Context,
        instance: Instance,
        migration: Migration,
        request_spec: RequestSpec | None,
    ) -> None:
        """Start a guest again at its old size."""

    @call
    def prep_snapshot_based_resize_at_dest(
        self,
        context: Context,
        instance: Instance,
        flavor: Flavor,
        nodename: str,
        migration: Migration,
        limits: SchedulerLimits | None,
    ) -> MigrationContext:
        """Claim what a guest will need here that comes from another cell."""
        raise NotImplementedError

    @call
    def prep_snapshot_based_resize_at_source(
        self,
        context: Context,
        instance: Instance,
        migration: Migration,
        snapshot_id: str | None = None,
    ) -> None:
        """Stop a guest that goes to another cell, and snapshot it."""

    @call
    def finish_snapshot_based_resize_at_dest(
        self, context: Context, instance: Instance, migration: Migration, snapshot_id: str | None
    ) -> None:
        """Start a guest that came from another cell."""

    @call
    def confirm_snapshot_based_resize_at_source(
        self, context: Context, instance: Instance, migration: Migration
    ) -> None:
        """Drop what a guest left here that moved to another cell."""

    @call
    def revert_snapshot_based_resize_at_dest(
        self, context: Context, instance: Instance, migration: Migration
    ) -> None:
        """Give back what a guest has here whose move between cells is undone."""

    @call
    def finish_revert_snapshot_based_resize_at_source(
        self, context: Context, instance: Instance, migration: Migration
    ) -> None:
        """Start a guest again where it was before it moved to another cell."""
