"""Nova's compute interface: networks, volumes, shares and images of guests."""

from __future__ import annotations

from collections.abc import Mapping

from rpc import Context, Interface, call, cast
from rpc._declare.plain_data import Data
from vobjects.catalog.instance import Instance


class ComputeDevices(Interface):
    """Networks, volumes, shares and images of guests."""

    @call
    def attach_interface(
        self,
        context: Context,
        instance: Instance,
        network_id: str | None,
        port_id: str | None,
        requested_ip: str | None,
        tag: str | None,
    ) -> Data:
        """Attach a network interface to a guest."""
        raise NotImplementedError

    @cast
    def detach_interface(self, context: Context, instance: Instance, port_id: str | None) -> None:
        """Detach a network interface from a guest."""

    @cast
    def add_fixed_ip_to_instance(
        self, context: Context, network_id: str | None, instance: Instance
    ) -> None:
        """Give a guest another address of a network."""

    @cast
    def remove_fixed_ip_from_instance(
        self, context: Context, address: str, instance: Instance
    ) -> None:
        """Take an address of a guest away."""

    @call
    def reserve_block_device_name(
        self,
        context: Context,
        instance: Instance,
        device: str | None,
        volume_id: str,
        disk_bus: str | None,
        device_type: str | None,
        tag: str | None,
        multiattach: bool,
    ) -> Data:
        """Reserve the name of a device for a volume."""
        raise NotImplementedError

    @cast
    def attach_volume(self, context: Context, instance: Instance, bdm: Data) -> None:
        """Attach a volume to a guest."""

    @cast
    def detach_volume(
        self, context: Context, volume_id: str, instance: Instance, attachment_id: str | None
    ) -> None:
        """Detach a volume from a guest."""

    @cast
    def swap_volume(
        self,
        context: Context,
        old_volume_id: str,
        new_volume_id: str,
        instance: Instance,
        new_attachment_id: str | None,
    ) -> None:
        """Put a volume in the place of another."""

    @call
    def remove_volume_connection(
        self, context: Context, volume_id: str, instance: Instance, delete_attachment: bool = False
    ) -> None:
        """End the connection of the host to a volume."""

    @cast
    def volume_snapshot_create(
        self, context: Context, instance: Instance, volume_id: str, create_info: Data
    ) -> None:
        """Have the hypervisor snapshot a volume."""

    @cast
    def volume_snapshot_delete(
        self,
        context: Context,
        instance: Instance,
        volume_id: str,
        snapshot_id: str | None,
        delete_info: Data,
    ) -> None:
        """Have the hypervisor drop a snapshot of a volume."""

    @cast
    def allow_share(self, context: Context, instance: Instance, share_mapping: Data) -> None:
        """Give a guest's host access to a share."""

    @cast
    def deny_share(self, context: Context, instance: Instance, share_mapping: Data) -> None:
        """Take the access to a share away."""

    @cast
    def snapshot_instance(self, context: Context, image_id: str, instance: Instance) -> None:
        """Write a guest to an image."""

    @cast
    def backup_instance(
        self, context: Context, image_id: str, instance: Instance, backup_type: str, rotation: int
    ) -> None:
        """Write a guest to an image, and drop the oldest of such images."""

    @call
    def quiesce_instance(self, context: Context, instance: Instance) -> None:
        """Have a guest write all its data to disk, for a snapshot."""

    @cast
    def unquiesce_instance(
        self, context: Context, instance: Instance, mapping: Data = None
    ) -> None:
        """End the quiet after a snapshot."""

    @call
    def cache_images(self, context: Context, image_ids: tuple[str, ...]) -> Mapping[str, str]:
        """Fetch images before a guest needs them; says for each what became of it."""
        raise NotImplementedError
