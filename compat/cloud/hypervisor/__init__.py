"""The kinds of hypervisor of the demo cloud: libvirt, docker and ironic."""

from compat.cloud.hypervisor._declared import DeclaredDriver, docker, ironic
from compat.cloud.hypervisor._driver import Driver
from compat.cloud.hypervisor._libvirt import LibvirtDriver

__all__ = ["DeclaredDriver", "Driver", "LibvirtDriver", "docker", "ironic"]
