"""Nova's compute task interface, which conductors serve."""

from __future__ import annotations

from rpc import (
    Context,
    Interface,
    argument_added,
    call,
    cast,
    history,
    initial,
    method_added,
    version,
)
from rpc._declare.plain_data import Data
from vobjects import Loss
from vobjects.catalog.flavor import Flavor
from vobjects.catalog.instance import Instance
from vobjects.catalog.migration import Migration
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.catalog.request_spec import RequestSpec
from vobjects.catalog.selection import Selection
from vobjects.catalog.tag import TagList

_SPEC = "an older conductor reads the specification that was stored"
_HOSTS = "an older conductor asks the scheduler again"


class ComputeTaskAPI(Interface):
    """Nova's conductor, as far as it builds and moves guests."""

    TOPIC, NAMESPACE = "conductor", "compute_task"

    @call
    def migrate_server(
        self,
        context: Context,
        instance: Instance,
        scheduler_hint: Data,
        live: bool,
        rebuild: bool,
        flavor: Flavor | None,
        block_migration: bool | None,
        disk_over_commit: bool | None,
        reservations: Data = None,
        clean_shutdown: bool = True,
        request_spec: RequestSpec | None = None,
        host_list: tuple[Selection, ...] | None = None,
    ) -> None:
        """Find a host for a guest, and move or resize it there."""

    @cast
    def live_migrate_instance(
        self,
        context: Context,
        instance: Instance,
        scheduler_hint: Data,
        block_migration: bool | None,
        disk_over_commit: bool | None,
        request_spec: RequestSpec | None,
    ) -> None:
        """Move a guest while it runs."""

    @cast
    def build_instances(
        self,
        context: Context,
        instances: tuple[Instance, ...],
        image: Data,
        filter_properties: Data,
        admin_password: str | None,
        injected_files: Data,
        requested_networks: NetworkRequestList | None,
        security_groups: Data,
        block_device_mapping: Data = None,
        legacy_bdm: bool = True,
        request_spec: RequestSpec | None = None,
        host_lists: tuple[tuple[Selection, ...], ...] | None = None,
    ) -> None:
        """Find hosts for guests in this cell, and start them."""

    @cast
    def unshelve_instance(
        self, context: Context, instance: Instance, request_spec: RequestSpec | None = None
    ) -> None:
        """Start a shelved guest."""

    @cast
    def rebuild_instance(
        self,
        context: Context,
        instance: Instance,
        orig_image_ref: str | None,
        image_ref: str | None,
        injected_files: Data,
        new_pass: str | None,
        orig_sys_metadata: Data,
        bdms: Data,
        recreate: bool,
        on_shared_storage: bool | None,
        preserve_ephemeral: bool | None = False,
        host: str | None = None,
        request_spec: RequestSpec | None = None,
        reimage_boot_volume: bool | None = False,
        target_state: str | None = None,
    ) -> None:
        """Make a guest anew from an image, here or after its host failed."""

    @cast
    def schedule_and_build_instances(
        self,
        context: Context,
        build_requests: Data,
        request_specs: tuple[RequestSpec, ...],
        image: Data,
        admin_password: str | None,
        injected_files: Data,
        requested_networks: NetworkRequestList | None,
        block_device_mapping: Data,
        tags: TagList | None = None,
    ) -> None:
        """Find hosts for guests in all cells, and start them."""

    @cast
    def cache_images(self, context: Context, aggregate: Data, image_ids: tuple[str, ...]) -> None:
        """Have all hosts of an aggregate fetch images."""

    @call
    def confirm_snapshot_based_resize(
        self, context: Context, instance: Instance, migration: Migration
    ) -> None:
        """Confirm the move of a guest between cells."""

    @cast
    def revert_snapshot_based_resize(
        self, context: Context, instance: Instance, migration: Migration
    ) -> None:
        """Undo the move of a guest between cells."""

    @call
    def attach_volume(
        self,
        context: Context,
        instance: Instance,
        volume: Data,
        device: str | None,
        disk_bus: str | None,
        device_type: str | None,
        tag: str | None = None,
        supports_multiattach: bool = False,
        delete_on_termination: bool = False,
    ) -> None:
        """Attach a volume to a guest."""

    HISTORY = history(
        initial("1.11", "As kilo has it."),
        version(
            "1.12",
            "A guest is rebuilt by the specification that found its host.",
            argument_added("rebuild_instance", "request_spec", loss=Loss.ALLOWED, why=_SPEC),
        ),
        version(
            "1.13",
            "A guest is moved by the specification that found its host.",
            argument_added("migrate_server", "request_spec", loss=Loss.ALLOWED, why=_SPEC),
        ),
        version(
            "1.14",
            "A guest is unshelved by the specification that found its host.",
            argument_added("unshelve_instance", "request_spec", loss=Loss.ALLOWED, why=_SPEC),
        ),
        version(
            "1.15",
            "Live migration does not wait for its end.",
            method_added("live_migrate_instance"),
        ),
        version("1.16", "Guests are built in cells.", method_added("schedule_and_build_instances")),
        version(
            "1.17",
            "Guests are built with tags.",
            argument_added("schedule_and_build_instances", "tags", why="the tags would be lost"),
        ),
        version(
            "1.18",
            "A build that failed is scheduled again by its specification.",
            argument_added("build_instances", "request_spec", loss=Loss.ALLOWED, why=_SPEC),
        ),
        version(
            "1.19",
            "A build that failed goes to another host of its cell.",
            argument_added("build_instances", "host_lists", loss=Loss.ALLOWED, why=_HOSTS),
        ),
        version(
            "1.20",
            "A move that failed goes to another host of its cell.",
            argument_added("migrate_server", "host_list", loss=Loss.ALLOWED, why=_HOSTS),
        ),
        version("1.21", "Images can be fetched before.", method_added("cache_images")),
        version(
            "1.22",
            "Moves between cells are confirmed.",
            method_added("confirm_snapshot_based_resize"),
        ),
        version(
            "1.23",
            "Moves between cells are undone.",
            method_added("revert_snapshot_based_resize"),
        ),
        version(
            "1.24",
            "The volume that a guest boots from can be imaged anew.",
            argument_added(
                "rebuild_instance", "reimage_boot_volume", why="the volume would stay as it is"
            ),
        ),
        version(
            "1.25",
            "An evacuated guest can be left stopped.",
            argument_added("rebuild_instance", "target_state", why="the guest would be started"),
        ),
        version("1.26", "Volumes are attached by the conductor.", method_added("attach_volume")),
    )
