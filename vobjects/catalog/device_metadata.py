"""The devices of a guest and the tags by which it finds them."""

from __future__ import annotations

from vobjects._declare.field import UNSET, field
from vobjects._declare.history import added, history, initial, version
from vobjects._declare.keys import VALUE
from vobjects._declare.object import VersionedObject
from vobjects.catalog._nova import NOVA
from vobjects.catalog.addresses import MACAddress
from vobjects.catalog.device_bus import DeviceBus


@NOVA.register
class DeviceMetadata(VersionedObject):
    """A device, where it stands and its tags; each kind is a class below it (since newton)."""

    bus: DeviceBus = UNSET
    tags: tuple[str, ...] = UNSET

    KEY = VALUE
    HISTORY = history(initial("1.0"))


@NOVA.register
class NetworkInterfaceMetadata(DeviceMetadata):
    """A network card (since newton)."""

    mac: MACAddress
    vlan: int = UNSET
    """The VLAN that the device itself puts on frames."""
    vf_trusted: bool = field(default=False, may_be_absent=True)
    """The guest may change the address of its virtual function."""

    HISTORY = history(
        initial("1.0"),
        version(
            "1.1",
            "A card tells its VLAN.",
            added("vlan", default=UNSET, why="the guest could not tell its VLAN"),
        ),
        version(
            "1.2",
            "A card tells whether it is trusted.",
            added("vf_trusted", default=False, why="the guest would not use what it is allowed"),
        ),
    )


@NOVA.register
class DiskMetadata(DeviceMetadata):
    """A disk (since newton)."""

    tags: tuple[str, ...] = field()
    serial: str | None = UNSET
    path: str | None = UNSET

    HISTORY = history(initial("1.0"))


@NOVA.register
class ShareMetadata(DeviceMetadata):
    """A share of a file system (since epoxy)."""

    share_id: str | None
    tag: str | None
    """The name by which the guest mounts the share."""

    HISTORY = history(initial("1.0"))


@NOVA.register
class InstanceDeviceMetadata(VersionedObject):
    """All tagged devices of an instance (since newton)."""

    devices: tuple[DeviceMetadata, ...]

    KEY = VALUE
    HISTORY = history(initial("1.0"))
