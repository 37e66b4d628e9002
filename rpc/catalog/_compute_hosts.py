"""Nova's compute interface: hosts, consoles and diagnostics."""

from __future__ import annotations

from rpc import Context, Interface, call
from rpc._declare.plain_data import Data
from vobjects.catalog.instance import Instance


class ComputeHosts(Interface):
    """Hosts, consoles and diagnostics."""

    @call
    def host_power_action(self, context: Context, action: str) -> str | None:
        """Reboot the host, or power it on or off."""
        raise NotImplementedError

    @call
    def host_maintenance_mode(self, context: Context, host: str, mode: bool) -> str | None:
        """Begin or end the maintenance of the host."""
        raise NotImplementedError

    @call
    def set_host_enabled(self, context: Context, enabled: bool) -> str | None:
        """Say whether the host takes guests."""
        raise NotImplementedError

    @call
    def get_host_uptime(self, context: Context) -> str | None:
        """Say for how long the host has been up."""
        raise NotImplementedError

    @call
    def get_diagnostics(self, context: Context, instance: Instance) -> Data:
        """Say what the hypervisor knows of a guest, in its own words."""
        raise NotImplementedError

    @call
    def get_instance_diagnostics(self, context: Context, instance: Instance) -> Data:
        """Say what the hypervisor knows of a guest."""
        raise NotImplementedError

    @call
    def get_console_output(
        self, context: Context, instance: Instance, tail_length: int | None
    ) -> Data:
        """Give the last lines of the console of a guest."""
        raise NotImplementedError

    @call
    def get_vnc_console(self, context: Context, console_type: str, instance: Instance) -> Data:
        """Say how to reach the VNC console of a guest."""
        raise NotImplementedError

    @call
    def get_spice_console(self, context: Context, console_type: str, instance: Instance) -> Data:
        """Say how to reach the SPICE console of a guest."""
        raise NotImplementedError

    @call
    def get_rdp_console(self, context: Context, console_type: str, instance: Instance) -> Data:
        """Say how to reach the RDP console of a guest."""
        raise NotImplementedError

    @call
    def get_mks_console(self, context: Context, console_type: str, instance: Instance) -> Data:
        """Say how to reach the MKS console of a guest."""
        raise NotImplementedError

    @call
    def get_serial_console(self, context: Context, console_type: str, instance: Instance) -> Data:
        """Say how to reach the serial console of a guest."""
        raise NotImplementedError

    @call
    def validate_console_port(
        self, context: Context, instance: Instance, port: str, console_type: str
    ) -> Data:
        """Say whether a port is that of a console of the guest."""
        raise NotImplementedError
