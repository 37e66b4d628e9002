"""Nova's compute interface: guests that start, stop and rest."""

from __future__ import annotations

from rpc import Context, Interface, call, cast
from rpc._declare.plain_data import Data
from vobjects.catalog.instance import Instance
from vobjects.catalog.migration import Migration
from vobjects.catalog.network_request import NetworkRequestList
from vobjects.catalog.request_spec import RequestSpec
from vobjects.catalog.scheduler_limits import SchedulerLimits
from vobjects.catalog.selection import Selection


class ComputePower(Interface):
    """Guests that start, stop and rest."""

    @cast
    def build_and_run_instance(
        self,
        context: Context,
        instance: Instance,
        image: Data,
        request_spec: RequestSpec | None,
        filter_properties: Data,
        accel_uuids: tuple[str, ...] | None,
        admin_password: str | None = None,
        injected_files: Data = None,
        requested_networks: NetworkRequestList | None = None,
        security_groups: Data = None,
        block_device_mapping: Data = None,
        node: str | None = None,
        limits: SchedulerLimits | None = None,
        host_list: tuple[Selection, ...] | None = None,
    ) -> None:
        """Claim what a guest needs on this host, and start it there."""

    @cast
    def terminate_instance(self, context: Context, instance: Instance, bdms: Data) -> None:
        """Stop a guest and delete what it had."""

    @call
    def stop_instance(self, context: Context, instance: Instance, clean_shutdown: bool) -> None:
        """Shut a guest down."""

    @cast
    def start_instance(self, context: Context, instance: Instance) -> None:
        """Start a guest that was shut down."""

    @cast
    def reboot_instance(
        self, context: Context, instance: Instance, block_device_info: Data, reboot_type: str
    ) -> None:
        """Restart a guest."""

    @cast
    def pause_instance(self, context: Context, instance: Instance) -> None:
        """Stop the CPUs of a guest."""

    @cast
    def unpause_instance(self, context: Context, instance: Instance) -> None:
        """Let the CPUs of a guest go on."""

    @cast
    def suspend_instance(self, context: Context, instance: Instance) -> None:
        """Write the memory of a guest to disk and stop it."""

    @cast
    def resume_instance(self, context: Context, instance: Instance) -> None:
        """Start a suspended guest where it was."""

    @cast
    def soft_delete_instance(self, context: Context, instance: Instance) -> None:
        """Power a guest off that may still be restored."""

    @cast
    def restore_instance(self, context: Context, instance: Instance) -> None:
        """Bring a guest back that was soft-deleted."""

    @cast
    def trigger_crash_dump(self, context: Context, instance: Instance) -> None:
        """Make the guest write a dump of itself."""

    @cast
    def rescue_instance(
        self,
        context: Context,
        instance: Instance,
        rescue_password: str | None,
        rescue_image_ref: str | None,
        clean_shutdown: bool,
    ) -> None:
        """Boot a guest from a rescue image."""

    @cast
    def unrescue_instance(self, context: Context, instance: Instance) -> None:
        """Boot a rescued guest from its own disk again."""

    @cast
    def shelve_instance(
        self,
        context: Context,
        instance: Instance,
        image_id: str,
        clean_shutdown: bool,
        accel_uuids: tuple[str, ...] | None,
    ) -> None:
        """Write a guest to an image and stop it."""

    @cast
    def shelve_offload_instance(
        self,
        context: Context,
        instance: Instance,
        clean_shutdown: bool,
        accel_uuids: tuple[str, ...] | None,
    ) -> None:
        """Take a shelved guest off the host."""

    @cast
    def unshelve_instance(
        self,
        context: Context,
        instance: Instance,
        image: Data,
        filter_properties: Data,
        node: str | None,
        request_spec: RequestSpec | None,
        accel_uuids: tuple[str, ...] | None,
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
        preserve_ephemeral: bool | None,
        migration: Migration | None,
        scheduled_node: str | None,
        limits: SchedulerLimits | None,
        request_spec: RequestSpec | None,
        accel_uuids: tuple[str, ...] | None,
        reimage_boot_volume: bool | None = None,
        target_state: str | None = None,
    ) -> None:
        """Make a guest anew from an image, here or after its host failed."""

    @call
    def set_admin_password(
        self, context: Context, instance: Instance, new_pass: str | None
    ) -> None:
        """Set the password of the administrator in a guest."""

    @cast
    def external_instance_event(
        self, context: Context, instances: tuple[Instance, ...], events: Data
    ) -> None:
        """Tell a guest's host what happened to its ports and volumes."""

    @cast
    def inject_network_info(self, context: Context, instance: Instance) -> None:
        """Write the network settings of a guest into it."""
