"""nova-network's interface."""

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
from vobjects.catalog.instance import Instance
from vobjects.catalog.network_request import NetworkRequestList


class NetworkAPI(Interface):
    """nova-network, from juno until it went with train."""

    TOPIC = "network"

    @call
    def delete_network(self, context: Context, fixed_range: str | None, uuid: str | None) -> None:
        """Delete a network."""

    @call
    def allocate_for_instance(
        self,
        context: Context,
        instance_id: Data,
        project_id: str | None,
        host: str | None,
        rxtx_factor: float | None,
        vpn: bool,
        requested_networks: NetworkRequestList | None,
        macs: tuple[str, ...] | None = None,
    ) -> Data:
        """Give a guest its addresses; returns its network information."""
        raise NotImplementedError

    @call
    def deallocate_for_instance(
        self,
        context: Context,
        instance: Instance,
        requested_networks: NetworkRequestList | None = None,
        host: str | None = None,
    ) -> None:
        """Take all addresses of a guest away."""

    @call
    def release_dhcp(self, context: Context, address: str, dev: str, vif_address: str) -> None:
        """End the lease of an address."""

    @call
    def add_fixed_ip_to_instance(
        self,
        context: Context,
        host: str | None,
        instance_id: Data,
        network_id: Data,
        rxtx_factor: float | None,
    ) -> Data:
        """Give a guest one more address of a network."""
        raise NotImplementedError

    @call
    def remove_fixed_ip_from_instance(
        self,
        context: Context,
        address: str,
        host: str | None,
        instance_id: Data,
        rxtx_factor: float | None,
    ) -> Data:
        """Take an address of a guest away."""
        raise NotImplementedError

    @call
    def add_network_to_project(
        self, context: Context, network_uuid: str, project_id: str | None
    ) -> None:
        """Give a network to a project."""

    @call
    def get_instance_nw_info(
        self,
        context: Context,
        host: str | None,
        instance_id: Data,
        project_id: str | None,
        rxtx_factor: float | None,
    ) -> Data:
        """Say which networks and addresses a guest has."""
        raise NotImplementedError

    @call
    def validate_networks(self, context: Context, networks: Data) -> Data:
        """Raise if a network or an address cannot be asked for."""
        raise NotImplementedError

    @call
    def get_dns_domains(self, context: Context) -> Data:
        """Name the domains."""
        raise NotImplementedError

    @call
    def add_dns_entry(
        self, context: Context, address: str, dns_type: str, domain: str, name: str
    ) -> None:
        """Add an entry to a domain."""

    @call
    def modify_dns_entry(self, context: Context, address: str, domain: str, name: str) -> None:
        """Change the name of an entry."""

    @call
    def delete_dns_entry(self, context: Context, domain: str, name: str) -> None:
        """Delete an entry of a domain."""

    @call
    def delete_dns_domain(self, context: Context, domain: str) -> None:
        """Delete a domain."""

    @call
    def get_dns_entries_by_address(self, context: Context, address: str, domain: str) -> Data:
        """Name the entries of an address."""
        raise NotImplementedError

    @call
    def get_dns_entries_by_name(self, context: Context, domain: str, name: str) -> Data:
        """Name the addresses of an entry."""
        raise NotImplementedError

    @call
    def create_private_dns_domain(self, context: Context, av_zone: str, domain: str) -> None:
        """Make a domain for an availability zone."""

    @call
    def create_public_dns_domain(self, context: Context, domain: str, project: str) -> None:
        """Make a domain for a project."""

    @call
    def setup_networks_on_host(
        self,
        context: Context,
        instance_id: Data,
        host: str | None,
        instance: Instance | None = None,
        teardown: bool = False,
    ) -> None:
        """Set the networks of a guest up on a host, or take them down."""

    @call
    def set_network_host(self, context: Context, network_ref: Data) -> Data:
        """Make the host the one that serves a network."""
        raise NotImplementedError

    @call
    def rpc_setup_network_on_host(self, context: Context, network_id: Data, teardown: bool) -> None:
        """Set a network up on the host, or take it down."""

    @call
    def deallocate_fixed_ip(
        self,
        context: Context,
        address: str,
        host: str | None = None,
        instance: Instance | None = None,
    ) -> None:
        """Give an address back."""

    @cast
    def update_dns(self, context: Context, network_ids: Data) -> None:
        """Write the files of the DNS anew; sent to all hosts."""

    @cast
    def lease_fixed_ip(self, context: Context, address: str) -> None:
        """Tell that an address was leased."""

    @cast
    def release_fixed_ip(self, context: Context, address: str, mac: str | None = None) -> None:
        """Tell that the lease of an address ended."""

    @call
    def migrate_instance_start(
        self,
        context: Context,
        instance_uuid: str,
        floating_addresses: Data,
        rxtx_factor: float | None = None,
        project_id: str | None = None,
        source: str | None = None,
        dest: str | None = None,
    ) -> None:
        """Take the floating addresses of a guest off its old host."""

    @call
    def migrate_instance_finish(
        self,
        context: Context,
        instance_uuid: str,
        floating_addresses: Data,
        rxtx_factor: float | None = None,
        project_id: str | None = None,
        source: str | None = None,
        dest: str | None = None,
    ) -> None:
        """Put the floating addresses of a guest on its new host."""

    HISTORY = history(
        initial("1.13", "As juno has it."),
        version(
            "1.14",
            "The end of a lease names the MAC address.",
            argument_added(
                "release_fixed_ip", "mac", loss=Loss.ALLOWED, why="the address says enough"
            ),
        ),
        version("1.15", "A network is an object."),
        version(
            "1.16",
            "Networks are set up for an instance that is known.",
            argument_added(
                "setup_networks_on_host",
                "instance",
                loss=Loss.ALLOWED,
                why="an older service loads it by its number",
            ),
        ),
        version("1.17", "A lease can be ended.", method_added("release_dhcp")),
    )
